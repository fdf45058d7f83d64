import type { Attribute, KnownAt } from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { type Catalogue, foldCatalogue, keepingRanges } from "#lib/import/catalogue.ts";
import type { FoldedAccount } from "#lib/import/fold-accounts.ts";
import { inMainCurrencies, mainCurrencies } from "#lib/import/fold-currencies.ts";
import { onboardingTime } from "#lib/import/fold-onboarding.ts";
import type { TicketWindow } from "#lib/import/fold-tickets.ts";
import type { CellValue } from "#lib/import/read-cell.ts";
import type { SetTable } from "#lib/import/set-table.ts";
import type { RecordKind } from "#lib/import/sources/definition.ts";

/** A column that no file has: it is worked out from the rows of an account. */
interface Derived<Column, Value> {
  readonly column: Column;
  /** The kinds of rows that must all be among the files; of alternatives, one. */
  readonly needs: readonly (readonly RecordKind[])[];
  readonly of: (account: FoldedAccount) => Value | null;
}

const revenue: readonly RecordKind[] = ["subscription", "movement"];
const outcome = (
  name: string,
  kind: NumericOutcome["kind"],
  better: NumericOutcome["better"],
): NumericOutcome => ({ name, kind, better });

export const acquisitionCostName = "Acquisition cost";

/** The shortest time as a customer over which tickets per 90 days say something. */
const shortestExposure = 90;

const perNinetyDays = ({ count, days }: TicketWindow): number | null =>
  days < shortestExposure ? null : (count / days) * 90;

/** The time from the first deal won (or the day the setting up began) to the day of first use; where no file has that, to the first day paid for. */
function onboardingBy(
  finished: (account: FoldedAccount) => number | null,
  needs: Derived<NumericOutcome, number>["needs"],
): Derived<NumericOutcome, number> {
  return {
    column: outcome("Onboarding days", "onboarding", "lower"),
    needs,
    of: (account) => {
      const { onboarding, deals, start } = account;
      return onboardingTime(onboarding.began ?? deals?.firstWon ?? start, finished(account)).days;
    },
  };
}
const onboardingTold = onboardingBy(({ onboarding }) => onboarding.finished, []);

/** Expansion and MRR in the currency of the billing tool, times in days, rates and shares 0-1. */
const derivedOutcomes: readonly Derived<NumericOutcome, number>[] = [
  {
    column: outcome("Expansion", "expansion", "higher"),
    needs: [revenue],
    of: ({ revenue: paid }) => paid?.expansion ?? null,
  },
  {
    column: outcome("First MRR", "value", "higher"),
    needs: [revenue],
    of: ({ revenue: paid }) => paid?.firstMrr ?? null,
  },
  {
    column: outcome("Current MRR", "value", "higher"),
    needs: [revenue],
    of: ({ revenue: paid }) => paid?.currentMrr ?? null,
  },
  onboardingBy(({ revenue: paid }) => paid?.start ?? null, [["deal"], revenue]),
  {
    column: outcome("Tickets in the first 90 days", "support", "lower"),
    needs: [["ticket"]],
    of: ({ tickets }) => (tickets?.first90.whole === true ? tickets.first90.count : null),
  },
  {
    column: { ...outcome("Tickets per 90 days", "support", "lower"), perDays: 90 },
    needs: [["ticket"]],
    of: ({ tickets }) => (tickets === null ? null : perNinetyDays(tickets.life)),
  },
  {
    column: outcome("Satisfaction", "support", "higher"),
    needs: [["ticket"]],
    of: ({ tickets }) => tickets?.satisfaction ?? null,
  },
  {
    column: outcome("Sales cycle days", "sales effort", "lower"),
    needs: [["deal"]],
    of: ({ deals }) => deals?.cycleDays ?? null,
  },
  {
    column: { ...outcome("Days in sale", "sales effort", "lower"), sale: "days" },
    needs: [["deal"]],
    of: ({ deals }) => deals?.sale?.days ?? null,
  },
  {
    column: { ...outcome("Sale won", "sales effort", "higher"), sale: "won" },
    needs: [["deal"]],
    of: ({ deals }) => (typeof deals?.sale?.won === "boolean" ? Number(deals.sale.won) : null),
  },
  {
    // Worked out when all accounts are known (see fold-frame.ts): it depends on who else was won that month.
    column: outcome(acquisitionCostName, "sales effort", "lower"),
    needs: [["spend"]],
    of: () => null,
  },
  {
    column: outcome("Win rate", "sales effort", "higher"),
    needs: [["deal"]],
    of: ({ deals }) =>
      deals === null || deals.won + deals.lost === 0 ? null : deals.won / (deals.won + deals.lost),
  },
  {
    column: outcome("Deals lost", "sales effort", "lower"),
    needs: [["deal"]],
    of: ({ deals }) => deals?.lost ?? null,
  },
  {
    column: outcome("First deal amount", "value", "higher"),
    needs: [["deal"]],
    of: ({ deals }) => deals?.firstAmount ?? null,
  },
  {
    column: outcome("Won amount", "value", "higher"),
    needs: [["deal"]],
    of: ({ deals }) => deals?.wonAmount ?? null,
  },
];

