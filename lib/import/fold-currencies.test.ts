import { expect, test } from "vitest";
import { mainCurrencies, sayUncounted } from "#lib/import/fold-currencies.ts";
import { createAccountFolder } from "#lib/import/fold-frame.ts";
import { acquisitionCosts } from "#lib/import/fold-spend.ts";
import type { Issue } from "#lib/import/issue.ts";
import { type PlanChange, planTable } from "#lib/import/plan-columns.ts";
import { createRecordReader, type RecordIssue } from "#lib/import/read-records.ts";
import { createRowReader } from "#lib/import/read-row.ts";
import { readSpend } from "#lib/import/spend-records.ts";

const cellsOf = (lines: readonly string[]) => lines.map((line) => line.split(" | "));

function read(lines: readonly string[], change: PlanChange = {}) {
  const [headings = [], ...rows] = cellsOf(lines);
  const exact = rows.map((cells, i) => ({ number: i + 2, cells, suspect: false, problems: [] }));
  const plan = planTable(headings, exact, ",", change);
  const issues: RecordIssue[] = [];
  const records = createRecordReader(plan).read(exact, issues);
  return { plan, rows, records, issues };
}

/** Each row is an account of its own. */
function outcomesOf(lines: readonly string[], change: PlanChange = {}) {
  const { plan, rows } = read(lines, change);
  const { source, columns } = plan;
  const folder = createAccountFolder([
    { id: "0", order: 0, fileHash: "0", plan: { source, columns }, own: null, asOf: 20_300 },
  ]);
  rows.forEach((cells, i) => {
    folder.begin(`account ${i}`);
    folder.put({ table: 0, number: i + 2, cells });
  });
  const { outcomes } = folder.finish();
  return (name: string) => [...(outcomes.find(({ outcome }) => outcome.name === name)?.values ?? [])];
}

const subscriptions = [
  "id | Customer ID | Plan | Currency | Interval | Amount | Status | Start Date (UTC) | Ended At (UTC)",
  "s1 | cus_1 | Pro | usd | month | 100 | active | 2024-01-01 | ",
  "s2 | cus_2 | Pro | eur | month | 100 | active | 2024-01-01 | ",
  "s3 | cus_3 | Pro | usd | month | 300 | active | 2024-01-01 | ",
];
const amountOf = ({ plan }: ReturnType<typeof read>) => plan.columns.find(({ field }) => field === "amount")!;

test("revenue in another currency is not compared, said once, and counted at the rate that somebody gives", () => {
  const told = read(subscriptions);
  expect(amountOf(told).mapping.currency).toBe("USD");
  expect(amountOf(told).doubt).toBe("Amounts are in USD and EUR. Say what one EUR is worth in USD.");
  expect(told.issues.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
    [3, "Amount", "currency", "EUR"],
  ]);
  const without = outcomesOf(subscriptions);
  expect(without("First MRR")).toEqual([100, Number.NaN, 300]);
  expect(without("Expansion")).toEqual([0, 0, 0]);
  const rates = { columns: { Amount: { rates: { EUR: 1.1 } } } };
  expect(outcomesOf(subscriptions, rates)("First MRR")).toEqual([100, 110.00000000000001, 300]);
  const priced = read(subscriptions, rates);
  expect([amountOf(priced).doubt, priced.issues]).toEqual([null, []]);
});

const deals = [
  "Opportunity Name | Account Name | Amount Currency | Amount | Close Date | Stage | Opportunity Owner | Fiscal Period",
  "A | Acme | USD | USD 1,054.00 | 3/31/2025 | Closed Won | X | Q1",
  "B | Beta | EUR | EUR 2,000.00 | 3/31/2025 | Closed Won | X | Q1",
  "C | Ceta | USD | USD 10.00 | 3/31/2025 | Closed Won | X | Q1",
];

test("amounts with a sign of their own are converted once", () => {
  const without = read(deals);
  expect(without.issues.map(({ row, code }) => [row, code])).toEqual([[3, "currency"]]);
  expect(outcomesOf(deals)("First deal amount")).toEqual([1054, Number.NaN, 10]);
  const change = { columns: { Amount: { rates: { EUR: 2 } } } };
  expect(outcomesOf(deals, change)("First deal amount")).toEqual([1054, 4000, 10]);
  expect(outcomesOf(deals, change)("Won amount")).toEqual([1054, 4000, 10]);
});

