import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createByteRows } from "#lib/compute/byte-rows.ts";
import { type NamedTable, namedTable } from "#lib/compute/named-table.ts";
import { openTable, type Table } from "#lib/compute/open-table.ts";
import { planTable } from "#lib/import/plan-columns.ts";
import { createRecordReader } from "#lib/import/read-records.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "one-reading-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Read = readonly (readonly [row: number, cells: readonly string[]])[];

/** Below the headings, as they stand. */
async function exactly({ batches }: Table): Promise<Read> {
  const all: [number, readonly string[]][] = [];
  for await (const { rows } of batches()) for (const { number, cells } of rows) all.push([number, cells]);
  return all.slice(1);
}

async function asData({ data }: NamedTable): Promise<Read> {
  const all: [number, readonly string[]][] = [];
  for await (const { rows } of data()) for (const { number, cells } of rows) all.push([number, cells]);
  return all;
}

/** As a first import and a first answer read a file: from its bytes, in pieces of a few. */
async function fromBytes(table: NamedTable, pieceBytes: number): Promise<Read> {
  const all: [number, readonly string[]][] = [];
  let cells: string[] = [];
  const rows = createByteRows(table.layout, table.headings.length, {
    begin() {
      cells = [];
    },
    cell(_, bytes, from, to) {
      cells.push(bytes.toString("utf8", from, to));
      return true;
    },
    end(_, row) {
      all.push([row, cells]);
      return "drop";
    },
    usual(split) {
      for (const row of split) all.push([row.number, row.cells]);
    },
  });
  for await (const { bytes } of table.pieces!())
    for (let at = 0; at < bytes.length; at += pieceBytes) rows.push(bytes.subarray(at, at + pieceBytes));
  rows.end();
  return all;
}

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "",
    " ",
    "Acme",
    "1,5",
    "a;b",
    "x\ty",
    "p|q",
    "Zürich",
    "日本",
    "👍",
    "n/a",
    "'",
    "\\",
    "0",
  ),
  fc.constantFrom(
    'say "hi"',
    '"',
    "two\nlines",
    "two\r\nlines",
    "Total",
    "Confidential",
    "a\u0000b",
    "a\u001fb",
  ),
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.array(cell, { minLength: 1, maxLength: 6 }) },
  { weight: 2, arbitrary: fc.constantFrom([""], [" "], ["", "", "", ""]) },
  { weight: 1, arbitrary: fc.constantFrom(["Copyright 2025"], ["Total", "", "", ""], ["Made by Jo"]) },
);
const delimiters = fc.constantFrom(",", ";", "\t", "|" as const);
const dialect = fc.record({
  delimiter: delimiters,
  end: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf-8", "marked", "utf-16", "latin1" as const),
  always: fc.boolean(),
  careless: fc.boolean(),
  packed: fc.boolean(),
  footerLines: fc.constantFrom(undefined, undefined, 0, 1, 3),
});
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function write(lines: readonly (readonly string[])[], { delimiter, end, always, careless }: Dialect): string {
  const field = (text: string) => {
    // A mark that is not doubled, and a delimiter without marks, as careless programs write them.
    if (careless) return text;
    const isPlain = !/["\r\n]/.test(text) && !text.includes(delimiter);
    return isPlain && !always ? text : `"${text.replaceAll('"', '""')}"`;
  };
  return lines.map((cells) => cells.map(field).join(delimiter)).join(end);
}

function encode(text: string, { encoding, packed }: Dialect): Buffer {
  const bytes =
    encoding === "utf-16"
      ? Buffer.from(`\ufeff${text}`, "utf16le")
      : encoding === "latin1"
        ? Buffer.from(text, "latin1")
        : Buffer.from(encoding === "marked" ? `\ufeff${text}` : text);
  return packed ? gzipSync(bytes) : bytes;
}

const headings = ["Name", "Größe", "Plan", "Note"];

test("whatever the table and however it is written, its bytes, its rows of data and its exact rows are the same cells", async () => {
  const path = join(folder, "table.csv");
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 14 }),
      dialect,
      fc.integer({ min: 1, max: 300 }),
      async (lines, how, pieceBytes) => {
        await writeFile(path, encode(write([headings, ...lines], how), how));
        const { delimiter, footerLines } = how;
        const opened = await openTable(path, { delimiter, footerLines, headingsRow: 1 });
        if (!opened.ok) throw new Error(sentenceOfRefusal(opened.refusal));
        const named = namedTable(opened.table);
        if (!named.ok) return;
        const data = await asData(named.table);
        expect(await fromBytes(named.table, pieceBytes)).toEqual(data);
        const exact = new Map(await exactly(opened.table));
        for (const [row, cells] of data) expect(exact.get(row)).toEqual(cells);
        // What the others read, and what they set aside, is all there is: nothing is lost between them.
        const reader = createRecordReader(
          planTable(named.table.headings, named.table.sample, delimiter),
          opened.table.layout.lastRow,
        );
        const rows = opened.table.head.slice(1);
        reader.read(rows, []);
        const filled = rows.filter(({ cells }) => cells.some((text) => text.trim() !== ""));
        expect(reader.rows + reader.skipped).toBe(filled.length);
        expect(filled.length - data.length).toBeLessThanOrEqual(reader.skipped);
        compared++;
      },
    ),
    { seed: 48, numRuns: 500 },
  );
  expect(compared).toBeGreaterThan(300);
});

test("so many lines at the end are no data where somebody says so, and none where somebody says none", async () => {
  const path = join(folder, "report.csv");
  await writeFile(path, "a,b,c\n1,2,3\n\nLonely\n4,5,6\nSum,,9\nMade by Jo\n\n");
  const rowsWith = async (footerLines?: number) => {
    const opened = await openTable(path, { footerLines });
    const named = opened.ok ? namedTable(opened.table) : opened;
    if (!named.ok) throw new Error(sentenceOfRefusal(named.refusal));
    const data = await asData(named.table);
    expect(await fromBytes(named.table, 7)).toEqual(data);
    return data.map(([row]) => row);
  };
  expect(await rowsWith()).toEqual([2, 5, 6, 7]);
  expect(await rowsWith(0)).toEqual([2, 4, 5, 6, 7]);
  expect(await rowsWith(2)).toEqual([2, 4, 5]);
});
