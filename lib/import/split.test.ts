import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { maxRowLength } from "#lib/import/quoted-row.ts";
import { createSplitter } from "#lib/import/split.ts";

function split(text: string, delimiter = ",", piece = text.length || 1): string[][] {
  const splitter = createSplitter(delimiter);
  const rows: string[][] = [];
  for (let at = 0; at < text.length; at += piece) {
    rows.push(...splitter.push(text.slice(at, at + piece)).map((row) => row.cells));
  }
  rows.push(...splitter.end().map((row) => row.cells));
  return rows;
}

const quoted = (cell: string, delimiter: string) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

const cellText = fc.string({
  unit: fc.constantFrom("a", "B", " ", '"', ",", ";", "\n", "\r", "é", "1"),
  maxLength: 8,
});
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cellText, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );

test("what is written is read back, whatever the size of the pieces it arrives in", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 9 }),
      (rows, delimiter, end, piece) => {
        const text =
          rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join(end) + end;
        expect(split(text, delimiter, piece)).toEqual(rows);
      },
    ),
    { numRuns: 500 },
  );
});

test("agrees with csv-parse on well-formed files", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = rows.map((row) => row.map((cell) => quoted(cell, ",")).join(",")).join("\n");
      const oracle: string[][] = parse(text, {
        delimiter: ",",
        record_delimiter: "\n",
        skip_empty_lines: false,
      });
      expect(split(`${text}\n`)).toEqual(oracle);
    }),
  );
});

test("rows are numbered as a spreadsheet numbers them", () => {
  const rows = createSplitter(",").push('a,b\n\n"x\ny",2\n3,4\n');
  expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4]);
  expect(rows[2]?.cells).toEqual(["x\ny", "2"]);
});

test("a row that never ends is named, and does not eat memory", () => {
  const endless = createSplitter(",");
  endless.push("a,b\n");
  const piece = "x".repeat(1_000_000);
  for (let i = 0; i * piece.length <= 2 * maxRowLength; i++) endless.push(piece);
  expect(endless.brokenRow).toBe(2);
  expect(endless.push(piece)).toEqual([]);
});

test("a file that has only carriage returns is split at them", () => {
  const splitter = createSplitter(",", "\r");
  const rows = [...splitter.push('a,b\r1,"x\ry"\r'), ...splitter.end()];
  expect(rows.map((row) => row.cells)).toEqual([
    ["a", "b"],
    ["1", "x\ry"],
  ]);
});

test("rows that may hold characters that are no text are marked, also when they arrive in two pieces", () => {
  const splitter = createSplitter(",");
  expect(splitter.push("a,b\n1,2\n").some((row) => row.suspect)).toBe(false);
  expect(splitter.push("3,\u0000")).toEqual([]);
  expect(splitter.push("x\n4,5\n").map((row) => row.suspect)).toEqual([true, true]);
  expect(splitter.push("6,7\n").map((row) => row.suspect)).toEqual([false]);
});
