import { expect, test } from "vitest";
import type { CategoryColumn } from "#lib/accounts/frame.ts";
import { createAccountFolder } from "#lib/import/fold-frame.ts";
import { createFrameBuilder } from "#lib/import/frame-builder.ts";
import type { Issue } from "#lib/import/issue.ts";
import { planTable } from "#lib/import/plan-columns.ts";
import { acceptedBy } from "#lib/import/read-cell.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import { accountHeadings, mappingOfExport } from "#lib/import/workshop-headings.ts";
import { accountRowWriter, columnsOfFrame } from "#lib/import/workshop-rows.ts";

const rowsOf = (cells: readonly (readonly string[])[]) =>
  cells.map((row, i) => ({ number: i + 2, cells: [...row], suspect: false }));
const planOf = (headings: readonly string[], cells: readonly (readonly string[])[]) =>
  planTable(headings, rowsOf(cells), ",");
/** How a column of these cells is read in somebody's own table. */
const typeOf = (heading: string, cells: readonly string[]) =>
  planOf(
    ["Name", heading],
    cells.map((cell, i) => [`Customer ${i}`, cell]),
  ).columns[1]!.mapping.type;
const many = <T>(length: number, of: (i: number) => T) => Array.from({ length }, (_, i) => of(i));

test.each<[string, string, readonly string[]]>([
  ["range", "Company size", ["1-10", "11-50", "51-200", "10,001+"]],
  ["range", "Employees", ["51-200", "120", "201–500", "unknown", "30"]],
  ["range", "Annual Revenue", ["$1M - $10M", "<$1M", "$50M+", "$10M - $50M"]],
  ["range", "Team size", ["10-Jan", "Nov-50", "51-200", "51-200"]],
  ["range", "Employees", many(100, (i) => (i % 3 === 0 ? "51-200" : String(1000 + i)))],
  ["number", "Employees", many(100, (i) => (i === 0 ? "51-200" : String(i)))],
  ["date", "Month", ["12-2024", "01-2025", "02-2025"]],
  ["date", "Signed", ["Jan-25", "Feb-25", "Mar-25"]],
  ["text", "Season", ["2023-2024", "2024-2025", "2024-2025"]],
  ["text", "Birthday", ["12-Mar", "25-Mar", "13-Apr"]],
  ["text", "Phone", ["555-1000", "555-2000", "555-3000"]],
  ["text", "Contract", many(40, (i) => `${1000 + i}-${5000 + i}`)],
])("%s: a column %s of such cells", (type, heading, cells) => {
  expect(typeOf(heading, cells)).toBe(type);
});

test("a list of prospects that tells the number of employees as a range is read as such", () => {
  const plan = planOf(
    ["First Name", "Last Name", "Title", "Company Name", "# Employees", "Technologies"],
    [
      ["A", "B", "CTO", "Acme", "51-200", "AWS"],
      ["C", "D", "CFO", "Beta", "1,001+", "GCP"],
    ],
  );
  expect(plan.source.id).toBe("prospecting-list");
  expect(plan.columns[4]!.mapping.type).toBe("range");
});

const headings = ["Customer", "Size", "Churned"];
const cells = [
  ["Acme", "51-200", "no"],
  ["Beta", "51–200", "yes"],
  ["Gamma", "120", "no"],
  ["Delta", "10,001+", "no"],
  ["Eps", "n/a", "yes"],
];

function frameOf(headings: readonly string[], cells: readonly (readonly string[])[]) {
  const mapping = mappingOfExport(headings) ?? planOf(headings, cells).own;
  const reader = createRowReader(mapping, "0");
  const issues: Issue[] = [];
  const builder = createFrameBuilder(reader.attributes, reader.outcomes);
  const source = builder.source(reader);
  for (const row of rowsOf(cells)) {
    const read = reader.read(row, issues);
    if (read === null) continue;
    builder.begin(read.name);
    builder.put(source, read);
  }
  return { mapping, issues, frame: builder.finish(() => 20_000) };
}

test("what cannot be read as a range is said with what can, and the strings of the file stay", () => {
  const { mapping, frame, issues } = frameOf(headings, [
    ...cells,
    ["Zeta", "large", "no"],
    ...many(9, (i) => [`Eta ${i}`, "1-10", "no"]),
  ]);
  const at = mapping.columns.findIndex(({ heading }) => heading === "Size");
  expect(acceptedBy(mapping.columns[at]!)).toBe(
    "a range such as 51-200, 10,001+ or <50, a number, or an empty cell",
  );
  expect(issues).toEqual([
    { row: 7, column: "Size", value: "large", kind: "range", accepted: acceptedBy(mapping.columns[at]!) },
  ]);
  const size = frame.columns[0] as CategoryColumn;
  expect(size.attribute.type).toBe("range");
  expect([...size.codes].slice(0, 5).map((code) => size.dictionary[code] ?? null)).toEqual([
    ...["51-200", "51–200", "120", "10,001+", null],
  ]);
});

test("an export is read again without a change", () => {
  const { frame } = frameOf(headings, cells);
  const columns = columnsOfFrame(frame, 20_000);
  const write = accountRowWriter(frame);
  const names = accountHeadings(columns);
  expect(names).toContain("Size [firmographic, prospect, range]");
  const written = cells.map(([name = ""], at) =>
    write(at, { identity: `name:${name.toLowerCase()}`, name, domain: null }).map(String),
  );
  expect(frameOf(names, written).frame.columns).toEqual(frame.columns);
});

test("numbers of a newer file stand among the ranges of an older one, and the other way round", () => {
  const table = (employees: string, order: number) => {
    const lines = [
      ["Record ID", "Company name", "Company owner", "Number of Employees"],
      [String(order), "Acme", "X", employees],
    ];
    const { source, columns } = planOf(lines[0]!, lines.slice(1));
    const plan = { source, columns };
    return {
      table: { id: String(order), order, fileHash: "0", plan, own: null, asOf: 20_000 },
      row: lines[1]!,
    };
  };
  for (const sizes of [
    ["51-200", "120"],
    ["120", "51-200"],
  ]) {
    const tables = sizes.map((size, order) => table(size, order));
    const folder = createAccountFolder(tables.map((one) => one.table));
    tables.forEach(({ row }, at) => {
      folder.begin(`account ${at}`);
      folder.put({ table: at, number: 2, cells: row });
    });
    const column = folder.finish().columns[0] as CategoryColumn;
    expect(column.attribute.type).toBe("range");
    expect([...column.codes].map((code) => column.dictionary[code])).toEqual(sizes);
  }
});
