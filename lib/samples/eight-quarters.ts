import { isoDate } from "#lib/import/value.ts";
import { dayOf } from "#lib/samples/calendar.ts";
import { companyCells, companyHeadings } from "#lib/samples/company-columns.ts";
import { type CustomerStory, customerStory, eightQuartersAsOf } from "#lib/samples/customer-story.ts";
import { type Company, companyOf } from "#lib/samples/market.ts";
import { type CompanyName, companyNames } from "#lib/samples/names.ts";
import { type Chance, chanceOf } from "#lib/samples/random.ts";
import { type Cell, csvText, type SampleTable } from "#lib/samples/table.ts";

export interface Customer {
  readonly company: Company;
  readonly story: CustomerStory;
  readonly earlierLoss: string | null;
}

/** The made-up market: customers, companies that were lost, and leads still open. Every company has its own name. */
export interface Market {
  readonly customers: readonly Customer[];
  readonly lost: readonly Company[];
  readonly leads: readonly Company[];
}

const customerCount = 612;
const lostCount = 655;
const leadCount = 420;

/** Why a company like this says no. */
export function lossReason(company: Company, random: Chance): string {
  if (company.revenueModel === "One-off" && random.chance(0.6)) return "No need for recurring billing";
  if (company.ledger === "Custom-built" && random.chance(0.6)) return "Integration too costly";
  if (company.segment === "Small" && random.chance(0.5)) return "Price";
  if (company.segment === "Enterprise" && random.chance(0.4)) return "Procurement took too long";
  return random.pick(["Price", "Competitor", "No decision", "Timing", "Missing feature"] as const);
}

function many(
  count: number,
  name: (industry: string) => CompanyName,
  random: Chance,
  accept: (c: Company) => boolean,
) {
  const result: Company[] = [];
  while (result.length < count) {
    const company = companyOf(name, random);
    if (accept(company)) result.push(company);
  }
  return result;
}

/** Always the same market; three streams of chance, so that a change to one leaves the others as they were. */
export function eightQuartersMarket(): Market {
  const random = chanceOf(82_473);
  const name = companyNames(random);
  const customers = many(customerCount, name, random, () => true).map((company) => ({
    company,
    story: customerStory(company, random),
    earlierLoss: random.chance(0.08) ? lossReason(company, random) : null,
  }));
  // Who bills once, or built its own ledger, is lost more often than won; small companies sign quickly, and are gone soon.
  const others = chanceOf(82_027);
  const resists = (company: Company) =>
    company.revenueModel === "One-off" || company.ledger === "Custom-built";
  const chanceOfLosing = (company: Company) =>
    resists(company) ? 0.95 : company.segment === "Small" ? 0.12 : 0.6;
  const lost = many(lostCount, name, others, (company) => others.chance(chanceOfLosing(company)));
  const open = chanceOf(82_028);
  return { customers, lost, leads: many(leadCount, name, open, () => true) };
}

export const eightQuartersHeadings = [
  ...companyHeadings,
  "Earlier loss reason",
  "Early exit requested",
  "Start date",
  "End date",
  "Status",
  "Sales cycle days",
  "Onboarding days",
  "Tickets in first 90 days",
  "Expansion %",
  "ACV",
] as const;

function customerRow({ company, story, earlierLoss }: Customer, random: Chance): Cell[] {
  const left = story.end !== null;
  return [
    ...companyCells(company, random),
    earlierLoss,
    // The leak: only who leaves before the first anniversary asks for it, so it "predicts" and helps nobody.
    left && story.lived < 365 && random.chance(0.95) ? "Yes" : "No",
    isoDate(story.start),
    story.end === null ? null : isoDate(story.end),
    left ? "Churned" : "Active",
    story.cycleDays,
    story.lived < 30 ? null : story.onboardingDays,
    story.lived < 90 ? null : story.tickets90,
    story.lived < 365 ? null : story.expansion,
    story.contract,
  ];
}

/** One row per customer: 612 of them, won over eight quarters up to the day of the export. */
export function customersTable(market: Market): SampleTable {
  const random = chanceOf(82_029);
  return {
    headings: eightQuartersHeadings,
    rows: market.customers.map((customer) => customerRow(customer, random)),
  };
}

export const leadHeadings = [
  "Company",
  "Domain",
  "Industry",
  "Employees",
  "Segment",
  "Country",
  "Revenue model",
  "Pricing",
  "Ledger",
  "CRM",
  "Tech stack",
  "Finance owner",
  "Funding",
  "Lead source",
  "Created",
  "Lead status",
] as const;

/** Companies that are not customers yet, known less well than customers are. */
export function leadsTable(market: Market): SampleTable {
  const random = chanceOf(82_030);
  const asOf = dayOf(eightQuartersAsOf);
  const known = <T extends Cell>(value: T, missing: number): T | null =>
    random.chance(missing) ? null : value;
  const rows = market.leads.map((company): Cell[] => [
    company.name,
    company.domain,
    company.industry,
    known(company.employees, 0.1),
    company.segment,
    company.country,
    known(company.revenueModel, 0.25),
    known(company.pricing, 0.5),
    known(company.ledger, 0.45),
    known(company.crm, 0.2),
    known(company.stack.join(";"), 0.3),
    known(company.financeOwner ? "Yes" : "No", 0.4),
    known(company.funding, 0.2),
    company.source,
    isoDate(asOf - random.between(0, 200)),
    random.weighted([
      ["New", 45],
      ["Working", 30],
      ["Nurture", 15],
      ["Rejected", 10],
    ] as const),
  ]);
  return { headings: leadHeadings, rows };
}

export const customersCsv = (market: Market): string => csvText(customersTable(market));
export const leadsCsv = (market: Market): string => csvText(leadsTable(market));
