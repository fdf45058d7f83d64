import { isoDate } from "#lib/import/value.ts";
import { dayOf } from "#lib/samples/calendar.ts";
import { cycleOf, eightQuartersAsOf, eightQuartersFrom, ticketRate } from "#lib/samples/customer-story.ts";
import { type Customer, lossReason, type Market } from "#lib/samples/eight-quarters.ts";
import type { Company } from "#lib/samples/market.ts";
import { personName } from "#lib/samples/names.ts";
import { type Chance, chanceOf } from "#lib/samples/random.ts";
import { type Cell, csvText, type SampleTable } from "#lib/samples/table.ts";

const sellers = ["Ebba Nyström", "Paolo Ferri", "Ruth Adeyemi", "Karim Belkacem"] as const;

const dealHeadings = [
  "Record ID",
  "Deal Name",
  "Company",
  "Company Domain Name",
  "Deal Stage",
  "Amount",
  "Create Date",
  "Close Date",
  "Deal owner",
  "Original Source",
  "Champion role",
  "Closed Lost Reason",
] as const;

interface Deal {
  readonly company: Company;
  readonly won: boolean;
  readonly amount: number;
  readonly created: number;
  readonly closed: number;
  readonly reason: string | null;
}

function lostDeal(company: Company, random: Chance): Deal {
  const closed = random.between(dayOf(eightQuartersFrom), dayOf(eightQuartersAsOf));
  const cycle = Math.round(cycleOf(company, random) * 1.3);
  return {
    company,
    won: false,
    amount: dealSize(company),
    created: closed - cycle,
    closed,
    reason: lossReason(company, random),
  };
}

const dealSize = (company: Company): number =>
  Math.round((1800 + 520 * Math.sqrt(company.employees)) / 120) * 120;

function dealsOf({ company, story, earlierLoss }: Customer, random: Chance): Deal[] {
  const created = story.start - story.cycleDays;
  const won: Deal = {
    company,
    won: true,
    amount: story.contract,
    created,
    closed: story.start,
    reason: null,
  };
  if (earlierLoss === null) return [won];
  const closed = created - random.between(60, 240);
  const first: Deal = {
    company,
    won: false,
    amount: dealSize(company),
    created: closed - 40,
    closed,
    reason: earlierLoss,
  };
  return [first, won];
}

/** Every deal of the eight quarters, won and lost, in the order of its creation. */
export function dealsTable(market: Market): SampleTable {
  const random = chanceOf(92_026);
  const deals = [
    ...market.customers.flatMap((customer) => dealsOf(customer, random)),
    ...market.lost.map((company) => lostDeal(company, random)),
  ].sort((a, b) => a.created - b.created || (a.company.domain < b.company.domain ? -1 : 1));
  const rows = deals.map((deal, index): Cell[] => [
    40_001 + index,
    `${deal.company.name} – billing`,
    deal.company.name,
    deal.company.domain,
    deal.won ? "Closed Won" : "Closed Lost",
    deal.amount,
    isoDate(deal.created),
    isoDate(deal.closed),
    random.pick(sellers),
    deal.company.source,
    random.chance(0.15) ? null : deal.company.champion,
    deal.reason,
  ]);
  return { headings: dealHeadings, rows };
}

const ticketHeadings = [
  "Ticket ID",
  "Company",
  "Company Domain Name",
  "Subject",
  "Tags",
  "Priority",
  "Ticket status",
  "Create date",
  "Close date",
  "Satisfaction",
] as const;

const subjects = [
  ["Invoice does not match the ledger", "ledger"],
  ["Cannot import old invoices", "import"],
  ["Question about tax rates", "tax"],
  ["Webhook arrived twice", "api"],
  ["How do I change a plan in the middle of a month", "plans"],
  ["Please add a one-off charge", "one-off"],
  ["Custom ledger export fails", "ledger"],
] as const;

