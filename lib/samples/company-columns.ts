import type { Company } from "#lib/samples/market.ts";
import type { Chance } from "#lib/samples/random.ts";
import type { Cell } from "#lib/samples/table.ts";

/** What is known of a company, customer or not. */
export const companyHeadings = [
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

/** Recorded as seldom of a company that was lost as of a customer: else what is not recorded would tell who was lost. */
export function companyCells(company: Company, random: Chance): Cell[] {
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
