import { expect, test } from "vitest";
import { rowsOfFolder } from "./testing/rows-of.ts";

const rowsOf = rowsOfFolder();

/** Files whose delimiter is not what the first comma says, and characters that look like others. */
const cases: readonly [string, string, string[][]][] = [
  [
    "semicolons, with commas for decimals and lists of commas",
    "name;price\nA;1,5\nB;2,25\n",
    [
      ["name", "price"],
      ["A", "1,5"],
      ["B", "2,25"],
    ],
  ],
  [
    "one column, with commas in quotes",
    'name\n"Doe, John"\n"Roe, Jane; Jr."\n',
    [["name"], ["Doe, John"], ["Roe, Jane; Jr."]],
  ],
  ["one column, with a comma in the heading", '"a,b"\n"c,d"\n', [["a,b"], ["c,d"]]],
  [
    "lists with semicolons in a file with commas",
    "id,tags\n1,a;b;c\n2,d;e\n",
    [
      ["id", "tags"],
      ["1", "a;b;c"],
      ["2", "d;e"],
    ],
  ],
  [
    "tabs in quotes, and commas as text",
    '"a b"\t"c"\n"1\t2"\tx, y\n',
    [
      ["a b", "c"],
      ["1\t2", "x, y"],
    ],
  ],
  [
    "a hint of commas before a heading with a semicolon",
    'sep=,\r\n"x;y",b\r\n1,2\r\n',
    [
      ["x;y", "b"],
      ["1", "2"],
    ],
  ],
  [
    "marks, delimiters and marks again in one cell",
    '"1","cnonce="""",nc=""""","2"\n',
    [["1", 'cnonce="",nc=""', "2"]],
  ],
  [
    "single quotes are text",
    "a,b\n'x',it's\n",
    [
      ["a", "b"],
      ["'x'", "it's"],
    ],
  ],
  [
    "what looks like the end of a line, and is none",
    "a,b\n1\u2028x,2\f\n\u0085,\v\n",
    [
      ["a", "b"],
      ["1\u2028x", "2\f"],
      ["\u0085", "\v"],
    ],
  ],
  [
    "a stray character that is no text",
    "a,b\n1,\u00002\n",
    [
      ["a", "b"],
      ["1", "\u00002"],
    ],
  ],
  [
    "a delimiter at the end of every line",
    "a,b,\n1,2,\n",
    [
      ["a", "b", ""],
      ["1", "2", ""],
    ],
  ],
  ["a last row in quotes, without a line end", 'a\r\n"x"', [["a"], ["x"]]],
  [
    "semicolons in one line, whose last cell has commas in marks",
    'a;b;"c,d,""e,f";g;"h,i"',
    [["a", "b", 'c,d,"e,f', "g", "h,i"]],
  ],
  ["cells that are other delimiters", ";,;\n", [[";", ";"]]],
  [
    "marks that are right under one delimiter only",
    '"a, b";"c"\n"d, e";"f"\n',
    [
      ["a, b", "c"],
      ["d, e", "f"],
    ],
  ],
  [
    "a backslash before a mark is text",
    'a,b\n\\n,"c\\"\n',
    [
      ["a", "b"],
      ["\\n", "c\\"],
    ],
  ],
  [
    "emoji, right to left, and a joiner",
    "שם,👩‍👧\nאקמי,🏳️‍🌈 ok\n",
    [
      ["שם", "👩‍👧"],
      ["אקמי", "🏳️‍🌈 ok"],
    ],
  ],
  [
    "line ends of both kinds in one file",
    "a,b\r\n1,2\n3,4\r\n",
    [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  [
    "a carriage return alone among line feeds is text",
    "a,b\n1\r1,2\n",
    [
      ["a", "b"],
      ["1\r1", "2"],
    ],
  ],
  [
    "a mark of the encoding inside",
    "a,\ufeffb\n1,2\n",
    [
      ["a", "\ufeffb"],
      ["1", "2"],
    ],
  ],
  ["short rows are no titles", "a\n1,2\n3,4,5\n", [["a"], ["1", "2"], ["3", "4", "5"]]],
  [
    "a very long cell",
    `a,b\n1,${"x".repeat(300_000)}\n`,
    [
      ["a", "b"],
      ["1", "x".repeat(300_000)],
    ],
  ],
  [
    "a last cell that is empty, in quotes or not",
    'a,b\n1,""\n2,',
    [
      ["a", "b"],
      ["1", ""],
      ["2", ""],
    ],
  ],
  [
    "a JSON document with line ends, braces and marks",
    'id,doc\r\n1,"{\r\n  ""k"": ""v,w"",\r\n  ""n"": null\r\n}"\r\n',
    [
      ["id", "doc"],
      ["1", '{\r\n  "k": "v,w",\r\n  "n": null\r\n}'],
    ],
  ],
];

test("a damaged character is said, and the others are read as they are", async () => {
  const { table, issues, files } = await rowsOf(
    Buffer.concat([Buffer.from("Größe,Länge\nTür,Öl"), Buffer.from([0xff]), Buffer.from("\n")]),
  );
  expect(table).toEqual([
    ["Größe", "Länge"],
    ["Tür", "Öl\ufffd"],
  ]);
  expect(files[0]?.encoding).toBe("utf-8");
  expect(issues).toMatchObject([{ row: null, code: "encoding" }]);
});

test.each<[string, string, number[]]>([
  ["windows-1251", "Имя", [0xc8, 0xec, 0xff]],
  ["windows-1250", "Łódź", [0xa3, 0xf3, 0x64, 0x9f]],
  ["shift_jis", "会社", [0x89, 0xef, 0x8e, 0xd0]],
  ["euc-kr", "회사", [0xc8, 0xb8, 0xbb, 0xe7]],
])("letters in %s are read when it is said", async (encoding, text, bytes) => {
  const content = Buffer.concat([Buffer.from("Name,Seats\n"), Buffer.from(bytes), Buffer.from(",5\n")]);
  expect((await rowsOf(content, { encoding })).table[1]).toEqual([text, "5"]);
});

test.each(cases)("%s", async (_, text, expected) => {
  const { table, issues } = await rowsOf(text);
  expect(table).toEqual(expected);
  expect(issues.filter(({ code }) => code === "quotes")).toEqual([]);
});

const people = "Name\nDoe, John\nRoe, Jane; Jr.\nPrince\n";
const column = [["Name"], ["Doe, John"], ["Roe, Jane; Jr."], ["Prince"]];

test.each<[string, string, string, string[][]]>([
  ["people.tsv", people, "\t", column],
  ["people.csv", people, "", column],
  ["people.txt", people, "", column],
  ["keys.tab", "key\n1;2\n4;5\n", "\t", [["key"], ["1;2"], ["4;5"]]],
  ["told.tsv", "Name, all\nDoe, John\nRoe, Jane\n", "\t", [["Name, all"], ["Doe, John"], ["Roe, Jane"]]],
  [
    "really-commas.tsv",
    "a,b\n1,2\n3,4\n",
    ",",
    [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  [
    "titled.csv",
    "Customers\nName, Seats, Plan\nAcme, 5, Pro\nBirch, 6, Basic\n",
    ",",
    [
      ["Name", " Seats", " Plan"],
      ["Acme", " 5", " Pro"],
      ["Birch", " 6", " Basic"],
    ],
  ],
  ["short-first.csv", "a\n1,2\n3,4,5\n", ",", [["a"], ["1", "2"], ["3", "4", "5"]]],
])("one column stays one where the name or the cells say so: %s", async (name, text, delimiter, expected) => {
  const { table, files } = await rowsOf(text, {}, name);
  expect(table).toEqual(expected);
  expect(files[0]?.delimiter).toBe(delimiter);
});

test("a file can be said to be of one column, and to be of several", async () => {
  expect((await rowsOf("a\n1,2\n3,4,5\n", { delimiter: "" })).table).toEqual([["a"], ["1,2"], ["3,4,5"]]);
  expect((await rowsOf('a\n"1,2"\n', { delimiter: "" })).table).toEqual([["a"], ["1,2"]]);
  expect((await rowsOf(people, { delimiter: "," }, "people.tsv")).table[1]).toEqual(["Doe", " John"]);
});
