import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { makeWorkbook } from "#lib/compute/testing/workbook.ts";
import { UsageError } from "./arguments.ts";
import { runCommand } from "./icp.ts";
import { type ImportJson, runImport } from "./import.ts";
import { readImportArguments } from "./import-arguments.ts";

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...words: string[]): Promise<ImportJson & { refusals: string[] }> {
  const { answer, refusals } = await runImport(readImportArguments([...words, "--json"], folder));
  return { ...JSON.parse(await textOf(answer)), refusals };
}

test("a sheet of a workbook is read by itself or by name, packed or not, and the others are told", async () => {
  const book = makeWorkbook([
    { name: "Read me", rows: [["Our customers and deals"]] },
    {
      name: "Customers",
      rows: [["Customers of 2025"], ["Name", "Seats"], ["Acme", 1.5], ["Beta", 2]],
    },
    {
      name: "Deals",
      rows: [
        ["Deal Name", "Amount", "Deal Stage"],
        ["A", 10, "Closed Won"],
      ],
    },
  ]);
  await writeFile(join(folder, "book.xlsx"), book);
  await writeFile(join(folder, "book.xlsx.gz"), gzipSync(book));
  await writeFile(join(folder, "how.json"), JSON.stringify({ "book.xlsx": { sheet: "Deals" } }));
  const itself = await run("book.xlsx.gz", "--rows");
  expect(itself.files[0]).toMatchObject({
    sheet: "Customers",
    sheets: ["Read me", "Customers", "Deals"],
    rows: 2,
    // The title.
    skipped: 1,
  });
  expect(itself.rows).toEqual([
    [
      ["Name", "Seats"],
      ["Acme", "1.5"],
      ["Beta", "2"],
    ],
  ]);
  const named = await run("book.xlsx", "--mapping", "how.json", "--rows");
  expect(named.files[0]).toMatchObject({ sheet: "Deals", rows: 1 });
  expect(named.rows?.[0]?.[1]).toEqual(["A", "10", "Closed Won"]);
});

describe("what is no table is refused in a sentence", () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ["nothing", Buffer.alloc(0), "empty", "The file is empty."],
    ["only a mark", Buffer.from("\ufeff"), "empty", "The file is empty."],
    ["bytes", Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 256), "binary", "not a table of text"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2]), "workbook", "damaged"],
    [
      "a hundred thousand columns",
      `${Array.from({ length: 100_000 }, (_, i) => `some heading ${i}`).join()}\n${",".repeat(99_999)}\n`,
      "headings",
      "The file has 100,000 columns; up to 500 can be imported.",
    ],
    ["one line without an end", "x".repeat(9_000_000), "endless row", "does not end within four million"],
    ["a damaged packed file", gzipSync("foo,bar\n1,2\n").subarray(0, 20), "damaged", "damaged"],
    ["too many columns", Buffer.from(`${"a,".repeat(99_999)}a\n1\n`), "headings", "up to 500"],
  ])("%s", async (_, content, code, sentence) => {
    await writeFile(join(folder, "table.csv"), content);
    const { refusals, issues, files } = await run("table.csv");
    expect(issues).toEqual([expect.objectContaining({ code, row: null })]);
    expect(issues[0]?.message).toContain(sentence);
    expect(refusals).toHaveLength(1);
    expect(files[0]).toMatchObject({ source: null, rows: 0 });
  });

  test("and the other files are read all the same", async () => {
    await writeFile(join(folder, "good.csv"), "Company,Industry\nAcme,Retail\n");
    const { files, refusals, accounts } = await run("missing.csv", "good.csv");
    expect(files.map(({ rows }) => rows)).toEqual([0, 1]);
    expect(accounts).toBe(1);
    expect(refusals[0]).toContain("There is no file");
  });
});

