import { expect, test } from "vitest";
import { createDataRows } from "#lib/import/data-rows.ts";
import { type Issue, issueKinds, reasonOf, sentenceOfIssue } from "#lib/import/issue.ts";
import { type ColumnMapping, type Mapping, plainColumn } from "#lib/import/mapping.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import { createRepeatCheck } from "#lib/import/repeated.ts";
import { readDate } from "#lib/import/value.ts";

const split = (cells: string[], number = 2) => ({ number, cells, suspect: true });

const column = (heading: string, settings: Partial<ColumnMapping>): ColumnMapping => ({
  heading,
  role: "attribute",
  ...plainColumn,
  ...settings,
});

const mapping: Mapping = {
  columns: [
    column("Id", { role: "identifier" }),
    column("Plan", {}),
    column("Seats", { type: "number" }),
    column("Stack", { type: "list" }),
    column("SSO", { type: "yes-no" }),
    column("Start", { role: "start date", dateOrder: "day first" }),
    column("End", { role: "end date", dateOrder: "day first" }),
    column("Status", { role: "status" }),
    column("Days", { role: "tenure", unit: "days" }),
    column("ACV", { role: "outcome", currency: "USD" }),
    column("Fee", { type: "number", currency: "EUR" }),
  ],
  statusValues: [
    { value: "active", means: "stayed" },
    { value: "Gone", means: "left" },
  ],
  asOf: null,
};
const good = ["7", "Pro", "1,054", "AWS;Okta", "Yes", "03/04/2024", "04/05/2025", "GONE", "365", "$12", "€5"];

function read(changes: Record<number, string>, cells: readonly string[] = good) {
  const issues: Issue[] = [];
  const changed = cells.map((cell, i) => changes[i] ?? cell);
  return { row: createRowReader(mapping, "f".repeat(64)).read(split(changed, 14), issues), issues };
}

test("a row becomes one account", () => {
  expect(read({}).row).toEqual({
    rowNumber: 14,
    identity: "id:7",
    name: "7",
    domain: null,
    values: ["Pro", 1054, ["AWS", "Okta"], "Yes", 5],
    outcomes: [12],
    status: "left",
    start: readDate("2024-04-03", null),
    end: readDate("2025-05-04", null),
    tenure: 365 / 30.4375,
  });
});

test("empty cells are missing, not problems", () => {
  const { row, issues } = read({
    1: "N/A",
    2: " ",
    3: "-",
    4: "null",
    5: "",
    6: "",
    7: "",
    8: "",
    9: "",
    10: "",
  });
  expect(issues).toEqual([]);
  expect(row).toMatchObject({
    values: [null, null, null, null, null],
    outcomes: [Number.NaN],
    status: null,
    tenure: Number.NaN,
  });
});

test.each([
  [
    { 2: "many" },
    "Row 14, “Seats”: “many” is not a number. Accepted: a number such as 1,054.00, or an empty cell.",
  ],
  [{ 4: "perhaps" }, "Row 14, “SSO”: “perhaps” is neither yes nor no."],
  [
    { 5: "2024-13-01" },
    "Row 14, “Start”: “2024-13-01” is not a date that can be read. Accepted: a date such as 2025-04-03 or 03/04/2025 for 3 April",
  ],
  [{ 6: "01/01/2020" }, "Row 14, “End”: The end date “01/01/2020” is before the start date."],
  [
    { 7: "paused" },
    "Row 14, “Status”: Nobody has said whether “paused” means that the customer left. Accepted: active, Gone.",
  ],
  [{ 8: "-3" }, "Row 14, “Days”: “-3” is not a length of time. Accepted: a number of days, 0 or more."],
  [
    { 10: "$5" },
    "Row 14, “Fee”: “$5” is in another currency than the rest of the column. Accepted: amounts in EUR.",
  ],
  [{ 0: " " }, "Row 14, “Id”: The cell that names the customer is empty."],
  [
    { 1: "x".repeat(100_001) },
    "Row 14, “Plan”: The cell has 100,001 characters. Accepted: up to 100,000 characters.",
  ],
  [{ 1: "a\0b" }, "Row 14, “Plan”: The cell contains characters that are not text."],
])("says what is wrong, where, and what would be accepted: %o", (changes, sentence) => {
  const { row, issues } = read(changes as Record<number, string>);
  expect(issues.map(sentenceOfIssue).join("\n")).toContain(sentence);
  // What the cell would have said is not known; the customer is there all the same.
  const isNoAccount = ["no identity", "end before start"].includes(issues[0]?.kind ?? "");
  expect(row === null).toBe(isNoAccount);
});