const derivedAttribute = (name: string, knownAt: KnownAt): Attribute => ({
  name,
  dimension: "buying process",
  knownAt,
  type: "text",
});

const derivedAttributes: readonly Derived<Attribute, string>[] = [
  {
    column: derivedAttribute("Champion seniority", "deal"),
    needs: [["deal"], ["person"]],
    of: ({ deals }) => deals?.champion?.seniority ?? null,
  },
  {
    column: derivedAttribute("Champion function", "deal"),
    needs: [["deal"], ["person"]],
    of: ({ deals }) => deals?.champion?.function ?? null,
  },
  {
    // It is told when all is over, so it cannot choose whom to sell to.
    column: derivedAttribute("Loss reason", "customer"),
    needs: [["deal"]],
    of: ({ deals }) => deals?.lossReason ?? null,
  },
];

/** Kinds whose rows say something of the account itself; people and tickets do not. */
const traitKinds: readonly RecordKind[] = ["company", "deal", "subscription", "movement", "lead"];

/** What a deal or a subscription says was not known before there was one. */
function knownAtOf(kind: RecordKind, said: KnownAt): KnownAt {
  if (said !== "prospect") return said;
  if (kind === "deal") return "deal";
  return kind === "subscription" || kind === "movement" ? "customer" : "prospect";
}

/** The traits that the exports of tools bring, a newer one deciding what they are. */
export function traitsOf(tables: readonly SetTable[]): Attribute[] {
  const found = new Map<string, Attribute>();
  for (const { plan, own } of tables) {
    if (own !== null || !traitKinds.includes(plan.source.kind)) continue;
    for (const { heading, role, field, mapping } of plan.columns) {
      if (role !== "attribute" || field !== "trait") continue;
      const { dimension, type } = mapping;
      const knownAt = knownAtOf(plan.source.kind, mapping.knownAt);
      found.set(heading, keepingRanges(found.get(heading), { name: heading, dimension, knownAt, type }));
    }
  }
  return [...found.values()];
}

/** Everything that is worked out of the rows of exports, for the files that there are. */
export interface FoldedColumns {
  readonly traits: readonly Attribute[];
  readonly attributes: readonly Attribute[];
  readonly outcomes: readonly NumericOutcome[];
  /** In the order of traits and attributes; `trait` gives the value of a trait by its heading. */
  values(account: FoldedAccount, trait: (heading: string) => CellValue): readonly CellValue[];
  /** In the order of outcomes; NaN is missing. */
  outcomeValues(account: FoldedAccount): readonly number[];
}

const isOfTool = ({ own }: SetTable) => own === null;

/** The columns that folding brings. A name that somebody's own table has is that table's. */
export function foldedColumns(tables: readonly SetTable[]): FoldedColumns {
  const kinds = new Set(tables.filter(isOfTool).map(({ plan }) => plan.source.kind));
  const own = foldCatalogue(tables.flatMap((table) => (table.own === null ? [] : [table.own])));
  const traits = traitsOf(tables).filter(({ name }) => !own.outcomes.some((one) => one.name === name));
  const taken = new Set([...traits, ...own.attributes, ...own.outcomes].map(({ name }) => name));
  const isThere = <C extends { name: string }, V>({ column, needs }: Derived<C, V>) =>
    !taken.has(column.name) && needs.every((group) => group.some((kind) => kinds.has(kind)));
  const attributes = derivedAttributes.filter(isThere);
  const isTold = tables.some(
    (table) => isOfTool(table) && table.plan.columns.some(({ field }) => field === "onboarded"),
  );
  const outcomes = derivedOutcomes
    .map((one) => (isTold && one.column.name === onboardingTold.column.name ? onboardingTold : one))
    .filter(isThere);
  return {
    traits,
    attributes: attributes.map(({ column }) => column),
    outcomes: outcomes.map(({ column }) => column),
    values: (account, trait) => [
      ...traits.map(({ name }) => trait(name)),
      ...attributes.map(({ of }) => of(account)),
    ],
    outcomeValues: (account) => outcomes.map(({ of }) => of(account) ?? Number.NaN),
  };
}

/** All columns of a workspace: what exports bring, what own tables bring, what is worked out. */
export function catalogueOf(all: readonly SetTable[]): Catalogue {
  const main = mainCurrencies(all);
  const tables = all.map((table) => inMainCurrencies(table, main));
  const folded = foldedColumns(tables);
  const own = foldCatalogue(tables.flatMap((table) => (table.own === null ? [] : [table.own])));
  const attributes = new Map<string, Attribute>();
  for (const one of [...folded.traits, ...own.attributes, ...folded.attributes])
    attributes.set(one.name, keepingRanges(attributes.get(one.name), one));
  return { attributes: [...attributes.values()], outcomes: [...own.outcomes, ...folded.outcomes] };
}

/** Whether an export says who left: without a billing tool an account that won a deal may be gone all the same. */
export const tellsRetention = ({ plan, own }: SetTable): boolean =>
  own === null &&
  (revenue.includes(plan.source.kind) ||
    plan.columns.some(({ field }) => field === "ended" && plan.source.kind === "company"));
