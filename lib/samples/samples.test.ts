import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import {
  customersCsv,
  eightQuartersHeadings,
  eightQuartersMarket,
  leadsCsv,
} from "#lib/samples/eight-quarters.ts";
import { salesHistory } from "#lib/samples/sales-history.ts";
import { securityStartupCsv, securityStartupHeadings } from "#lib/samples/security-startup.ts";

type Row = Readonly<Record<string, string>>;
const read = (text: string): Row[] => parse(text, { columns: true });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const figures = (rows: readonly Row[], heading: string) =>
  rows.filter((row) => row[heading] !== "").map((row) => Number(row[heading]));

test("the security start-up has 50 customers, each its own company under .example", () => {
  const rows = read(securityStartupCsv());
  expect(rows).toHaveLength(50);
  expect(Object.keys(rows[0]!)).toEqual([...securityStartupHeadings]);
  expect(new Set(rows.map((row) => row.Domain)).size).toBe(50);
  expect(rows.every((row) => /^[a-z-]+\.example$/.test(row.Domain!))).toBe(true);
});

test("a sample is the same text every time", () => {
  expect(securityStartupCsv()).toBe(securityStartupCsv());
  expect(customersCsv(eightQuartersMarket())).toBe(customersCsv(eightQuartersMarket()));
});

test("mid-market SaaS in the cloud does as the worked example says", () => {
  const rows = read(securityStartupCsv());
  const size = (row: Row) => Number(row.Employees);
  const core = (row: Row) =>
    row.Industry === "SaaS" && size(row) >= 200 && size(row) <= 1000 && row.Deployment === "Cloud";
  const inside = rows.filter(core);
  const rest = rows.filter((row) => !core(row));
  expect(inside.length).toBeGreaterThanOrEqual(14);
  const onboarding = mean(figures(inside, "Onboarding days")) / mean(figures(rest, "Onboarding days"));
  expect(onboarding).toBeGreaterThan(0.35);
  expect(onboarding).toBeLessThan(0.55);
  expect(mean(figures(inside, "Tickets in first 90 days"))).toBeLessThan(
    mean(figures(rest, "Tickets in first 90 days")) * 0.7,
  );
  expect(mean(figures(inside, "Expansion %"))).toBeGreaterThan(27);
  expect(mean(figures(inside, "Expansion %"))).toBeLessThan(34);
});

test("very small companies churn, enterprises want custom contracts, on-premises never goes well", () => {
  const rows = read(securityStartupCsv());
  const small = rows.filter((row) => row.Employees !== "" && Number(row.Employees) < 50);
  expect(small.filter((row) => row.Status === "Churned").length / small.length).toBeGreaterThan(0.6);
  const large = rows.filter((row) => Number(row.Employees) > 2000);
  expect(large.filter((row) => row.Procurement === "Custom contract").length).toBeGreaterThan(
    large.length / 2,
  );
  const onPremises = rows.filter((row) => row.Deployment === "On-premises");
  expect(onPremises.length).toBeGreaterThanOrEqual(5);
  expect(onPremises.every((row) => Number(row["Onboarding days"]) > 60)).toBe(true);
});

/** Customers whose first year is known: gone, or followed for it; and the share of them that stayed it. */
function firstYear(rows: readonly Row[]): { n: number; rate: number } {
  const asOf = Date.parse("2026-09-30");
  const days = (row: Row) =>
    ((row["End date"] ? Date.parse(row["End date"]) : asOf) - Date.parse(row["Start date"]!)) / 864e5;
  const known = rows.filter((row) => row["End date"] !== "" || days(row) >= 365);
  return { n: known.length, rate: known.filter((row) => days(row) >= 365).length / known.length };
}

test("eight quarters: the must-have, the disqualifier and the null trait are in the data", () => {
  const rows = read(customersCsv(eightQuartersMarket()));
  expect(rows).toHaveLength(612);
  expect(Object.keys(rows[0]!)).toEqual([...eightQuartersHeadings]);
  const rate = (heading: string, ...values: string[]) =>
    firstYear(rows.filter((row) => values.includes(row[heading]!))).rate;
  expect(rate("Revenue model", "Recurring") - rate("Revenue model", "One-off")).toBeGreaterThan(0.2);
  expect(rate("Ledger", "Custom-built")).toBeLessThan(firstYear(rows).rate - 0.15);
  const crm = ["HubSpot", "Salesforce", "Pipedrive", "None"].map((name) => rate("CRM", name));
  expect(Math.max(...crm) - Math.min(...crm)).toBeLessThan(0.1);
});

test("eight quarters: partners look bad in all and are good at every size", () => {
  const rows = read(customersCsv(eightQuartersMarket()));
  const rate = (through: string, segment?: string) =>
    firstYear(rows.filter((row) => row["Sold through"] === through && (!segment || row.Segment === segment)))
      .rate;
  expect(rate("Partner")).toBeLessThan(rate("Direct") - 0.05);
  for (const segment of ["Small", "Mid-market", "Enterprise"]) {
    expect(rate("Partner", segment)).toBeGreaterThan(rate("Direct", segment));
  }
});

test("eight quarters: the leaking column separates perfectly, and only who left has it", () => {
  const rows = read(customersCsv(eightQuartersMarket())).filter(
    (row) => row["Early exit requested"] === "Yes",
  );
  expect(rows.length).toBeGreaterThan(40);
  expect(firstYear(rows).rate).toBe(0);
});

test("deals, tickets, subscriptions and people belong to the companies of the sample", () => {
  const market = eightQuartersMarket();
  const known = new Set([
    ...market.customers.map((c) => c.company.domain),
    ...market.lost.map((c) => c.domain),
  ]);
  for (const file of salesHistory(market)) {
    const rows = read(file.text);
    expect(rows.length, file.fileName).toBeGreaterThan(600);
    expect(
      rows.every((row) => known.has(row["Company Domain Name"]!)),
      file.fileName,
    ).toBe(true);
  }
  const deals = read(salesHistory(market)[0].text);
  expect(deals.filter((deal) => deal["Deal Stage"] === "Closed Won")).toHaveLength(612);
  expect(deals.filter((deal) => deal["Closed Lost Reason"] !== "").length).toBe(deals.length - 612);
  expect(read(leadsCsv(market))).toHaveLength(420);
});
