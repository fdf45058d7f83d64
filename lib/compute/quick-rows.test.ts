import fc from "fast-check";
import { expect, test } from "vitest";
import { createQuickRows } from "#lib/compute/quick-rows.ts";
import { packCells, rowSeparator } from "#lib/import/cells.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import type { Cut } from "#lib/import/delimiter.ts";
import { type ColumnMapping, type Mapping, plainColumn } from "#lib/import/mapping.ts";
import { createFileReader, type FileReader } from "#lib/import/read-file.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { createSplitter } from "#lib/import/split.ts";

const column = (heading: string, settings: Partial<ColumnMapping>): ColumnMapping => ({
  heading,
  role: "attribute",
  ...plainColumn,
  ...settings,
});

const columns = [
  column("Id", { role: "identifier" }),
  column("Site", { role: "domain" }),
  column("Name", { role: "name" }),
  column("Plan", { missing: ["unset"] }),
  column("Seats", { type: "number" }),
  column("Price", { type: "number", decimal: "comma" }),
  column("Odd", { type: "number", missing: ["999"] }),
  column("Stack", { type: "list" }),
  column("SSO", { type: "yes-no" }),
  column("Note", { role: "ignore" }),
  column("Start", { role: "start date", dateOrder: "day first" }),
  column("End", { role: "end date", dateOrder: "day first" }),
  column("Status", { role: "status" }),
  column("Years", { role: "tenure", unit: "years", type: "number" }),
  column("ACV", { role: "outcome", currency: "USD", type: "number" }),
];
const statusValues: Mapping["statusValues"] = [
  { value: "active", means: "stayed" },
  { value: "gone", means: "left" },
];
const mapping = (of = columns): Mapping => ({ columns: of, statusValues, asOf: null });

const fileReader = (of: Mapping) =>
  createFileReader(of, "f".repeat(64), { today: 20_000, issuesKept: 10_000 });
const told = (reader: FileReader) => ({
  counted: reader.rows,
  accepted: reader.accepted,
  problems: reader.problems,
  issues: reader.issues,
  asOf: reader.asOf(),
});

/** The way every other reader goes. */
function usually(text: string, of: Mapping, { delimiter, newline, rowsBefore }: Cut) {
  const reader = fileReader(of);
  const splitter = createSplitter(delimiter, newline);
  const all = [...splitter.push(text), ...splitter.end()].filter(({ number }) => number > rowsBefore);
  const accepted = reader.read(createDataRows(of.columns.length).pick(all.slice(1)));
  return {
    rows: accepted.map(({ row }) => row),
    cells: accepted.map(({ cells }) => packCells(cells)).join(rowSeparator),
    ...told(reader),
  };
}

function quickly(text: string, of: Mapping, layout: Cut, pieceBytes: number) {
  const reader = fileReader(of);
  const quick = createQuickRows(reader, layout, of.columns.length);
  const bytes = Buffer.from(text);
  const rows: AccountRow[] = [];
  const cells: string[] = [];
  const take = () => {
    const batch = quick.take();
    rows.push(...batch.rows);
    if (batch.rows.length > 0) cells.push(batch.cells.toString());
  };
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    quick.push(bytes.subarray(at, at + pieceBytes));
    if (quick.waiting > 3) take();
  }
  quick.end();
  take();
  return { rows, cells: cells.join(rowSeparator), ...told(reader) };
}

const odd = [
  "",
  " ",
  "n/a",
  "-",
  "N/A ",
  "unset",
  "No",
  "yes",
  "0",
  "-0",
  "-12.50",
  "12.",
  ".5",
  "1.2.3",
  "007",
  "999",
  "1,054",
  "1.054,00",
  "123456789012345678",
  "0.1",
  "USD 5",
  "€5",
  "(3)",
  "AWS;Okta;AWS",
  "03/04/2024",
  "2024-13-01",
  "active",
  "GONE",
  "asleep",
  "Zürich",
  "日本",
  "\u00a0x\u00a0",
  "a\u0000b",
  "a\u001eb",
  "x".repeat(70),
  'say ""hi""',
  'a"b',
  "two\nlines",
  "two\r\nlines",
];
const usual = ["7", "a.example", "Acme", "Pro", "12", "3,5", "4", "AWS;Okta", "Yes", "", "03/04/2024", ""];
const rest = ["active", "2", "1200"];

