import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { UsageError } from "./arguments.ts";
import { runCommand } from "./icp.ts";
import { type ImportJson, runImport } from "./import.ts";
import { readImportArguments } from "./import-arguments.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function run(...words: string[]): Promise<ImportJson & { refusals: string[] }> {
  const { answer, refusals } = await runImport(readImportArguments([...words, "--json"], folder));
  return { ...JSON.parse(answer), refusals };
}

async function rowsOf(content: string | Uint8Array): Promise<ImportJson & { table: string[][] }> {
  await writeFile(join(folder, "table.csv"), content);
  const answer = await run("table.csv", "--rows");
  return { ...answer, table: (answer.rows?.[0] ?? []).map((row) => [...row]) };
}

/** The cases that public collections of CSV files agree on, written anew. */
const wellFormed: readonly [string, string, string[][]][] = [
  [
    "line feeds",
    "foo,bar\n1,2\n",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  [
    "carriage return and line feed",
    "foo,bar\r\n1,2\r\n",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  [
    "carriage returns alone",
    "foo,bar\r1,2\r",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  [
    "carriage returns alone, with line feeds in a cell",
    'foo,bar\r1,"a\nb"\r',
    [
      ["foo", "bar"],
      ["1", "a\nb"],
    ],
  ],
  [
    "no line end at the end",
    "foo,bar\n1,2",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  ["a heading alone", "foo,bar,baz\n", [["foo", "bar", "baz"]]],
  ["one cell", "foo", [["foo"]]],
  ["one column", "foo\n1\n2\n", [["foo"], ["1"], ["2"]]],
  ["one column with an empty cell", "foo\n\n1\n", [["foo"], [""], ["1"]]],
  ["one column with an empty cell at the end", "foo\n\n", [["foo"], [""]]],
  [
    "only empty cells",
    ",\n,\n",
    [
      ["", ""],
      ["", ""],
    ],
  ],
  ["only empty lines", "\n\n", [[""], [""]]],
  ["only quoted empty cells", '""\n""\n', [[""], [""]]],
  [
    "empty cells",
    "foo,,baz\n,2,\n",
    [
      ["foo", "", "baz"],
      ["", "2", ""],
    ],
  ],
  [
    "quoted empty cells",
    '"","",""\n1,"",3\n',
    [
      ["", "", ""],
      ["1", "", "3"],
    ],
  ],
  [
    "leading spaces",
    " foo,  bar\n 1,2\n",
    [
      [" foo", "  bar"],
      [" 1", "2"],
    ],
  ],
  [
    "trailing spaces",
    "foo ,bar\t\n1 ,2\n",
    [
      ["foo ", "bar\t"],
      ["1 ", "2"],
    ],
  ],
  [
    "spaces in quotes",
    '" foo "," "\n1,2\n',
    [
      [" foo ", " "],
      ["1", "2"],
    ],
  ],
  [
    "commas in quotes",
    '"foo, bar",baz\n"1,2",3\n',
    [
      ["foo, bar", "baz"],
      ["1,2", "3"],
    ],
  ],
  [
    "line feeds in quotes",
    '"foo\nbar",baz\n"1\n\n2",3\n',
    [
      ["foo\nbar", "baz"],
      ["1\n\n2", "3"],
    ],
  ],
  [
    "line ends of both kinds in quotes",
    '"foo\r\nbar",baz\r\n1,2\r\n',
    [
      ["foo\r\nbar", "baz"],
      ["1", "2"],
    ],
  ],
  [
    "doubled marks",
    '"foo ""bar""",baz\n"""",2\n',
    [
      ['foo "bar"', "baz"],
      ['"', "2"],
    ],
  ],
  [
    "other scripts",
    "foo,ʤ\n日本,👍\n",
    [
      ["foo", "ʤ"],
      ["日本", "👍"],
    ],
  ],
  [
    "rows shorter and longer than the headings",
    "foo,bar\n1\n1,2,3\n",
    [["foo", "bar"], ["1"], ["1", "2", "3"]],
  ],
  [
    "headings that are alike",
    "foo,foo\n1,2\n",
    [
      ["foo", "foo"],
      ["1", "2"],
    ],
  ],
  [
    "words for nothing",
    "foo,bar\nNULL,N/A\n",
    [
      ["foo", "bar"],
      ["NULL", "N/A"],
    ],
  ],
  [
    "semicolons",
    "foo;bar\n1,5;2\n",
    [
      ["foo", "bar"],
      ["1,5", "2"],
    ],
  ],
  [
    "tabs",
    "foo\tbar\n1\t\n",
    [
      ["foo", "bar"],
      ["1", ""],
    ],
  ],
  [
    "bars",
    "foo|bar\n1|2\n",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  [
    "a spreadsheet's hint",
    "sep=;\nfoo;bar\n1;2\n",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  [
    "blank lines before the headings",
    "\n\nfoo,bar\n1,2\n",
    [
      ["foo", "bar"],
      ["1", "2"],
    ],
  ],
  ["blank lines between and after", "foo,bar\n\n1,2\n\n", [["foo", "bar"], [""], ["1", "2"], [""]]],
  [
    "JSON in a cell",
    'k,v\n1,"{""a"": [1, 2]}"\n',
    [
      ["k", "v"],
      ["1", '{"a": [1, 2]}'],
    ],
  ],
];

describe("cells are given exactly as they are written", () => {
  test.each(wellFormed)("%s", async (_, text, expected) => {
    const { table, issues } = await rowsOf(text);
    expect(table).toEqual(expected);
    expect(issues.filter(({ code }) => code === "quotes")).toEqual([]);
  });

  test.each<[string, (text: string) => Uint8Array, string]>([
    ["UTF-8", (text) => Buffer.from(text), "utf-8"],
    ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`), "utf-8"],
    ["UTF-16 as Windows writes it", (text) => Buffer.from(`\ufeff${text}`, "utf16le"), "utf-16le"],
    ["UTF-16 the other way round", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(), "utf-16be"],
    ["UTF-16 without a mark", (text) => Buffer.from(text, "utf16le"), "utf-16le"],
    ["Latin-1", (text) => Buffer.from(text, "latin1"), "windows-1252"],
    ["packed", (text) => gzipSync(text), "utf-8"],
  ])("in %s", async (_, encode, encoding) => {
    const { table, files } = await rowsOf(encode('Größe,Name\r\n"5,0",Ärger & Söhne\r\n'));
    expect(table).toEqual([
      ["Größe", "Name"],
      ["5,0", "Ärger & Söhne"],
    ]);
    expect(files[0]?.encoding).toBe(encoding);
  });

  test("over the border of pieces, in a file larger than what is judged", async () => {
    const expected = [["id", "text"]];
    for (let i = 0; i < 40_000; i++) expected.push([String(i), `ü"${i},\n${"x".repeat(i % 60)}`]);
    const field = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const { table, files } = await rowsOf(expected.map((row) => row.map(field).join(",")).join("\r\n"));
    expect(table).toEqual(expected);
    expect(files[0]).toMatchObject({ rows: 40_000, skipped: 0, encoding: "utf-8" });
  });
});

describe("what is malformed is reported with its row and the reason", () => {
  test.each<[string, string, number, string, string[][]]>([
    [
      "a mark never closed",
      'foo,bar\n1,"2\n3,4\n',
      2,
      "never closes",
      [
        ["foo", "bar"],
        ["1", '"2'],
        ["3", "4"],
      ],
    ],
    [
      "a mark never closed in the headings",
      '"foo,bar\n1,2\n',
      1,
      "never closes",
      [
        ['"foo', "bar"],
        ["1", "2"],
      ],
    ],
    [
      "a mark not doubled",
      'foo,bar\n1,2\n"a "b" c",4\n',
      3,
      "not doubled",
      [
        ["foo", "bar"],
        ["1", "2"],
        ['a "b" c', "4"],
      ],
    ],
    [
      "text after the closing mark",
      'foo,bar\n"1"x,2\n',
      2,
      "closing quotation mark",
      [
        ["foo", "bar"],
        ['"1"x', "2"],
      ],
    ],
    [
      "a mark in a bare cell",
      'foo,bar\n1"2,3\n',
      2,
      "inside a cell",
      [
        ["foo", "bar"],
        ['1"2', "3"],
      ],
    ],
  ])("%s", async (_, text, row, reason, expected) => {
    const { table, issues } = await rowsOf(text);
    expect(table).toEqual(expected);
    const [issue] = issues.filter(({ code }) => code === "quotes");
    expect(issue).toMatchObject({ file: "table.csv", row, code: "quotes" });
    expect(issue?.message).toContain(reason);
  });

  test("a row of another width", async () => {
    const { issues, files } = await rowsOf("foo,bar,baz\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n");
    expect(issues.map(({ row, code }) => [row, code])).toEqual([
      [3, "ragged"],
      [4, "ragged"],
    ]);
    expect(files[0]).toMatchObject({ rows: 2, skipped: 2 });
  });
});

describe("what is no table is refused in a sentence", () => {
  test.each<[string, Uint8Array, string, string]>([
    ["nothing", Buffer.alloc(0), "empty", "The file is empty."],
    ["only a mark", Buffer.from("\ufeff"), "empty", "The file is empty."],
    ["bytes", Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 256), "binary", "not a table of text"],
    ["a workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2]), "excel", "Save it as CSV"],
    ["a damaged packed file", gzipSync("foo,bar\n1,2\n").subarray(0, 20), "binary", "damaged"],
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
    expect(issues).toEqual([]);
    expect(accounts).toBe(2);
  });
});
