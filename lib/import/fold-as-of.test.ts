import { expect, test } from "vitest";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import { createAccountFolder } from "#lib/import/fold-frame.ts";
import { planTable } from "#lib/import/plan-columns.ts";
import { createRecordReader } from "#lib/import/read-records.ts";
import { isoDate, readDate } from "#lib/import/value.ts";

const day = (iso: string) => readDate(iso, null) ?? Number.NaN;

/** One account to which all rows of all files belong; cells stand between bars. */
function foldOne(...files: readonly (readonly string[])[]): Frame {
  const tables = files.map((lines, order) => {
    const [headings = [], ...rows] = lines.map((line) => line.split(" | "));
    const head = rows.map((cells, i) => ({ number: i + 2, cells, suspect: false }));
    const { source, columns } = planTable(headings, head, ",");
    expect(source.tool).not.toBe("own");
    const table = { id: lines.join(), order, fileHash: "0", plan: { source, columns }, own: null };
    return { table: { ...table, asOf: day("2025-06-30") }, rows };
  });
  const folder = createAccountFolder(tables.map(({ table }) => table));
  folder.begin("a");
  tables.forEach(({ rows }, table) => {
    rows.forEach((cells, i) => {
      folder.put({ table, number: i + 2, cells });
    });
  });
  return folder.finish();
}

function toldIn(column: Column | undefined): string | number | null {
  if (column?.kind === "category") return column.dictionary[column.codes[0] ?? -1] ?? null;
  if (column?.kind !== "number" || Number.isNaN(column.values[0])) return null;
  return column.attribute.type === "date" ? isoDate(column.values[0]!) : column.values[0]!;
}
const trait = (frame: Frame, name: string) =>
  toldIn(frame.columns.find(({ attribute }) => attribute.name === name));
const outcome = (frame: Frame, name: string) =>
  frame.outcomes.find((one) => one.outcome.name === name)?.values[0];

const deals = (...rows: readonly string[]) => [
  "Record ID | Deal Name | Deal Stage | Deal owner | Close Date | Create Date | Amount | Deal Type | Associated Contact IDs",
  ...rows,
];
const subscriptions = (...rows: readonly string[]) => [
  "id | Customer ID | Plan | Currency | Interval | Amount | Status | Start Date (UTC) | Trial End (UTC) | Ended At (UTC)",
  ...rows,
];

test("a trait of deals is that of the deal won first, whatever was lost or won around it", () => {
  const frame = foldOne(
    deals(
      "1 | A | Closed Lost | X | 2024-01-10 | 2024-01-01 | 9000 | Before | ",
      "2 | B | Closed Lost | X | 2024-03-10 | 2024-01-01 | 8000 | Lost that day | ",
      "3 | C | Closed Won | X | 2024-03-10 | 2024-01-01 | 500 | Won that day, smaller | ",
      "4 | D | Closed Won | X | 2024-03-10 | 2024-02-01 | 700 | Won | ",
      "5 | E | Closed Won | X | 2024-09-10 | 2024-08-01 | 9000 | Upsell | ",
    ),
  );
  expect(trait(frame, "Deal Type")).toBe("Won");
  expect(outcome(frame, "First deal amount")).toBe(700);
});

test("an account with lost deals alone tells the latest, and is no customer", () => {
  const frame = foldOne(
    deals(
      "1 | A | Closed Lost | X | 2024-01-10 | 2024-01-01 | 9000 | Earlier | ",
      "2 | B | Closed Lost | X | 2024-05-10 | 2024-01-01 | 9000 | Later | ",
      "3 | C | Appointment | X |  | 2024-06-01 | 9000 | Open | ",
    ),
    subscriptions(),
  );
  expect(trait(frame, "Deal Type")).toBe("Open");
  expect(outcome(frame, "Win rate")).toBe(0);
  expect(outcome(frame, "Deals lost")).toBe(2);
  expect(frame.retention?.left[0]).toBe(2);
  expect(frame.startDays?.[0] ?? Number.NaN).toBeNaN();
});

test("whoever was met only after the deal was won did not champion it", () => {
  const people = (created: string) => [
    "Record ID | First Name | Last Name | Email | Job Title | Contact owner | Lifecycle Stage | Create Date",
    `71 | A | B | a@acme.com | CTO | X | customer | ${created}`,
    "72 | C | D | c@acme.com | Head of Finance | X | customer | 2024-01-01",
  ];
  const won = deals("1 | A | Closed Won | X | 2024-03-10 | 2024-01-01 | 500 | New | 71;72");
  expect(trait(foldOne(won, people("2024-02-01")), "Champion function")).toBe("engineering");
  expect(trait(foldOne(won, people("2024-04-01")), "Champion function")).toBe("finance");
});

