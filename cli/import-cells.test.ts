import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { rowsOfFolder } from "./testing/rows-of.ts";

const rowsOf = rowsOfFolder();

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
      "spaces after the closing mark",
      'foo,bar\n"1" ,"2,2"\t\n',
      2,
      "Spaces follow",
      [
        ["foo", "bar"],
        ["1", "2,2"],
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
