import { expect, test } from "vitest";
import { inMainCurrencies, mainCurrencies, uncountedIn } from "#lib/import/fold-currencies.ts";
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
  expect(outcomesOf(subscriptions, rates)("First MRR")).toEqual([100, 110, 300]);
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

const beside = [
  "Customer | Amount | Currency | Churned | Seats | Growth %",
  "Acme | 100 | USD | no | 4 | 1",
  "Beta | 200 | EUR | yes | 5 | 2",
  "Ceta | 300 |  | no | 6 | 3",
  "Delta | 50 | usd | no | 6 | 3",
  "Eta | 7 | £ | no | 6 | 3",
];

/** What an own table says of its amounts, row by row. */
function ownAmounts(lines: readonly string[], change: PlanChange = {}, at = 0) {
  const { plan } = read(lines, change);
  const reader = createRowReader(plan.own, "0");
  const issues: Issue[] = [];
  const rows = cellsOf(lines.slice(1)).map((cells, i) =>
    reader.read({ number: i + 2, cells, suspect: false }, issues),
  );
  return { plan, issues, amounts: rows.map((row) => row?.outcomes[at] ?? row?.values[at]) };
}

test("a column of one's own table that names currencies says what the amounts beside it are in", () => {
  const { plan, issues, amounts } = ownAmounts(beside);
  const [, amount, , , seats, growth] = plan.columns;
  expect(amount).toMatchObject({
    isMoney: true,
    currencies: ["USD", "EUR", "GBP"],
    mapping: { currency: "USD", currencyFrom: "Currency" },
    doubt: "Amounts are in USD and EUR and GBP. Say what one EUR and one GBP is worth in USD.",
  });
  for (const column of [seats, growth]) expect(column?.mapping.currencyFrom).toBeUndefined();
  // A cell that names none is in the currency of the column.
  expect(amounts.map((one) => (Number.isNaN(one) ? null : one))).toEqual([100, null, 300, 50, null]);
  expect(issues.map(({ row, kind, value }) => [row, kind, value])).toEqual([
    [3, "currency", "EUR 200"],
    [6, "currency", "GBP 7"],
  ]);
  const rates = { columns: { Amount: { rates: { EUR: 1.5, GBP: 2 } } } };
  const priced = ownAmounts(beside, rates);
  expect([priced.amounts, priced.issues]).toEqual([[100, 300, 300, 50, 14], []]);
  expect(priced.plan.columns[1]?.doubt).toBeNull();
});

test("which column names the currency can be said, and that none does, or one currency for all", () => {
  const lines = [
    "Customer | ARR | ARR currency | Setup fee | Fee currency | Churned",
    "Acme | 100 | USD | 5 | EUR | no",
    "Beta | 200 | USD | 6 | EUR | yes",
  ];
  const found = (change: PlanChange = {}) =>
    read(lines, change).plan.columns.map(({ mapping }) => [mapping.currency, mapping.currencyFrom]);
  const none = [null, undefined];
  expect(found().filter((_, i) => i !== 2 && i !== 4)).toEqual([
    none,
    ["USD", "ARR currency"],
    ["EUR", "Fee currency"],
    none,
  ]);
  expect(found({ columns: { ARR: { currencyFrom: null } } })[1]).toEqual(none);
  expect(found({ columns: { ARR: { currencyFrom: "Fee currency" } } })[1]).toEqual(["EUR", "Fee currency"]);
  const said = {
    columns: { ARR: { currencyFrom: null, amountsIn: "EUR", currency: "USD", rates: { EUR: 2 } } },
  };
  expect(found(said)[1]).toEqual(["USD", undefined]);
  expect(ownAmounts(lines, said).amounts).toEqual([200, 400]);
});

test("a whole export in another currency is counted at the rate given, whether or not it names its currency", () => {
  const change = { columns: { Amount: { currency: "USD", rates: { EUR: 1.5 } } } };
  const euros = subscriptions.map((line) => line.replace("usd", "eur"));
  expect(outcomesOf(euros, change)("First MRR")).toEqual([150, 150, 450]);
  const bare = deals.map((line) =>
    line
      .split(" | ")
      .filter((_, i) => i !== 2)
      .join(" | ")
      .replace(/USD |EUR /, ""),
  );
  const said = { columns: { Amount: { amountsIn: "EUR", currency: "USD", rates: { EUR: 2 } } } };
  expect(outcomesOf(bare)("First deal amount")).toEqual([1054, 2000, 10]);
  expect(outcomesOf(bare, said)("First deal amount")).toEqual([2108, 4000, 20]);
});

test("own tables in different currencies are not compared as they stand", () => {
  const own = (sign: string, order: number, change: PlanChange = {}) => {
    const { plan } = read(
      ["Customer | ACV | Churned", `Acme | ${sign}100 | no`, `Beta | ${sign}200 | yes`],
      change,
    );
    return { id: `${order}`, order, fileHash: `${order}`, plan, own: plan.own };
  };
  const main = mainCurrencies([own("€", 1), own("$", 0)]);
  expect(main.columns.get("ACV")).toBe("USD");
  expect(uncountedIn(own("$", 0), main)).toEqual([]);
  expect(uncountedIn(own("€", 1), main).map(({ column, message }) => [column, message])).toEqual([
    [
      "ACV",
      "Amounts of “ACV” are in USD in what was imported first. Those in EUR are not counted until somebody says what one EUR is worth in USD.",
    ],
  ]);
  expect(inMainCurrencies(own("€", 1), main).own?.columns[1]?.role).toBe("ignore");
  const priced = own("€", 1, { columns: { ACV: { currency: "USD", rates: { EUR: 1.1 } } } });
  expect([uncountedIn(priced, main), inMainCurrencies(priced, main)]).toEqual([[], priced]);
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
  expect(main).toMatchObject({ deals: null, revenue: "USD" });
  expect(uncountedIn(first, main)).toEqual([]);
  expect(uncountedIn(second, main)[0]?.message).toBe(
    "Amounts of revenue are in USD in what was imported first. Those in EUR are not counted until somebody says what one EUR is worth in USD.",
  );
});
