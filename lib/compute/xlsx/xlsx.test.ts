import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namedTable } from "#lib/compute/named-table.ts";
import { openTable } from "#lib/compute/open-table.ts";
import { type MadeCell, type MadeSheet, makeWorkbook, zip } from "#lib/compute/testing/workbook.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";

let folder = "";
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sheets-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function saved(content: Uint8Array): Promise<string> {
  const path = join(folder, `book-${++files}.xlsx`);
  await writeFile(path, content);
  return path;
}

async function read(content: Uint8Array, sheet?: string) {
  const opened = await openTable(await saved(content), { sheet });
  if (!opened.ok) return { refused: sentenceOfRefusal(opened.refusal), rows: [], found: null };
  const rows = [];
  for await (const batch of opened.table.batches()) rows.push(...batch.rows);
  return { refused: null, rows, found: opened.table.sheet };
}
const cells = async (sheet: MadeSheet, options?: { from1904?: boolean }) =>
  (await read(makeWorkbook([sheet], options))).rows.map((row) => row.cells);
const table = (...rows: MadeCell[][]): MadeSheet => ({ name: "Accounts", rows });
const styled = (number: number | string, style: number) => ({ number, style });

describe("cells", () => {
  test("texts, numbers, truths, errors, formulas and texts in place", async () => {
    expect(
      await cells(
        table(
          ["text", "number", "truth", "error", "formula", "in place"],
          ['5" & <b>, "q"', 0.1 + 0.2, true, { error: "#N/A" }, { formula: "A1x" }, { inline: " kept " }],
          ["two\nlines", "007", false, { error: "#DIV/0!" }, { formula: "" }, "_x0041_"],
        ),
      ),
    ).toEqual([
      ["text", "number", "truth", "error", "formula", "in place"],
      ['5" & <b>, "q"', "0.3", "TRUE", "#N/A", "A1x", " kept "],
      ["two\nlines", "007", "FALSE", "#DIV/0!", "", "A"],
    ]);
  });

  test("numbers keep every digit and never take the marks of a country; amounts keep their currency", async () => {
    const numbers = ["1234567.891", "12345678901234567890", "1E-7", "-0.5", "1e3", "1.1000000000000001"];
    expect(
      (await cells(table(["n", "m"], ...numbers.map((n) => [styled(n, 4), styled(n, 0)])))).slice(1),
    ).toEqual(
      ["1234567.891", "12345678901234567890", "1e-7", "-0.5", "1000", "1.1"].map((n) => [`€ ${n}`, n]),
    );
  });

  test("dates by their format: days, times of day, lengths of time, percentages", async () => {
    expect(
      await cells(
        table(
          ["day", "moment", "share", "length", "time"],
          [styled(45_000, 1), styled(45_000.75, 2), styled(0.125, 3), styled(1.5, 5), styled(0.5, 6)],
          [styled(1, 1), styled(61, 1), styled(1, 3), styled(0, 5), styled(45_000.5, 6)],
        ),
      ),
    ).toEqual([
      ["day", "moment", "share", "length", "time"],
      ["2023-03-15", "2023-03-15 18:00:00", "12.5%", "36:00:00", "12:00:00"],
      ["1900-01-01", "1900-03-01", "100%", "00:00:00", "2023-03-15 12:00:00"],
    ]);
  });

  test("days of the 1904 system", async () => {
    expect(
      await cells(table(["day", "n"], [styled(0, 1), 1], [styled(43_538, 1), 2]), { from1904: true }),
    ).toEqual([
      ["day", "n"],
      ["1904-01-01", "1"],
      ["2023-03-15", "2"],
    ]);
  });
});

describe("headings", () => {
  test("titles, merged or not, and empty rows above are passed over; row numbers stay", async () => {
    const { rows, found } = await read(
      makeWorkbook([
        {
          ...table(
            ["Customers of 2025"],
            ["as of 1 May"],
            [],
            ["Name", "Country", "Seats"],
            ["A", "DE", 5],
            [],
            ["B", "FR"],
          ),
          merges: ["A1:C1"],
        },
      ]),
    );
    expect(rows.map((row) => [row.number, row.cells])).toEqual([
      [4, ["Name", "Country", "Seats"]],
      [5, ["A", "DE", "5"]],
      [6, [""]],
      [7, ["B", "FR", ""]],
    ]);
    expect(found?.titles).toBe(2);
  });

  test("merged headings are filled into every column and row they cover", async () => {
    const rows = await cells({
      ...table(
        ["Company", "Revenue", null, "Start"],
        [null, "2024", "2025", null],
        ["A", 1, 2, styled(45_000, 1)],
      ),
      merges: ["A1:A2", "B1:C1", "D1:D2"],
    });
    expect(rows).toEqual([
      ["Company", "Revenue 2024", "Revenue 2025", "Start"],
      ["A", "1", "2", "2023-03-15"],
    ]);
  });

  test("a row of groups with few names above the headings is one of them", async () => {
    const rows = await cells({
      ...table([null, null, "Revenue", null], ["Name", "Land", "2024", "2025"], ["A", "DE", 1, 2]),
      merges: ["C1:D1"],
    });
    expect(rows[0]).toEqual(["Name", "Land", "Revenue 2024", "Revenue 2025"]);
  });

  test("a title above two columns is no heading", async () => {
    expect(await cells(table(["Customers of 2025"], ["Name", "Seats"], ["A", 1]))).toEqual([
      ["Name", "Seats"],
      ["A", "1"],
    ]);
  });

  test("one column, and a column that only its cells fill", async () => {
    expect(await cells(table(["Name"], ["A"], ["B"]))).toEqual([["Name"], ["A"], ["B"]]);
    expect(await cells(table(["Name", "Seats"], ["A", 1, "note"]))).toEqual([
      ["Name", "Seats", ""],
      ["A", "1", "note"],
    ]);
  });
});