test("a deal in another currency is not added to what was won", () => {
  const lines = [
    "Record ID | Deal Name | Deal Stage | Deal owner | Close Date | Amount | Currency",
    "1 | A | Closed Won | X | 2025-01-01 | 100 | USD",
    "2 | B | Closed Won | X | 2025-02-01 | 100 | EUR",
    "3 | C | Closed Won | X | 2025-03-01 | 100 | USD",
  ];
  const { plan, rows } = read(lines);
  const folder = createAccountFolder([{ id: "0", order: 0, fileHash: "0", plan, own: null, asOf: 20_300 }]);
  folder.begin("all");
  rows.forEach((cells, i) => {
    folder.put({ table: 0, number: i + 2, cells });
  });
  const { outcomes } = folder.finish();
  const told = (name: string) => outcomes.find(({ outcome }) => outcome.name === name)?.values[0];
  expect([told("First deal amount"), told("Won amount"), told("Deals lost")]).toEqual([100, Number.NaN, 0]);
});

test("spend in another currency makes the cost of its month unknown, not smaller", () => {
  const lines = [
    "Month | Channel | Spend | Currency",
    "2025-01 | Ads | 1000 | USD",
    "2025-01 | Events | 500 | EUR",
    "2025-02 | Ads | 900 | USD",
    "2025-02 | Events | 800 | USD",
  ];
  const won = [
    { day: 20_100, group: "Ads" },
    { day: 20_100, group: "Events" },
    { day: 20_125, group: "Events" },
  ];
  const { spend } = readSpend(read(lines).records);
  expect(acquisitionCosts(spend, won)).toEqual([1000, Number.NaN, 800]);
  const priced = readSpend(read(lines, { columns: { Spend: { rates: { EUR: 1.2 } } } }).records);
  expect(acquisitionCosts(priced.spend, won)).toEqual([1000, 600, 800]);
});

test("amounts of one's own table beside several currencies are said to be compared as they stand", () => {
  const { plan } = read([
    "Customer | ACV | Currency | Churned | Seats",
    "Acme | 100 | USD | no | 4",
    "Beta | 200 | EUR | yes | 5",
    "Ceta | 300 | USD | no | 6",
  ]);
  expect(plan.columns.map(({ heading, doubt }) => [heading, /“Currency” says/.test(doubt ?? "")])).toEqual([
    ...[
      ["Customer", false],
      ["ACV", true],
      ["Currency", false],
      ["Churned", false],
      ["Seats", false],
    ],
  ]);
});

test("amounts of one's own table with signs of several currencies are counted at the rates given", () => {
  const lines = [
    "Customer | ACV | Churned",
    "Acme | $100 | no",
    "Beta | €200 | yes",
    "Ceta | $300 | no",
    "Delta | £10 | no",
  ];
  expect(read(lines).plan.columns[1]!.doubt).toBe(
    "Amounts are in USD and EUR and GBP. Say what one EUR and one GBP is worth in USD.",
  );
  const { plan } = read(lines, { columns: { ACV: { rates: { EUR: 1.5 } } } });
  const reader = createRowReader(plan.own, "0");
  const issues: Issue[] = [];
  const read4 = cellsOf(lines.slice(1)).map(
    (cells, i) => reader.read({ number: i + 2, cells, suspect: false }, issues)?.outcomes[0],
  );
  expect(read4.slice(0, 3)).toEqual([100, 300, 300]);
  expect(issues.map(({ row, kind, accepted }) => [row, kind, accepted])).toEqual([
    [5, "currency", "amounts in USD"],
  ]);
});

test("an export in another currency than the first moves no figure, and is said not to be counted", () => {
  const table = (currency: string, order: number) => {
    const [headings = "", row = ""] = subscriptions;
    const { plan } = read([headings, row.replace("usd", currency)]);
    return { id: `${order}`, order, fileHash: "0", plan, own: null };
  };
  const [first, second] = [table("usd", 0), table("eur", 1)];
  const main = mainCurrencies([second, first]);
  expect(main).toEqual({ deals: null, revenue: "USD" });
  expect(sayUncounted(first, main)).toBeNull();
  expect(sayUncounted(second, main)?.message).toBe(
    "Amounts of revenue are in USD in what was imported first. Those in EUR are not counted: convert them to USD in the file.",
  );
});