const cell = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ maxLength: 6, unit: "grapheme" }),
  fc.integer().map(String),
);
const written = fc.tuple(cell, fc.constantFrom("bare", "quoted", "quoted when needed")).map(([text, how]) => {
  const needed = /[",\n\r]/.test(text);
  return how === "quoted" || (needed && how !== "bare") ? `"${text.replaceAll('"', '""')}"` : text;
});
const row = fc
  .tuple(
    fc.nat(12),
    fc.array(fc.tuple(fc.nat(columns.length + 1), written), { maxLength: 4 }),
    fc.constantFrom(0, 0, 0, 0, 1, 2),
  )
  .map(([id, changes, shape]) => {
    if (shape === 1) return changes[0]?.[1] ?? "";
    const cells = [String(id), ...usual.slice(1), ...rest];
    for (const [at, text] of changes) cells[at] = text;
    return Array.from(cells.slice(0, shape === 2 ? 9 : undefined), (text) => text ?? "").join(",");
  });

const layout: Cut = { delimiter: ",", newline: "\n", rowsBefore: 0, lastRow: null };
const headings = columns.map(({ heading }) => heading).join(",");

test("whatever the cells, and wherever the pieces are cut, the quick way and the usual way read the same", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(row, fc.constantFrom("\n", "\n", "\r\n", "\n\n")), { maxLength: 30 }),
      fc.constantFrom("", "7,a,b"),
      fc.integer({ min: 1, max: 400 }),
      (lines, last, pieceBytes) => {
        const text = `${headings}\n${lines.map((pair) => pair.join("")).join("")}${last}`;
        expect(quickly(text, mapping(), layout, pieceBytes)).toEqual(usually(text, mapping(), layout));
      },
    ),
    { numRuns: 400 },
  );
});

test("also without a column that says whose row it is, under lines that stand above the headings", () => {
  const nameless = mapping([
    column("A", {}),
    column("B", { type: "number" }),
    column("S", { role: "status" }),
  ]);
  const below: Cut = { delimiter: ";", newline: "\n", rowsBefore: 2, lastRow: null };
  const text = 'sep=;\n\nA;B;S\nx;1;active\n ; ; \n;;\n"x";2;gone\nMade by a tool\n\nFooter\n日本;;\n';
  expect(quickly(text, nameless, below, 5)).toEqual(usually(text, nameless, below));
  expect(quickly(text, nameless, below, 1000).accepted).toBe(3);
});

test("thousands of different cells in one column are read as they are, remembered or not", () => {
  const lines = Array.from(
    { length: 9000 },
    (_, i) => `${i},,,Plan ${i},${i / 8},,,Tool ${i % 300},,,,,gone,,`,
  );
  const text = `${headings}\n${lines.join("\n")}\n`;
  const read = quickly(text, mapping(), layout, 10_000);
  expect(read.accepted).toBe(9000);
  expect(read).toEqual(usually(text, mapping(), layout));
});

test("amounts whose currency another column names are read the same, and so are amounts all in one", () => {
  const priced = mapping([
    column("Name", { role: "name" }),
    column("ACV", { type: "number", currency: "USD", currencyFrom: "Ccy", rates: { EUR: 1.5 } }),
    column("Ccy", {}),
    column("Fee", { role: "outcome", type: "number", currency: "USD", amountsIn: "EUR", rates: { EUR: 2 } }),
  ]);
  const text = "Name,ACV,Ccy,Fee\nA,100,EUR,1\nB,100,USD,2\nC,100,GBP,3\nD,$7,EUR,$4\nE,8,,5\n";
  const read = quickly(text, priced, layout, 9);
  expect(read).toEqual(usually(text, priced, layout));
  expect(read.rows.map(({ values, outcomes }) => [values[0], outcomes[0]])).toEqual([
    [150, 2],
    [100, 4],
    [null, 6],
    [7, 4],
    [8, 10],
  ]);
  expect(read.issues).toMatchObject([{ row: 4, column: "ACV", kind: "currency", value: "GBP 100" }]);
});

test("a mark that opens and never closes costs its row alone, and a line without end is given up", () => {
  const open = `${headings}\n1,"open\n${Array.from({ length: 50_000 }, (_, i) => `${i + 2},,,,,,,,,,,,gone,,`).join("\n")}\n`;
  const { issues, ...read } = quickly(open, mapping(), layout, 131_072);
  expect(read).toMatchObject({ accepted: 50_000 });
  expect(issues[0]).toMatchObject({ row: 2, kind: "open quote" });
  const reader = fileReader(mapping());
  const quick = createQuickRows(reader, layout, columns.length);
  quick.push(Buffer.from(`${headings}\n1,`));
  for (let i = 0; i < 300 && quick.brokenRow === null; i++) quick.push(Buffer.alloc(131_072, "é"));
  expect(quick.brokenRow).toBe(2);
});
