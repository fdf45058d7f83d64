import { isoDate } from "#lib/import/value.ts";
import {
  hasDomain,
  isDoubled,
  otherSpelling,
  plainDialect,
  type Sheet,
  sheetOf,
  type Writing,
} from "#lib/samples/testing/exports-file.ts";
import type { StoryCompany, StoryCustomer } from "#lib/samples/testing/exports-story.ts";

const subscriptionHeadings = (idHeading: string) => [
  "id",
  "Customer ID",
  "Customer Email",
  "Customer Name",
  "Plan",
  "Quantity",
  "Currency",
  "Interval",
  "Amount",
  "Status",
  "Created (UTC)",
  "Start Date (UTC)",
  "Trial Start (UTC)",
  "Trial End (UTC)",
  "Canceled At (UTC)",
  "Ended At (UTC)",
  idHeading,
];

const at = (day: number | null) => (day === null ? "" : `${isoDate(day)} 11:40:02`);

interface Time {
  readonly start: number;
  readonly trialEnd: number | null;
  readonly ended: number | null;
  readonly mrr: number;
}

function timesOf(customer: StoryCustomer): Time[] {
  const { start, churned, firstMrr, upgrade } = customer;
  if (upgrade === null) return [{ start, trialEnd: null, ended: churned, mrr: firstMrr }];
  return [
    { start, trialEnd: null, ended: upgrade.day, mrr: firstMrr },
    { start: upgrade.day, trialEnd: null, ended: churned, mrr: upgrade.mrr },
  ];
}

/** How the billing knows the company: by its id in the CRM, by an address of it, or only by its name. */
function writeSubscriptions(
  writing: Writing,
  companies: readonly StoryCompany[],
  idHeading: string,
  idOf: (company: StoryCompany) => string | number,
): void {
  const sheet = sheetOf(writing, "stripe-subscriptions.csv", subscriptionHeadings(idHeading), plainDialect);
  for (const company of companies) {
    const tried = company.triedOn === null ? [] : [tryOut(company.triedOn)];
    const times = company.customer === null ? tried : timesOf(company.customer);
    times.forEach((time, i) => {
      const knownBy = (company.id - 9001) % 4;
      const domain = knownBy === 3 ? `billing.${company.domain}` : company.domain;
      const email = knownBy === 0 ? "" : knownBy === 2 ? `pay${company.id}@gmail.com` : `ap@${domain}`;
      const name = knownBy === 2 ? otherSpelling(company) : "";
      addSubscription(sheet, company, i, time, [email, name, knownBy === 0 ? idOf(company) : ""]);
      if (knownBy === 0) writing.joins.byId++;
      else if (knownBy === 2) writing.joins.byName++;
      else writing.joins.byDomain++;
    });
  }
  sheet.finish();
}

const tryOut = (start: number): Time => ({ start, trialEnd: start + 14, ended: start + 14, mrr: 90 });

function addSubscription(
  sheet: Sheet,
  { id }: StoryCompany,
  index: number,
  { start, trialEnd, ended, mrr }: Time,
  [email, name, crmId]: readonly [string, string, string | number],
): void {
  const byYear = id % 3 === 0;
  const seats = id % 5 === 0 ? 2 : 1;
  sheet.add(
    `sub_${id}${index}`,
    `cus_${id}`,
    email,
    name,
    ["Team", "Pro"][index] ?? "Pro",
    seats,
    "usd",
    byYear ? "year" : "month",
    ((byYear ? mrr * 12 : mrr) / seats).toFixed(2),
    ended === null ? "active" : "canceled",
    at(start),
    at(start),
    trialEnd === null ? "" : at(start),
    at(trialEnd),
    at(ended),
    at(ended),
    crmId,
  );
}

const ticketHeadings = [
  "Id",
  "Requester",
  "Requester email",
  "Organization",
  "Subject",
  "Tags",
  "Status",
  "Priority",
  "Created at",
  "Solved at",
  "Satisfaction Score",
] as const;

/** Tickets: some by the address of the company, some by its name alone, one of nobody, and one line that is cut off. */
function writeTickets(writing: Writing, companies: readonly StoryCompany[]): void {
  const sheet = sheetOf(writing, "zendesk-tickets.csv", ticketHeadings, { ...plainDialect, newline: "\r\n" });
  let id = 70_000;
  const add = (email: string, organization: string, day: number) => {
    const score = ["Good", "Bad", "Unoffered"][id % 3]!;
    const subject = `It says "no",\r\nand stops`;
    const time = `${isoDate(day)}T08:00:00Z`;
    sheet.add(id++, "Somebody", email, organization, subject, "login web", "Closed", "", time, time, score);
  };
  for (const company of companies) {
    for (const day of company.customer?.tickets ?? []) {
      const byAddress = id % 3 !== 2 && hasDomain(company);
      const email = byAddress ? `help@${company.domain}` : "somebody@gmail.com";
      add(email, byAddress ? "" : otherSpelling(company), day);
      if (isDoubled(companies, company)) writing.joins.doubtful++;
      else if (byAddress) writing.joins.byDomain++;
      else writing.joins.byName++;
    }
  }
  add("somebody@gmail.com", "", 19_500);
  writing.joins.without++;
  sheet.add(id, "Somebody", "cut@off");
  sheet.problem(null, "ragged");
  sheet.finish();
}

/** Writes the subscriptions as Stripe and the tickets as Zendesk export them. */
export function writeAfterSale(
  writing: Writing,
  companies: readonly StoryCompany[],
  idHeading: string,
  idOf: (company: StoryCompany) => string | number,
): void {
  writeSubscriptions(writing, companies, idHeading, idOf);
  writeTickets(writing, companies);
}
