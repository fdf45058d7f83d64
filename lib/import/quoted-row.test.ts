import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSplitter } from "#lib/import/split.ts";

function read(text: string, delimiter = ",", newline: "\n" | "\r" = "\n", piece = text.length || 1) {
  const reader = createSplitter(delimiter, newline);
  const batches = [];
  for (let at = 0; at < text.length; at += piece) batches.push(reader.push(text.slice(at, at + piece)));
  return [...batches, reader.end()]
    .flat()
    .map(({ number, cells, problems }) => ({ number, cells, problems }));
}
const cells = (text: string, delimiter?: string, newline?: "\n" | "\r") =>
  read(text, delimiter, newline).map((row) => row.cells);

describe("RFC 4180, rule by rule", () => {
  test.each<[string, string, string[][]]>([
    [
      "1: records end with a line break",
      "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
      [
        ["aaa", "bbb", "ccc"],
        ["zzz", "yyy", "xxx"],
      ],
    ],
    [
      "2: the last one need not",
      "aaa,bbb\r\nzzz,yyy",
      [
        ["aaa", "bbb"],
        ["zzz", "yyy"],
      ],
    ],
    [
      "4: spaces are part of a cell",
      " a , b\n\tc,d \n",
      [
        [" a ", " b"],
        ["\tc", "d "],
      ],
    ],
    [
      "5: cells may be quoted",
      '"aaa","b b"\nzzz,"yyy"',
      [
        ["aaa", "b b"],
        ["zzz", "yyy"],
      ],
    ],
    ["6: quoted cells hold delimiters", '"a,b",c\n', [["a,b", "c"]]],
    [
      "6: quoted cells hold line breaks",
      '"a\r\nb",c\r\n"d\ne","\n"\r\n',
      [
        ["a\r\nb", "c"],
        ["d\ne", "\n"],
      ],
    ],
    ["7: marks are doubled inside", '"a""b","""",""""""\n', [['a"b', '"', '""']]],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
    expect(read(text).flatMap((row) => row.problems)).toEqual([]);
  });
});