describe("the command", () => {
  test("ends with 0, with 1 when a file is refused, with 2 when it is not given right", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const said = vi.spyOn(console, "error").mockReturnValue();
    await writeFile(join(folder, "good.csv"), "Company,Industry\nAcme,Retail\n");
    expect(await runCommand(["import", "good.csv"], folder)).toBe(0);
    expect(said).not.toHaveBeenCalled();
    expect(await runCommand(["import", "good.csv", "nothing.csv", "--json"], folder)).toBe(1);
    expect(said).toHaveBeenCalledWith(expect.stringContaining("nothing.csv: There is no file"));
    expect(await runCommand(["import"], folder)).toBe(2);
    expect(await runCommand(["import", "--what"], folder)).toBe(2);
    expect(await runCommand(["export"], folder)).toBe(2);
  });

  test("prints the keys it promises, and the cells only when asked", async () => {
    await writeFile(
      join(folder, "deals.csv"),
      "Deal Name,Deal Stage,Amount,Close Date\nA,Closed Won,N/A,2024-02-03\n",
    );
    const { refusals: _, ...json } = await run("deals.csv");
    expect(Object.keys(json)).toEqual(["files", "accounts", "joins", "issues", "seconds"]);
    expect(json.files[0]).toMatchObject({
      name: "deals.csv",
      source: "hubspot-deals",
      delimiter: ",",
      rows: 1,
    });
    expect(json.files[0]?.columns[2]).toEqual({
      heading: "Amount",
      role: "outcome",
      dimension: null,
      type: "number",
      missing: 1,
      examples: [],
    });
    expect(json.joins).toEqual({ byId: 0, byDomain: 0, byName: 0, doubtful: 0, without: 1 });
  });

  test("does as a mapping says", async () => {
    await writeFile(join(folder, "t.csv"), "a;b;Start\nx;1,5;03/04/2025\n");
    await writeFile(
      join(folder, "m.json"),
      JSON.stringify({ "t.csv": { delimiter: ",", encoding: "windows-1252" } }),
    );
    const { files } = await run("t.csv", "--mapping", "m.json");
    expect(files[0]).toMatchObject({ delimiter: ",", encoding: "windows-1252" });
    expect((await run("t.csv")).issues[0]).toMatchObject({ code: "date order", column: "Start", row: 2 });
    await writeFile(
      join(folder, "m.json"),
      JSON.stringify({ "t.csv": { columns: { Start: { dateOrder: "day first" } } } }),
    );
    expect((await run("t.csv", "--mapping", "m.json")).issues).toEqual([]);
    await writeFile(join(folder, "m.json"), JSON.stringify({ "t.csv": { delimiter: "/" } }));
    await expect(run("t.csv", "--mapping", "m.json")).rejects.toThrow(UsageError);
  });

  test.each([
    ["{nonsense", /^The mapping \S+ is not JSON: /],
    ["[1, 2]", /is not right: it should be an object\.$/],
    ['{"t.csv": {"source": "nonsense"}}', /“source” of “t\.csv” is one of "own-table", "hubspot-companies"/],
    ['{"t.csv": {"colums": {}}}', /“t\.csv” has nothing called “colums”\.$/],
    ['{"t.csv": {"headingsRow": 9999}}', /“headingsRow” of “t\.csv” is at most 100\.$/],
    ['{"t.csv": {"delimiter": ";;", "encoding": "x"}}', /is one of .*"\|".*\. 1 more is wrong\.$/],
  ])("says in one sentence what is wrong with the mapping %s", async (mapping, said) => {
    await writeFile(join(folder, "t.csv"), "a;b\nx;1\n");
    await writeFile(join(folder, "wrong.json"), mapping);
    const failed = run("t.csv", "--mapping", "wrong.json");
    await expect(failed).rejects.toThrow(said);
    await expect(failed).rejects.toThrow(/^[^\n]*$/);
    await expect(run("t.csv", "--mapping", "none.json")).rejects.toThrow(/none\.json is not there\.$/);
    await expect(run("t.csv", "--mapping", ".")).rejects.toThrow(/is a folder\.$/);
  });

  test("tells of files and columns that the mapping names and that are not there", async () => {
    await writeFile(join(folder, "t.csv"), "a;b\nx;1\n");
    const mapping = { "u.csv": {}, "t.csv": { columns: { a: { role: "name" }, A: { role: "name" } } } };
    await writeFile(join(folder, "m.json"), JSON.stringify(mapping));
    const words = ["t.csv", "--mapping", "m.json", "--json"];
    const { remarks, refusals } = await runImport(readImportArguments(words, folder));
    expect(refusals).toEqual([]);
    expect(remarks).toEqual([
      "The mapping speaks of a file “u.csv”, which is not among those named.",
      "The mapping speaks of a column “A”, which t.csv does not have.",
    ]);
  });

  test("sets the footer of a report aside, and decides the order of dates by all of its columns", async () => {
    const report = [
      "Opportunity Name,Account Name,Amount,Close Date,Created Date,Stage,Opportunity Owner",
      '"Acme, new",Acme Inc.,"USD 1,054.00",1/31/2025,3/4/2024,Closed Won,Jo',
      '"Birch",Birch,"USD 99.00",2/1/2025,2/4/2024,Closed Lost,Jo',
      "",
      '"Closed opportunities"',
      '"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."',
      "Confidential Information, Do Not Distribute",
      "",
      "Generated By: Jo",
    ].join("\n");
    await writeFile(join(folder, "report.csv"), Buffer.from(report, "latin1"));
    const { files, issues, accounts } = await run("report.csv");
    expect(files[0]).toMatchObject({ source: "salesforce-opportunity-report", rows: 2, skipped: 4 });
    expect(files[0]?.footerLines).toBe(4);
    expect(issues).toEqual([]);
    expect(accounts).toBe(2);
    await writeFile(join(folder, "m.json"), JSON.stringify({ "report.csv": { footerLines: 0 } }));
    const all = await run("report.csv", "--mapping", "m.json");
    expect(all.files[0]).toMatchObject({ rows: 2, skipped: 4, footerLines: 0 });
    expect(all.issues.map(({ row, code }) => [row, code])).toEqual([
      [5, "ragged"],
      [6, "ragged"],
      [7, "ragged"],
      [9, "ragged"],
    ]);
  });
});