test("the plan is that of the first subscription paid for, not of the trial or the free plan before it", () => {
  const frame = foldOne(
    subscriptions(
      "s1 | cus_1 | Trial | usd | month | 100 | canceled | 2024-01-01 | 2024-01-15 | 2024-01-15",
      "s2 | cus_1 | Free | usd | month | 0 | canceled | 2024-01-15 |  | 2024-02-01",
      "s3 | cus_1 | Pro | usd | month | 200 | active | 2024-02-01 |  | ",
      "s4 | cus_1 | Enterprise | usd | month | 500 | active | 2024-08-01 |  | ",
    ),
  );
  expect(trait(frame, "Plan")).toBe("Pro");
  expect(isoDate(frame.startDays![0]!)).toBe("2024-02-01");
  expect(outcome(frame, "First MRR")).toBe(200);
  expect(outcome(frame, "Current MRR")).toBe(700);
});

test("who came back after it had left has not left, and the time counts from the first start", () => {
  const back = foldOne(
    subscriptions(
      "s1 | cus_1 | Pro | usd | month | 200 | canceled | 2024-01-01 |  | 2024-04-01",
      "s2 | cus_1 | Pro | usd | month | 100 | active | 2024-09-01 |  | ",
    ),
  );
  expect([back.retention?.left[0], isoDate(back.startDays![0]!)]).toEqual([0, "2024-01-01"]);
  const movement = (...rows: readonly string[]) => [
    "DATE | CUSTOMER_NAME | MRR_MOVEMENT | MRR | MOVEMENT_TYPE | CURRENCY_CODE | CUSTOMER_EXTERNAL_ID",
    ...rows,
  ];
  const moved = foldOne(
    movement(
      "2024-01-01 | Acme | 20000 | 20000 | new_biz | USD | 1",
      "2024-03-01 | Acme | -5000 | 15000 | contraction | USD | 1",
      "2024-05-01 | Acme | -15000 | 0 | churn | USD | 1",
      "2024-07-01 | Acme | 30000 | 30000 | reactivation | USD | 1",
    ),
  );
  expect([moved.retention?.left[0], outcome(moved, "First MRR"), outcome(moved, "Current MRR")]).toEqual([
    ...[0, 200, 300],
  ]);
});

test("a date that somebody has added counts as it was known on the day of the sale", () => {
  const companies = (demo: string) => [
    "Record ID | Company name | Company owner | Create Date | First demo",
    `1 | Acme | X | 2023-01-01 | ${demo}`,
  ];
  const won = deals("1 | A | Closed Won | X | 2024-03-10 | 2024-01-01 | 500 | New | ");
  expect(trait(foldOne(companies("2024-02-01"), won), "First demo")).toBe("2024-02-01");
  expect(trait(foldOne(companies("2024-05-01"), won), "First demo")).toBeNull();
  expect(trait(foldOne(companies("2024-05-01")), "First demo")).toBe("2024-05-01");
});

test("a lead from after the sale tells nothing of the time before it", () => {
  const leads = [
    "Lead ID | First Name | Last Name | Company / Account | Email | Lead Source | Lead Owner | Created Date",
    "L1 | A | B | Acme | a@acme.com | Webinar | X | 2024-01-01",
    "L2 | C | D | Acme | c@acme.com | Customer event | X | 2024-06-01",
  ];
  const won = deals("1 | A | Closed Won | X | 2024-03-10 | 2024-01-01 | 500 | New | ");
  expect(trait(foldOne(leads, won), "Lead Source")).toBe("Webinar");
});

test("tickets from before the start, and such without a day, are in no window", () => {
  const tickets = [
    "Id | Requester | Requester email | Organization | Subject | Status | Created at | Solved at",
    "1 | S | s@acme.com | Acme | Before | Closed | 2023-12-01 | 2023-12-02",
    "2 | S | s@acme.com | Acme | In | Closed | 2024-02-01 | 2024-02-02",
    "3 | S | s@acme.com | Acme | No day | Open |  | ",
  ];
  const frame = foldOne(
    subscriptions("s1 | cus_1 | Pro | usd | month | 200 | active | 2024-01-01 |  | "),
    tickets,
  );
  expect(outcome(frame, "Tickets in the first 90 days")).toBe(1);
});

test("what was paid back counts against what was won", () => {
  const frame = foldOne(
    deals(
      "1 | A | Closed Won | X | 2024-03-10 | 2024-01-01 | 5000 | New | ",
      "2 | B | Closed Won | X | 2024-05-10 | 2024-05-01 | (500) | Credit | ",
    ),
  );
  expect([outcome(frame, "First deal amount"), outcome(frame, "Won amount")]).toEqual([5000, 4500]);
});

test("a contact of two companies is one of the first, which its tool calls primary", () => {
  const headings =
    "Record ID | First Name | Last Name | Email | Job Title | Contact owner | Associated Company IDs";
  const rows = [["71", "A", "B", "a@gmail.com", "CTO", "X", "9002;9999"]];
  const exact = rows.map((cells, i) => ({ number: i + 2, cells, suspect: false, problems: [] }));
  const [person] = createRecordReader(planTable(headings.split(" | "), exact, ",")).read(exact, []);
  expect(person?.join).toMatchObject({ kind: "person", ids: ["HubSpot:9002"], domain: null });
});
