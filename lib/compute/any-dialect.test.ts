import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { namedTable } from "#lib/compute/named-table.ts";
import { openTable } from "#lib/compute/open-table.ts";
import { countSources } from "#lib/compute/read-sources.ts";
import { makeWorkbook } from "#lib/compute/testing/workbook.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dialects-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: Uint8Array, delimiter?: "," | ";" | "\t" | "|") {
  const path = join(folder, "table");
  await writeFile(path, content);
  const opened = await openTable(path, { delimiter });
  if (!opened.ok) throw new Error(sentenceOfRefusal(opened.refusal));
  const rows = [];
  for await (const batch of opened.table.batches()) rows.push(...batch.rows);
  expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  return { cells: rows.map((row) => row.cells), delimiter: opened.table.layout.delimiter };
}

const delimiters = fc.constantFrom(",", ";", "\t", "|" as const);
const lineEnds = fc.constantFrom("\n", "\r\n", "\r");
const encodings = fc.constantFrom("utf-8", "utf-8 with mark", "utf-16le", "utf-16be" as const);

function encode(text: string, encoding: string): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "utf-8 with mark") return Buffer.from(`\ufeff${text}`);
  const wide = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16le" ? wide : wide.swap16();
}

function write(
  rows: readonly (readonly string[])[],
  delimiter: string,
  end: string,
  always: boolean,
  closed: boolean,
): string {
  const field = (cell: string) =>
    always || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((row) => row.map(field).join(delimiter)).join(end) + (closed ? end : "");
}

const tableOf = (cell: fc.Arbitrary<string>, width: { min: number; max: number }, most: number) =>
  fc
    .integer(width)
    .chain((columns) =>
      fc.tuple(
        fc.array(fc.stringMatching(/^[A-Za-zä][A-Za-z é]{1,8}[a-z]$/), {
          minLength: columns,
          maxLength: columns,
        }),
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: 1,
          maxLength: most,
        }),
      ),
    )
    .map(([headings, rows]) => [headings, ...rows]);

const anyCharacter = fc.constantFrom(
  "a",
  "B",
  " ",
  '"',
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r",
  "é",
  "日",
  "👍",
  "0",
  "'",
  "\\",
);
const anyTable = tableOf(fc.string({ unit: anyCharacter, maxLength: 6 }), { min: 2, max: 4 }, 5);

test("any table, written with any delimiter, line end and encoding, packed or not, is the same table when read", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTable,
      delimiters,
      lineEnds,
      encodings,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      async (rows, delimiter, end, encoding, always, closed, packed) => {
        const bytes = encode(write(rows, delimiter, end, always, closed), encoding);
        expect((await read(packed ? gzipSync(bytes) : bytes, delimiter as ",")).cells).toEqual(rows);
      },
    ),
    { seed: 44, numRuns: 300 },
  );
});

/** What stands in tables of customers: names with commas, amounts as Europe writes them, lists, times, sentences. */
const realCell = fc.oneof(
  fc.constantFrom(
    "",
    "Acme, Inc.",
    "Müller & Söhne",
    "Retail",
    "AWS;Okta",
    "a|b",
    "12:30",
    "He said: “no, never”; so.",
  ),
  fc.integer({ min: 0, max: 99_999 }).map(String),
  fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2).replace(".", ",")),
  fc.constantFrom("2024-05-06", "06.05.2024", "yes", "https://acme.example/a?b=c,d"),
);

test("the delimiter of a table of customers is found, whatever stands in its cells", async () => {
  await fc.assert(
    fc.asyncProperty(
      tableOf(realCell, { min: 2, max: 6 }, 20),
      delimiters,
      lineEnds,
      fc.boolean(),
      async (rows, delimiter, end, closed) => {
        const found = await read(encode(write(rows, delimiter, end, false, closed), "utf-8"));
        expect(found).toEqual({ cells: rows, delimiter });
      },
    ),
    { seed: 45, numRuns: 300 },
  );
});

test("any table is the same when it comes as a sheet", async () => {
  const cell = fc.string({ unit: anyCharacter, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tableOf(cell, { min: 2, max: 4 }, 4), async ([headings = [], ...rows]) => {
      // A sheet does not tell an empty cell from none, nor an empty row; neither does a table of customers.
      const filled = rows.map((row, i) => [`row ${i}`, ...row]);
      const sheet = [["Name", ...headings], ...filled];
      const { cells } = await read(makeWorkbook([{ name: "A", rows: sheet }]));
      expect(cells).toEqual(sheet);
    }),
    { seed: 46, numRuns: 25 },
  );
}, 60_000);

/** What files are made of, put together as nobody would. */
const piece = fc.constantFrom(
  ...[
    '"',
    '""',
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    "\r\n",
    " ",
    "a",
    "1",
    "2024-01-02",
    "€ 5",
    "n/a",
    "é",
    "👍",
  ],
  ...[
    "\0",
    "\u001e",
    "\u001f",
    "\ufeff",
    "=1",
    "sep=;\n",
    "Name",
    "Title of a report\n",
    "ICP Workshop account",
  ],
);
const pieces = fc.array(piece, { maxLength: 80 }).map((all) => all.join(""));
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  pieces.map((text) => Buffer.from(text)),
  pieces.map((text) => Buffer.from(text, "utf16le")),
  pieces.map((text) => Buffer.from(text, "latin1")),
  fc.tuple(pieces, fc.double({ min: 0, max: 1, noNaN: true })).map(([text, share]) => {
    const packed = gzipSync(text);
    return packed.subarray(0, Math.ceil(packed.length * share));
  }),
);

test("whatever the bytes of a file, it is read or refused with a reason, and its cells are text", async () => {
  const path = join(folder, "anything");
  await fc.assert(
    fc.asyncProperty(anyBytes, async (bytes) => {
      await writeFile(path, bytes);
      const { files, issues } = await countSources([path], () => ({}));
      expect(files[0]?.plan === null && issues.length === 0).toBe(false);
      const rows = [];
      for await (const batch of files[0]!.batches()) rows.push(...batch.map(({ cells }) => cells));
      expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
      const opened = await openTable(path);
      if (!opened.ok) return;
      for await (const batch of opened.table.batches())
        expect(batch.bytesRead).toBeLessThanOrEqual(bytes.length);
      const named = namedTable(opened.table);
      if (!named.ok) expect(sentenceOfRefusal(named.refusal)).toMatch(/\.$/);
      else
        for await (const { rows: data } of named.table.data()) expect(data.length).toBeGreaterThanOrEqual(0);
    }),
    { seed: 47, numRuns: 250 },
  );
}, 60_000);
