import type { Market } from "#lib/samples/eight-quarters.ts";
import type { Company } from "#lib/samples/market.ts";
import { type Chance, chanceOf } from "#lib/samples/random.ts";
import { type Cell, csvText } from "#lib/samples/table.ts";

const headings = [
  "Company",
  "Domain",
  "Industry",
  "Employees",
  "Segment",
  "Country",
  "Founded",
  "Revenue model",
  "Pricing",
  "Ledger",
  "CRM",
  "Tech stack",
  "Finance owner",
  "Funding",
  "Sold through",
  "Champion role",
  "Lead source",
] as const;

/** Recorded as seldom as of customers: else what is not recorded would tell who was lost. */
function row(company: Company, random: Chance): Cell[] {
  const recorded = <T extends Cell>(value: T, missing: number): T | null =>
    random.chance(missing) ? null : value;
  return [
    company.name,
    company.domain,
    random.chance(0.02) ? "N/A" : company.industry,
    recorded(company.employees, 0.04),
    company.segment,
    company.country,
    recorded(company.founded, 0.1),
    recorded(company.revenueModel, 0.03),
    recorded(company.pricing, 0.05),
    recorded(company.ledger, 0.05),
    company.crm,
    recorded(company.stack.join(";"), 0.06),
    recorded(company.financeOwner ? "Yes" : "No", 0.07),
    recorded(company.funding, 0.08),
    company.throughPartner ? "Partner" : "Direct",
    recorded(company.champion, 0.06),
    company.source,
  ];
}

/** The companies whose deals were lost, with what was known of them, under the headings of the customers' table. */
export function lostCompaniesCsv(market: Market): string {
  const random = chanceOf(92_031);
  return csvText({ headings, rows: market.lost.map((company) => row(company, random)) });
}
