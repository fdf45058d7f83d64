import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ExportRefused, exportFiles, openWorkshopExport } from "#lib/compute/read-workshop-export.ts";
import { createZip } from "#lib/compute/write-zip.ts";
import { type SheetCell, writeWorkbook } from "#lib/compute/xlsx/write.ts";
import { asItWas, csvLine, neutral } from "#lib/import/csv.ts";
import { notText } from "#lib/import/split.ts";
import { accountsMark, peopleMark } from "#lib/import/workshop-headings.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "export-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Rows = readonly (readonly SheetCell[])[];

async function* stream<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  yield* items;
}

async function written(name: string, write: (zip: ReturnType<typeof createZip>) => Promise<void>) {
  const place = path.join(folder, name);
  await rm(place, { force: true });
  const file = await open(place, "ax");
  const zip = createZip(file);
  await write(zip);
  await zip.finish();
  await file.close();
  return place;
}

const asZip = (rows: Rows) => written("a.zip", (zip) => zip.add(exportFiles.accounts, rows.map(csvLine)));
const asWorkbook = (rows: Rows) =>
  written("a.xlsx", (zip) =>
    writeWorkbook(zip, [
      { name: "Accounts", rows: stream(rows) },
      { name: "People", rows: stream([[peopleMark, "Name"]]) },
    ]),
  );

async function readBack(place: string): Promise<string[][]> {
  const found = await openWorkshopExport(place);
  if (!found?.accounts) throw new Error("not known as an export");
  const rows: string[][] = [[...found.accounts.headings]];
  for await (const row of found.accounts.rows()) rows.push([...row]);
  return rows;
}

const nasty = [
  "=1+1",
  "+49 30",
  "-5",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "'quoted",
  "''",
  "a\nb",
  "a\r\nb",
  '"',
  'say "no"',
  ",;|\t",
  "007",
  "1e5",
  "__proto__",
  "constructor",
  "🦉",
  "Å",
  "\u00e9",
  "e\u0301",
  "_x000D_",
  "_x0041_",
  "&lt;",
  "<b>&amp;</b>",
  "]]>",
  "\u0001\u0008",
  "\u0085",
  "\u2028",
  "\ufeffx",
  "TRUE",
  "2024-01-02",
  "1.0",
  "0.1",
  "مرحبا",
  " padded ",
  "\u200b",
];
const cell: fc.Arbitrary<SheetCell> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary" }).filter((text) => !notText.test(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  fc.integer(),
  fc.constant(""),
);
// The first cell says whose row it is, as in every table that is exported.
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }))
  .map((rows): Rows => {
    const width = rows[0]?.length ?? 1;
    const headings = Array.from({ length: width }, (_, i) => `Heading ${i}`);
    return [[accountsMark, ...headings], ...rows.map((row, i) => [`id:${i}`, ...row])];
  });

const asText = (rows: Rows) => rows.map((row) => row.map(String));

test("whatever the cells, a zip of CSV gives them back", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      expect(await readBack(await asZip(rows))).toEqual(asText(rows));
    }),
    { numRuns: 60 },
  );
});

test("and so does a workbook", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      // The sheet's own rule: spaces around a heading or at the end of a sheet's text are not cut either.
      expect(await readBack(await asWorkbook(rows))).toEqual(asText(rows));
    }),
    { numRuns: 12 },
  );
}, 60_000);

test("every nasty cell, in both, at once", async () => {
  const rows: Rows = [
    [accountsMark, "=heading", "B"],
    ...nasty.map((text, i) => [`id:${i}`, text, `${text}${text}`]),
  ];
  expect(await readBack(await asZip(rows))).toEqual(asText(rows));
  expect(await readBack(await asWorkbook(rows))).toEqual(asText(rows));
});

test("no cell of a CSV begins as a formula does, and what was neutralised can be told", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...nasty, "\0x"), fc.string({ unit: "binary" })), (text) => {
      expect(neutral(text)).not.toMatch(/^[=+\-@\t\r\n\0]/);
      expect(asItWas(neutral(text))).toBe(text);
    }),
  );
});