test("a title above the headings is set aside and counted, in text and in a sheet, and can be taken back", async () => {
  const lines = [
    ["Customers of 2025"],
    ["Printed by Jo"],
    [],
    ["Company", "Industry", "Seats"],
    ["Acme", "Retail", "5"],
  ];
  const more = Array.from({ length: 5 }, (_, i) => [`Company ${i}`, "Energy", String(i)]);
  const rows = [...lines, ...more];
  await writeFile(join(folder, "report.csv"), rows.map((row) => row.join(",")).join("\n"));
  await writeFile(join(folder, "report.xlsx"), makeWorkbook([{ name: "A", rows }]));
  for (const name of ["report.csv", "report.xlsx"]) {
    const found = await run(name, "--rows");
    expect(found.files[0]).toMatchObject({ rows: 6, skipped: 2 });
    expect(found.rows?.[0]?.[0]).toEqual(["Company", "Industry", "Seats"]);
    expect(found.issues).toEqual([]);
    await writeFile(join(folder, "how.json"), JSON.stringify({ [name]: { headingsRow: 5 } }));
    const said = await run(name, "--mapping", "how.json", "--rows");
    expect(said.files[0]?.columns.map(({ heading }) => heading)).toEqual(["Acme", "Retail", "5"]);
    expect(said.files[0]).toMatchObject({ rows: 5, skipped: 3 });
  }
});

test("a column that names the currencies of amounts is found, and a mapping says what they are worth", async () => {
  await writeFile(join(folder, "own.csv"), "Company,Amount,Currency\nAcme,100,USD\nBirch,200,EUR\n");
  const found = await run("own.csv");
  expect(found.issues).toMatchObject([{ row: 3, column: "Amount", code: "currency", value: "EUR 200" }]);
  const saying = async (change: object) => {
    await writeFile(join(folder, "m.json"), JSON.stringify({ "own.csv": { columns: { Amount: change } } }));
    return (await run("own.csv", "--mapping", "m.json")).issues;
  };
  expect(await saying({ rates: { EUR: 1.1 } })).toEqual([]);
  expect(await saying({ currencyFrom: null })).toEqual([]);
  expect(await saying({ currencyFrom: null, amountsIn: "EUR", currency: "USD" })).toHaveLength(2);
});

test("of a file of nothing but problems the first are told and the others counted", async () => {
  await writeFile(join(folder, "odd.csv"), `a,b\n${"1,2,3\n".repeat(100_010)}`);
  const { issues, files } = await run("odd.csv");
  expect(files[0]).toMatchObject({ rows: 0, skipped: 100_010 });
  expect(issues.filter(({ code }) => code === "ragged")).toHaveLength(100_000);
  expect(issues.at(-2)).toMatchObject({
    row: null,
    code: "more problems",
    message: "There are 10 more problems.",
  });
});