function ticketsOf({ company, story }: Customer, random: Chance): Cell[][] {
  const early = Array.from({ length: story.tickets90 }, () => random.between(0, 89));
  const laterMonths = Math.max(0, story.lived - 90) / 30;
  const later = Array.from(
    { length: random.count(Math.min(20, laterMonths * ticketRate(company) * 0.1)) },
    () => random.between(90, Math.max(91, story.lived)),
  );
  return [...early, ...later]
    .filter((age) => age <= story.lived)
    .sort((a, b) => a - b)
    .map((age) => {
      const [subject, tag] = random.pick(company.ledger === "Custom-built" ? subjects : subjects.slice(0, 6));
      const open = dayOf(eightQuartersAsOf) - (story.start + age) < 4 && random.chance(0.6);
      return [
        company.name,
        company.domain,
        subject,
        tag,
        random.weighted([
          ["Low", 30],
          ["Normal", 50],
          ["High", 20],
        ] as const),
        open ? "Open" : "Closed",
        isoDate(story.start + age),
        open ? null : isoDate(story.start + age + random.between(0, 6)),
        random.chance(0.6)
          ? null
          : random.weighted([
              ["Good", 80],
              ["Bad", 20],
            ] as const),
      ];
    });
}

export function ticketsTable(market: Market): SampleTable {
  const random = chanceOf(92_027);
  const rows = market.customers.flatMap((customer) => ticketsOf(customer, random));
  return { headings: ticketHeadings, rows: rows.map((row, index) => [`T-${10_001 + index}`, ...row]) };
}

const subscriptionHeadings = [
  "id",
  "Customer Name",
  "Company Domain Name",
  "Plan",
  "Status",
  "Currency",
  "Interval",
  "Amount",
  "Start Date (UTC)",
  "Ended At (UTC)",
  "Cancellation Reason",
] as const;

/** One subscription a customer, and a second one from its first anniversary where what it pays has changed. */
function subscriptionsOf({ company, story }: Customer, random: Chance): Cell[][] {
  const plan = { Small: "Starter", "Mid-market": "Team", Enterprise: "Scale" }[company.segment];
  const monthly = Math.round(story.contract / 12);
  const row = (amount: number, from: number, to: number | null, reason: string | null): Cell[] => [
    company.name,
    company.domain,
    plan,
    to === null ? "active" : "canceled",
    "eur",
    "month",
    amount,
    isoDate(from),
    to === null ? null : isoDate(to),
    reason,
  ];
  const why =
    story.end === null
      ? null
      : random.pick(["too_expensive", "missing_features", "unused", "switched_service"] as const);
  if (story.lived < 365 || story.expansion === 0) return [row(monthly, story.start, story.end, why)];
  const anniversary = story.start + 365;
  return [
    row(monthly, story.start, anniversary, "plan changed"),
    row(Math.round(monthly * (1 + story.expansion / 100)), anniversary, story.end, why),
  ];
}

export function subscriptionsTable(market: Market): SampleTable {
  const random = chanceOf(92_028);
  const rows = market.customers.flatMap((customer) => subscriptionsOf(customer, random));
  return {
    headings: subscriptionHeadings,
    rows: rows.map((row, index) => [`sub_${100_001 + index}`, ...row]),
  };
}

const peopleHeadings = [
  "Record ID",
  "First Name",
  "Last Name",
  "Email",
  "Job Title",
  "Company",
  "Company Domain Name",
] as const;

/** The champion of every customer, by invented name. */
export function peopleTable(market: Market): SampleTable {
  const random = chanceOf(92_029);
  const rows = market.customers.map(({ company }, index): Cell[] => {
    const { given, family } = personName(random);
    return [
      70_001 + index,
      given,
      family,
      `contact@${company.domain}`,
      company.champion,
      company.name,
      company.domain,
    ];
  });
  return { headings: peopleHeadings, rows };
}

export const salesHistory = (market: Market) =>
  [
    { kind: "deal", fileName: "deals.csv", text: csvText(dealsTable(market)) },
    { kind: "ticket", fileName: "tickets.csv", text: csvText(ticketsTable(market)) },
    { kind: "subscription", fileName: "subscriptions.csv", text: csvText(subscriptionsTable(market)) },
    { kind: "person", fileName: "people.csv", text: csvText(peopleTable(market)) },
  ] as const;
