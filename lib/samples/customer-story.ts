import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { dayOf } from "#lib/samples/calendar.ts";
import type { Company } from "#lib/samples/market.ts";
import type { Chance } from "#lib/samples/random.ts";

export const eightQuartersFrom = "2024-10-01";
/** The day of the export: the last day of the eighth quarter. */
export const eightQuartersAsOf = "2026-09-30";

/** What became of one customer. Days count from 1970-01-01. */
export interface CustomerStory {
  readonly start: number;
  readonly end: number | null;
  readonly lived: number;
  readonly cycleDays: number;
  readonly onboardingDays: number;
  readonly tickets90: number;
  readonly expansion: number;
  readonly contract: number;
}

/**
 * Monthly hazard of leaving. Planted: companies that bill once leave four times as fast (the must-have),
 * a ledger they built themselves triples it (the disqualifier), small companies leave sooner, and at every size
 * partners' customers stay longer (the reversal). The CRM plays no part (the null trait).
 */
function hazardOf(company: Company): number {
  const model = company.revenueModel === "One-off" ? 4 : 1;
  const ledger = company.ledger === "Custom-built" ? 3.2 : 1;
  const size = { Small: 6.5, "Mid-market": 1, Enterprise: 0.8 }[company.segment];
  const partner = company.throughPartner ? 0.36 : 1;
  const owner = company.financeOwner ? 0.45 : 1;
  return 0.015 * model * ledger * size * partner * owner;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** The first three months are a minimum term; after it customers leave at their hazard. */
export function customerStory(company: Company, random: Chance): CustomerStory {
  const asOf = dayOf(eightQuartersAsOf);
  const span = asOf - 10 - dayOf(eightQuartersFrom);
  const start = dayOf(eightQuartersFrom) + Math.floor(span * random.next());
  const months = 3 + Math.min(random.wait(1 / hazardOf(company)), 240);
  const end = start + Math.round(months * daysPerMonth);
  const left = end <= asOf;
  return {
    start,
    end: left ? end : null,
    lived: (left ? end : asOf) - start,
    cycleDays: cycleOf(company, random),
    onboardingDays: onboardingOf(company, random),
    tickets90: random.count(ticketRate(company)),
    expansion: Math.round(expansionOf(company, random)),
    contract: Math.max(
      2400,
      Math.round((1800 + 520 * Math.sqrt(company.employees) * random.normal(1, 0.15)) / 120) * 120,
    ),
  };
}

export function cycleOf(company: Company, random: Chance): number {
  const base = { Small: 24, "Mid-market": 48, Enterprise: 105 }[company.segment];
  const owner = company.financeOwner ? 0.82 : 1;
  return Math.round(clamp(random.normal(base * owner, base * 0.3), 5, 300));
}

function onboardingOf(company: Company, random: Chance): number {
  const base = { Small: 24, "Mid-market": 33, Enterprise: 58 }[company.segment];
  const ledger = company.ledger === "Custom-built" ? 34 : 0;
  const partner = company.throughPartner ? -5 : 0;
  return Math.round(clamp(random.normal(base + ledger + partner, 8), 4, 180));
}

export function ticketRate(company: Company): number {
  const ledger = company.ledger === "Custom-built" ? 5 : 0;
  const model = company.revenueModel === "One-off" ? 2.5 : 0;
  return 2.6 + ledger + model + (company.financeOwner ? 0 : 1);
}

function expansionOf(company: Company, random: Chance): number {
  const model = company.revenueModel === "One-off" ? -6 : 13;
  const pricing = company.pricing === "Usage-based" ? 11 : 0;
  const size = { Small: -5, "Mid-market": 4, Enterprise: 2 }[company.segment];
  return random.normal(model + pricing + size + (company.financeOwner ? 6 : 0), 11);
}