describe("sheets", () => {
  const book = makeWorkbook([
    { name: "Notes", rows: [], state: "hidden" },
    { name: "Cover", rows: [[], []] },
    {
      name: "Accounts",
      rows: [
        ["a", "b"],
        ["1", "2"],
      ],
    },
    {
      name: "Deals & more",
      rows: [
        ["c", "d"],
        ["3", "4"],
      ],
    },
  ]);

  test("the first that has a row is read, all are offered, those that are hidden last", async () => {
    const { found, rows } = await read(book);
    expect(found).toEqual({
      sheets: ["Cover", "Accounts", "Deals & more", "Notes"],
      sheet: "Accounts",
      titles: 0,
      headingsRow: 1,
    });
    expect(rows).toHaveLength(2);
  });

  test("a cover with a note on it is passed over for a table, and read where there is no other", async () => {
    const cover = { name: "Read me", rows: [["This workbook holds our customers."]] };
    const { found } = await read(
      makeWorkbook([
        cover,
        {
          name: "Data",
          rows: [
            ["a", "b"],
            ["1", "2"],
          ],
        },
      ]),
    );
    expect(found?.sheet).toBe("Data");
    expect((await read(makeWorkbook([cover]))).rows).toHaveLength(1);
  });

  test("many at once wait for one another and are all read", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => read(book)));
    expect(all.map(({ rows }) => rows.length)).toEqual(Array.from({ length: 8 }, () => 2));
  });

  test("another can be chosen; one that is not there is refused by name", async () => {
    expect((await read(book, "Deals & more")).rows.map((row) => row.cells)).toEqual([
      ["c", "d"],
      ["3", "4"],
    ]);
    expect((await read(book, "Deals")).refused).toContain("no sheet called “Deals”");
    expect((await read(book, "Cover")).refused).toContain("is empty");
  });

  test("a workbook packed in gzip, and a large one in pieces", async () => {
    expect((await read(gzipSync(book))).rows).toHaveLength(2);
    const many = Array.from({ length: 30_000 }, (_, i) => [`name ${i}`, i, styled(40_000 + (i % 5000), 1)]);
    const { rows } = await read(makeWorkbook([{ name: "Many", rows: [["name", "n", "day"], ...many] }]));
    expect(rows).toHaveLength(30_001);
    expect(rows.at(-1)?.cells).toEqual(["name 29999", "29999", "2023-03-14"]);
  });

  test("a table of accounts that stands alone is the same table, with its rows below the headings", async () => {
    const opened = await openTable(await saved(book));
    if (!opened.ok) throw new Error(sentenceOfRefusal(opened.refusal));
    expect(opened.table).toMatchObject({ headIsAll: true, sheet: { sheet: "Accounts" } });
    const named = namedTable(opened.table);
    if (!named.ok) throw new Error(sentenceOfRefusal(named.refusal));
    expect(named.table.headings).toEqual(["a", "b"]);
    expect(named.table.sample.map((row) => row.cells)).toEqual([["1", "2"]]);
  });
});

describe("what is no workbook, or was made to fill a memory, is refused in a sentence", () => {
  test("damaged, cut off, a packed folder, no sheet", async () => {
    const book = makeWorkbook([{ name: "A", rows: [["a"], ["1"]] }]);
    expect((await read(book.subarray(0, book.length / 2))).refused).toContain("is damaged");
    const broken = Buffer.from(book);
    broken.fill(0x41, 60, 90);
    expect((await read(broken)).refused).toMatch(/damaged|no sheet/);
    expect((await read(zip([{ name: "a.csv", content: "a,b\n1,2\n" }]))).refused).toContain("packed folder");
    expect((await read(makeWorkbook([]))).refused).toContain("no sheet");
    expect((await read(makeWorkbook([{ name: "A", rows: [] }]))).refused).toContain("is empty");
  });

  test("100,000 columns", async () => {
    const wide = Array.from({ length: 100_000 }, (_, i) => `column ${i}`);
    const { refused } = await read(makeWorkbook([{ name: "Wide", rows: [wide, wide] }]));
    expect(refused).toContain("more than 16,384 columns; up to 500 can be imported");
  });

  const sheet = (content: string, saidLength?: number) => {
    const parts = [
      { name: "[Content_Types].xml", content: "<Types/>" },
      {
        name: "xl/workbook.xml",
        content: '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1" xmlns:r="r"/></sheets></workbook>',
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content:
          '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/a.xml"/></Relationships>',
      },
    ];
    const part = { name: "xl/worksheets/a.xml", content };
    return zip([...parts, saidLength === undefined ? part : { ...part, saidLength }]);
  };

  test("a bomb is not unpacked, says why, and is gone in a moment and with little memory", async () => {
    const bomb = sheet(
      `<worksheet><sheetData><row><c t="str"><v>${"0".repeat(300_000_000)}</v></c></row></sheetData></worksheet>`,
    );
    expect(bomb.length).toBeLessThan(400_000);
    const path = await saved(bomb);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const opened = await openTable(path);
    expect(opened.ok ? "" : sentenceOfRefusal(opened.refusal)).toContain("unpacks to far more than its size");
    expect(performance.now() - began).toBeLessThan(2000);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(100);
  });

  test("a bomb that lies about its size, and one cell without an end, are stopped on the way", async () => {
    const long = `<worksheet><sheetData><row><c t="str"><v>${"0".repeat(20_000_000)}</v></c></row></sheetData></worksheet>`;
    expect((await read(sheet(long, 2000))).refused).toContain("damaged");
    expect((await read(sheet(long))).refused).toContain("damaged");
  });
});
