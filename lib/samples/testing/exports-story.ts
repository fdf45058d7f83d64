import { dayOf } from "#lib/samples/calendar.ts";
import { type CompanyName, companyNames, personName } from "#lib/samples/names.ts";
import type { Chance } from "#lib/samples/random.ts";

/** The day all files of the story were exported. */
export const exportedOn = dayOf("2025-06-30");

export interface StoryDeal {
  readonly id: number;
  readonly won: boolean | null;
  readonly created: number;
  readonly closed: number;
  readonly amount: number;
  readonly reason: string | null;
}

export interface StoryPerson {
  readonly id: number;
  readonly given: string;
  readonly family: string;
  readonly title: string;
}

/** One company and all that happened to it: what the files must give back. Days are counted from 1970-01-01. */
export interface StoryCompany extends CompanyName {
  /** In HubSpot, and in Salesforce. */
  readonly id: number;
  readonly industry: string;
  readonly country: string;
  readonly employees: number | null;
  readonly people: readonly StoryPerson[];
  readonly deals: readonly StoryDeal[];
  readonly customer: StoryCustomer | null;
  /** Its only subscription was a trial that came to nothing. */
  readonly triedOn: number | null;
}

export interface StoryCustomer {
  readonly start: number;
  readonly churned: number | null;
  readonly firstMrr: number;
  /** On the day of the upgrade a second subscription takes the place of the first. */
  readonly upgrade: { readonly day: number; readonly mrr: number } | null;
  readonly tickets: readonly number[];
}

const industries = ["SaaS", "Fintech", "Healthcare", "Retail", "Media", "Energy"] as const;
const countries = ["Germany", "France", "Netherlands", "Sweden", "United States"] as const;
const titles = [
  "CISO",
  "VP of Engineering",
  "Head of Data",
  "Procurement Manager",
  "Senior Developer",
] as const;
const reasons = ["Price", "No budget", "Chose a competitor", "Timing"] as const;

/** A company's history in the order in which it is told; every draw is from `random`. */
export function tellStory(random: Chance, companies: number): StoryCompany[] {
  const nameOf = companyNames(random);
  let deal = 5000;
  let person = 300;
  return Array.from({ length: companies }, (_, i) => {
    const industry = random.pick(industries);
    const start = random.chance(0.7) ? random.between(dayOf("2022-01-10"), dayOf("2025-03-01")) : null;
    const customer = start === null ? null : customerOf(start, random);
    const won = start === null ? [] : [wonDeal(++deal, start, (customer?.firstMrr ?? 0) * 12, random)];
    const lost = random.chance(0.5) ? [lostDeal(++deal, start, random)] : [];
    const open = random.chance(0.2) ? [openDeal(++deal, random)] : [];
    return {
      ...nameOf(industry),
      id: 9001 + i,
      industry,
      country: random.pick(countries),
      employees: random.chance(0.1) ? null : random.between(8, 4000),
      people: Array.from({ length: random.between(1, 3) }, () => ({
        id: ++person,
        ...personName(random),
        title: random.pick(titles),
      })),
      deals: [...lost, ...won, ...open],
      customer,
      triedOn:
        start === null && random.chance(0.3)
          ? random.between(dayOf("2024-01-01"), dayOf("2025-05-01"))
          : null,
    };
  });
}

function customerOf(start: number, random: Chance): StoryCustomer {
  const left = random.chance(0.3) ? start + random.between(60, 700) : null;
  const churned = left !== null && left < exportedOn ? left : null;
  const end = churned ?? exportedOn;
  const firstMrr = random.between(5, 200) * 10;
  const day = start + random.between(30, 300);
  const upgrade =
    random.chance(0.3) && day < end ? { day, mrr: firstMrr + random.between(1, 50) * 10 } : null;
  const tickets = Array.from({ length: random.count(4) }, () => random.between(start, end));
  return { start, churned, firstMrr, upgrade, tickets: tickets.sort((a, b) => a - b) };
}

const wonDeal = (id: number, closed: number, amount: number, random: Chance): StoryDeal => ({
  id,
  won: true,
  created: closed - random.between(10, 150),
  closed,
  amount,
  reason: null,
});

function lostDeal(id: number, start: number | null, random: Chance): StoryDeal {
  const closed = (start ?? dayOf("2024-06-01")) - random.between(160, 400);
  const created = closed - random.between(10, 90);
  return {
    id,
    won: false,
    created,
    closed,
    amount: random.between(1, 90) * 100,
    reason: random.pick(reasons),
  };
}

const openDeal = (id: number, random: Chance): StoryDeal => ({
  id,
  won: null,
  created: exportedOn - random.between(5, 60),
  closed: exportedOn + random.between(10, 90),
  amount: random.between(1, 90) * 100,
  reason: null,
});