test("a cell that cannot be read costs that cell and nothing else", () => {
  const whole = read({}).row;
  const { row } = read({ 2: "many", 5: "2024-13-01", 7: "paused", 8: "-3" });
  expect(row).toEqual({
    ...whole,
    values: whole?.values.map((value, i) => (i === 1 ? null : value)),
    start: Number.NaN,
    status: null,
    tenure: Number.NaN,
  });
  // Without its end a customer who left would count as one who stayed.
  expect(read({ 6: "soon" }).row).toBeNull();
  expect(read({ 1: "a\0b" }).row?.values[0]).toBe("a\ufffdb");
  expect(read({ 1: "x".repeat(100_001) }).row?.values[0]).toBeNull();
});

test("rows of another width are ragged, except for empty cells at the end", () => {
  expect(read({}, good.slice(0, 4)).issues.map(sentenceOfIssue)).toEqual([
    "Row 14: The row has 4 cells. Accepted: 11 cells, as many as there are headings.",
  ]);
  expect(read({}, [...good, "", " "]).row).not.toBeNull();
  expect(read({}, [...good, "", "x"]).row).toBeNull();
});

test("every kind of problem has its own words", () => {
  const reasons = issueKinds.map((kind) =>
    reasonOf({ row: 1, column: null, value: "x", kind, accepted: "y" }),
  );
  expect(new Set(reasons).size).toBe(issueKinds.length);
});

test("files without any identity name their rows, and the same customer twice is a problem", () => {
  const plain: Mapping = { ...mapping, columns: [column("Plan", {}), column("__proto__", {})] };
  const reader = createRowReader(plain, `${"ab".repeat(8)}rest`);
  expect(reader.read(split(["Pro", "odd"], 3), [])).toMatchObject({
    identity: "row:abababababababab:3",
    name: "Row 3",
    values: ["Pro", "odd"],
  });
  expect(reader.attributes.map(({ name }) => name)).toEqual(["Plan", "__proto__"]);

  const repeated = createRepeatCheck("Id");
  const issues: Issue[] = [];
  const row = read({}).row;
  if (row === null) throw new Error("The row should be read.");
  expect(repeated(row, issues)).toBe(false);
  expect(repeated({ ...row, rowNumber: 20 }, issues)).toBe(true);
  expect(issues.map(sentenceOfIssue)).toEqual([
    "Row 20, “Id”: “7” stands in an earlier row already. Accepted: one row per customer (the first is row 14).",
  ]);
});

test("names and domains are compared without what differs by habit", () => {
  const named: Mapping = { ...mapping, columns: [column("Company", { role: "name" }), column("Site", {})] };
  expect(createRowReader(named, "f").read(split(["  Acme   Corp ", "x"]), [])).toMatchObject({
    identity: "name:acme corp",
    name: "Acme   Corp",
  });
  const sited: Mapping = {
    ...mapping,
    columns: [column("Site", { role: "domain" }), column("Company", { role: "name" })],
  };
  expect(createRowReader(sited, "f").read(split(["https://www.Acme.com/en?x", "Acme"]), [])).toMatchObject({
    identity: "domain:acme.com",
    name: "Acme",
    domain: "acme.com",
  });
});

test("the lines that report exports put below a table are left out and counted", () => {
  const rows = [
    ["1", "2"],
    ["", ""],
    ["3", "4"],
    [""],
    ["Report: Accounts"],
    ["Copyright"],
    ["5", "6"],
    ["7"],
  ];
  const data = createDataRows(2);
  expect(data.pick(rows.map((cells, i) => split(cells, i + 2))).map(({ cells }) => cells)).toEqual([
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
    ["7"],
  ]);
  expect(data.footer.lines).toBe(2);
});
