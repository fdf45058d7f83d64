import { type DealOutcome, dealWon, firstWonOf, foldDeals } from "#lib/import/fold-deals.ts";
import { foldMovements } from "#lib/import/fold-movements.ts";
import { type PersonRole, personRole } from "#lib/import/fold-people.ts";
import {
  foldSubscriptions,
  monthlyRevenue,
  type SubscriptionOutcome,
} from "#lib/import/fold-subscriptions.ts";
import { foldTickets, type TicketOutcome } from "#lib/import/fold-tickets.ts";
import type { JoinedAccount } from "#lib/import/join.ts";
import type { CellValue } from "#lib/import/read-cell.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";
import { readYesNo } from "#lib/import/value.ts";

export interface Person extends PersonRole {
  /** Of the tool the person was exported from. */
  readonly id: string | null;
  readonly title: string | null;
}

/** An account with everything its rows come to. What no file says is null. */
export interface FoldedAccount extends JoinedAccount {
  /** By heading. */
  readonly traits: ReadonlyMap<string, CellValue>;
  readonly deals: (DealOutcome & { readonly champion: Person | null }) | null;
  readonly revenue: SubscriptionOutcome | null;
  readonly tickets: TicketOutcome | null;
  readonly people: readonly Person[];
  /** Days since 1970-01-01: what was paid for first, or won first, or is said to be the start. */
  readonly start: number | null;
  readonly churned: number | null;
  /** Days on which it began to be set up, and used what it had bought, where its companies or deals say so. */
  readonly onboarding: { readonly began: number | null; readonly finished: number | null };
}

const text = (record: SourceRecord, field: Field): string | null => {
  const value = record.values.get(field);
  return typeof value === "string" ? value : null;
};
const number = (record: SourceRecord, field: Field): number | null => {
  const value = record.values.get(field);
  return typeof value === "number" ? value : null;
};
const yesNo = (record: SourceRecord, field: Field): boolean | null => {
  const value = text(record, field);
  return value === null ? null : readYesNo(value);
};

/** What a row says of its deal. */
export function readDeal(record: SourceRecord) {
  const probability = number(record, "probability");
  return {
    won: dealWon({
      won: yesNo(record, "won"),
      lost: yesNo(record, "lost"),
      isClosed: yesNo(record, "is closed"),
      stage: text(record, "stage"),
      probability,
    }),
    created: number(record, "created"),
    closed: number(record, "closed"),
    amount: number(record, "amount"),
    lossReason: text(record, "loss reason"),
  };
}

function readSubscription(record: SourceRecord) {
  return {
    status: text(record, "status"),
    started: number(record, "started") ?? number(record, "created"),
    trialEnd: number(record, "trial end"),
    canceled: number(record, "canceled"),
    ended: number(record, "ended"),
    mrr: monthlyRevenue(number(record, "amount"), text(record, "interval"), number(record, "quantity")),
    currency: text(record, "currency"),
  };
}

function readMovement(record: SourceRecord) {
  const day = number(record, "date");
  if (day === null) return [];
  const kind = text(record, "movement") ?? "";
  return [{ day, kind, change: number(record, "change"), currency: text(record, "currency") }];
}

function readPerson(record: SourceRecord): Person {
  const title = text(record, "title");
  const said = { seniority: text(record, "seniority"), function: text(record, "function") };
  return { id: text(record, "record id"), title, ...personRole(title, said) };
}

/** The row of the deal that made the account a customer; null: none did. */
export function firstWonDeal(deals: readonly SourceRecord[]): SourceRecord | null {
  return firstWonOf(deals.map((record) => ({ ...readDeal(record), record })))?.record ?? null;
}

/** The first person named on the first deal won; whoever was met only after it did not bring it about. */
function championOf(deals: readonly SourceRecord[], people: readonly SourceRecord[]): Person | null {
  const first = firstWonDeal(deals);
  if (first === null) return null;
  const ids = (text(first, "contact ids") ?? "").split(/[;,|]/).map((id) => id.trim());
  const until = number(first, "closed") ?? Number.POSITIVE_INFINITY;
  const found = people.find((record) => {
    const id = text(record, "record id");
    return id !== null && ids.includes(id) && (number(record, "created") ?? until) <= until;
  });
  return found === undefined ? null : readPerson(found);
}

function revenueOf(
  of: (kind: RecordKind) => readonly SourceRecord[],
  today: number,
): SubscriptionOutcome | null {
  const subscriptions = of("subscription");
  if (subscriptions.length > 0) return foldSubscriptions(subscriptions.map(readSubscription), today);
  const movements = of("movement");
  return movements.length > 0 ? { ...foldMovements(movements.flatMap(readMovement)), trials: 0 } : null;
}

/** Folds the records of one account, of companies the one that counts most first. Repeated rows must be left out. */
export function foldAccount(
  account: JoinedAccount,
  records: readonly SourceRecord[],
  today: number,
  ticketsUntil: number | null,
  dealsUntil: number = today,
): FoldedAccount {
  const of = (kind: RecordKind) => records.filter(({ join }) => join.kind === kind);
  const traits = new Map<string, CellValue>();
  for (const record of of("company")) {
    for (const [heading, value] of record.traits) if (!traits.has(heading)) traits.set(heading, value);
  }
  const dealRecords = of("deal");
  const people = of("person").map(readPerson);
  const folded =
    dealRecords.length === 0
      ? null
      : foldDeals(dealRecords.map(readDeal), dealsUntil > 0 ? dealsUntil : null);
  const revenue = revenueOf(of, today);
  const said = (field: Field) =>
    of("company")
      .map((record) => number(record, field))
      .find((day) => day !== null) ?? null;
  const earliest = (field: Field) =>
    [...of("company"), ...dealRecords]
      .map((record) => number(record, field))
      .reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null);
  const start = said("started") ?? revenue?.start ?? folded?.firstWon ?? null;
  const churned = said("ended") ?? revenue?.churned ?? null;
  const tickets = of("ticket").map((record) => ({
    created: number(record, "created"),
    satisfaction: text(record, "satisfaction"),
  }));
  return {
    ...account,
    traits,
    deals: folded === null ? null : { ...folded, champion: championOf(dealRecords, of("person")) },
    revenue,
    tickets:
      start === null || ticketsUntil === null || (churned === null && revenue?.leftUnknownDay)
        ? null
        : foldTickets(tickets, start, Math.min(churned ?? ticketsUntil, ticketsUntil)),
    people,
    start,
    churned,
    onboarding: { began: earliest("onboarding began"), finished: earliest("onboarded") },
  };
}