describe("what real files have besides", () => {
  test.each<[string, string, string[][]]>([
    ["nothing at all", "", []],
    [
      "empty cells at every place",
      ",a,\n,,\n",
      [
        ["", "a", ""],
        ["", "", ""],
      ],
    ],
    ["quoted empty cells", '"",""\n', [["", ""]]],
    ["one column", "a\nb\nc", [["a"], ["b"], ["c"]]],
    ["a blank line is an empty cell", "a\n\nb\n\n", [["a"], [""], ["b"], [""]]],
    ["only blank lines", "\n\n", [[""], [""]]],
    ["rows of unequal length", "a,b,c\n1\n1,2,3,4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]],
    ["a space before a mark", 'a, "b"\n', [["a", ' "b"']]],
    [
      "JSON in a cell",
      'k,"{""type"": ""Point"", ""at"": [1.5, 2]}"\n',
      [["k", '{"type": "Point", "at": [1.5, 2]}']],
    ],
    [
      "other scripts, and what lies above them",
      "ä,日本\nʤ,👩‍👩‍👧\n",
      [
        ["ä", "日本"],
        ["ʤ", "👩‍👩‍👧"],
      ],
    ],
    ["mixed line ends", "a\r\nb\nc\r\n", [["a"], ["b"], ["c"]]],
    ["a carriage return inside a bare cell", "a\rb,c\n", [["a\rb", "c"]]],
    ["a carriage return alone at the end of a cell", "a\r,b\n", [["a\r", "b"]]],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  test("carriage returns alone as line ends", () => {
    expect(cells('a,b\r"c\rd","e"\r', ",", "\r")).toEqual([
      ["a", "b"],
      ["c\rd", "e"],
    ]);
  });

  test("other delimiters, with commas as text", () => {
    expect(cells('a;"b;c";d,e\n', ";")).toEqual([["a", "b;c", "d,e"]]);
    expect(cells("a\tb\n", "\t")).toEqual([["a", "b"]]);
  });
});

describe("malformed marks are reported with their place, and nothing is lost", () => {
  test("text after the closing mark", () => {
    expect(read('a,b\n"x"y,z\n1,2\n')).toEqual([
      { number: 1, cells: ["a", "b"], problems: [] },
      { number: 2, cells: ['"x"y', "z"], problems: [{ cell: 0, problem: "text after the closing mark" }] },
      { number: 3, cells: ["1", "2"], problems: [] },
    ]);
  });

  test("marks that are not doubled", () => {
    expect(read('a,"6" by 4"",b\n"the "big" one","c"\n"x"y,z\n"1",2\n')).toEqual([
      { number: 1, cells: ["a", '6" by 4"', "b"], problems: [{ cell: 1, problem: "mark not doubled" }] },
      { number: 2, cells: ['the "big" one', "c"], problems: [{ cell: 0, problem: "mark not doubled" }] },
      { number: 3, cells: ['"x"y', "z"], problems: [{ cell: 0, problem: "text after the closing mark" }] },
      { number: 4, cells: ["1", "2"], problems: [] },
    ]);
  });

  test("a mark inside a bare cell", () => {
    expect(read('a,6" pipe\n')[0]).toEqual({
      number: 1,
      cells: ["a", '6" pipe'],
      problems: [{ cell: 1, problem: "mark inside a bare cell" }],
    });
  });

  test("a mark never closed costs its own row, not those after it", () => {
    expect(read('a,b\n1,"2\n3,4\n5,6')).toEqual([
      { number: 1, cells: ["a", "b"], problems: [] },
      { number: 2, cells: ["1", '"2'], problems: [{ cell: 1, problem: "never closed" }] },
      { number: 3, cells: ["3", "4"], problems: [] },
      { number: 4, cells: ["5", "6"], problems: [] },
    ]);
  });

  test("a mark never closed before millions of characters is given up, in pieces too", () => {
    const text = `a,b\n1,"2\n${"some text,more\n".repeat(300_000)}last,row\n`;
    const rows = read(text, ",", "\n", 65_536);
    expect(rows).toHaveLength(300_003);
    expect(rows[1]?.problems).toEqual([{ cell: 1, problem: "never closed" }]);
    expect(rows.at(-1)?.cells).toEqual(["last", "row"]);
  });
});

const character = fc.constantFrom("a", "B", " ", '"', ",", ";", "\t", "|", "\n", "\r", "é", "👍", "1");
const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.array(fc.array(fc.string({ unit: character, maxLength: 6 }), { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 6,
  }),
);

test("any table in any dialect is read back, in pieces of any size", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      (rows, delimiter, end, always, closed, piece) => {
        const field = (cell: string) =>
          always || /["\r\n]/.test(cell) || cell.includes(delimiter) || cell === ""
            ? `"${cell.replaceAll('"', '""')}"`
            : cell;
        const text = rows.map((row) => row.map(field).join(delimiter)).join(end) + (closed ? end : "");
        const found = read(text, delimiter, end === "\r" ? "\r" : "\n", piece);
        expect(found.map((row) => row.cells)).toEqual(rows);
        expect(found.flatMap((row) => row.problems)).toEqual([]);
      },
    ),
    { seed: 8, numRuns: 1000 },
  );
});

test("any text at all is read without failing, the same in any pieces, and no letter of it is lost", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: character, maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      (text, piece) => {
        const whole = read(text);
        expect(read(text, ",", "\n", piece)).toEqual(whole);
        // Only what is said to be left out is left out.
        const spaces = whole.some((row) =>
          row.problems.some(({ problem }) => problem === "spaces after the closing mark"),
        );
        const letters = (one: string) => one.replace(spaces ? /[",\s]/g : /[",\r\n]/g, "");
        expect(letters(whole.flatMap((row) => row.cells).join(""))).toBe(letters(text));
      },
    ),
    { seed: 9, numRuns: 2000 },
  );
});