test("a table alone is known too, also with the delimiters of another spreadsheet; anything else is not", async () => {
  const place = path.join(folder, "b.csv");
  const put = async (text: string) => {
    await rm(place, { force: true });
    const file = await open(place, "wx");
    await file.writeFile(text);
    await file.close();
    return openWorkshopExport(place);
  };
  const comma = await put(`\ufeff${csvLine([accountsMark, "A"])}${csvLine(["id:1", "-2"])}`);
  expect(comma?.accounts?.headings).toEqual([accountsMark, "A"]);
  const semicolons = await put(`${accountsMark};A\nid:1;'-2\n`);
  expect((await semicolons?.accounts?.rows().next())?.value).toEqual(["id:1", "-2"]);
  expect(await put("id,Plan\n1,Pro\n")).toBeNull();
  expect(await put("")).toBeNull();
  expect(await put("PK not a zip")).toBeNull();
  expect(
    await openWorkshopExport(
      await written("c.xlsx", (zip) =>
        writeWorkbook(zip, [
          {
            name: "S",
            rows: stream([
              ["id", "x"],
              ["1", "2"],
            ]),
          },
        ]),
      ),
    ),
  ).toBeNull();
});

test("a table saved again in another encoding is known; one that is damaged is refused in a sentence", async () => {
  const place = path.join(folder, "d.csv");
  const all = async (content: string | Buffer) => {
    await writeFile(place, content);
    const found = await openWorkshopExport(place);
    const rows = [];
    for await (const row of found?.accounts?.rows() ?? []) rows.push(row);
    return rows;
  };
  const saved = `${accountsMark}\tA\nid:1\tGröße\n`;
  expect(await all(Buffer.from(`\ufeff${saved}`, "utf16le"))).toEqual([["id:1", "Größe"]]);
  expect(await all(Buffer.from(saved, "latin1"))).toEqual([["id:1", "Größe"]]);
  // A spreadsheet program may leave out empty cells at the end of a row.
  expect(await all(`${accountsMark},A,B\nid:1,x\n`)).toEqual([["id:1", "x", ""]]);
  const refused = async (content: string | Buffer, sentence: string) => {
    const error = await all(content).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExportRefused);
    expect((error as ExportRefused).sentence).toContain(sentence);
  };
  await refused(`${accountsMark},A\nid:1,"x\nid:2,y\n`, "the quotation marks in row 2 do not fit together");
  await refused(`${accountsMark},A\nid:1,"x"y\n`, "row 2");
  await refused(`${accountsMark},A\nid:1,x,y\n`, "row 2 has 3 cells, and the headings are 2");
  await refused(Buffer.concat([Buffer.from(`${accountsMark},ÄÖÜ\nid:1,`), Buffer.from([0xff])]), "not UTF-8");
});

test("a zip of an export that is cut or changed is refused, and never throws anything else", async () => {
  const rows: Rows = [[accountsMark, "A"], ...Array.from({ length: 400 }, (_, i) => [`id:${i}`, `x${i}`])];
  const whole = await readFile(await asZip(rows));
  const place = path.join(folder, "e.zip");
  let refusals = 0;
  for (let at = 10; at < whole.length; at += 171) {
    for (const content of [whole.subarray(0, at), Buffer.from(whole)]) {
      if (content.length === whole.length) content[at] = (content[at] ?? 0) ^ 0x55;
      await writeFile(place, content);
      try {
        const found = await openWorkshopExport(place);
        for await (const _ of found?.accounts?.rows() ?? []);
      } catch (error) {
        expect(error).toBeInstanceOf(ExportRefused);
        refusals++;
      }
    }
  }
  expect(refusals).toBeGreaterThan(3);
});

test("the same rows make the same file", async () => {
  const rows: Rows = [
    [accountsMark, "A"],
    ["id:1", 0.1 + 0.2],
  ];
  const first = await readFile(await asWorkbook(rows));
  expect((await readFile(await asWorkbook(rows))).equals(first)).toBe(true);
});
