import type { Source, SourceColumn } from "#lib/import/sources/definition.ts";
import {
  hubspotCompanies,
  hubspotContacts,
  hubspotDeals,
  hubspotTickets,
} from "#lib/import/sources/hubspot.ts";
import { prospectingList } from "#lib/import/sources/prospecting.ts";
import {
  salesforceAccounts,
  salesforceLeads,
  salesforceOpportunities,
  salesforceReport,
} from "#lib/import/sources/salesforce.ts";
import { spendTable } from "#lib/import/sources/spend.ts";
import {
  chartmogulCustomers,
  chartmogulMovements,
  stripeSubscriptions,
} from "#lib/import/sources/subscriptions.ts";
import { intercomConversations, zendeskTickets } from "#lib/import/sources/support.ts";
import { workshopAccounts, workshopPeople } from "#lib/import/sources/workshop.ts";

export const sources: readonly Source[] = [
  hubspotCompanies,
  hubspotDeals,
  hubspotContacts,
  hubspotTickets,
  salesforceAccounts,
  salesforceReport,
  salesforceOpportunities,
  salesforceLeads,
  stripeSubscriptions,
  chartmogulCustomers,
  chartmogulMovements,
  zendeskTickets,
  intercomConversations,
  prospectingList,
  spendTable,
  workshopAccounts,
  workshopPeople,
];

/** A table nobody has described: one row per account, its columns judged by their words and cells. */
export const ownTable: Source = {
  id: "own-table",
  label: "Own table",
  tool: "own",
  kind: "company",
  columns: [],
  needs: [],
};

type Matched = Omit<SourceColumn, "names">;

export interface Recognised {
  readonly source: Source;
  /** How sure, 0-1: below one half the table counts as the user's own. */
  readonly confidence: number;
  /** What the source says each heading is; null where it does not know it. */
  readonly columns: readonly (Matched | null)[];
}

/** A heading without case, spaces and punctuation, so that labels and internal names can be compared. */
export function headingKey(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#%]+/gu, "");
}

interface Known {
  readonly source: Source;
  readonly byKey: ReadonlyMap<string, SourceColumn>;
  readonly needs: readonly (readonly string[])[];
}

const known: readonly Known[] = sources.map((source) => ({
  source,
  byKey: new Map(source.columns.flatMap((one) => one.names.map((name) => [headingKey(name), one] as const))),
  needs: source.needs.map((group) => group.map(headingKey)),
}));

/** In how many sources a heading occurs: one that occurs in many says little. */
const sourcesWith = new Map<string, number>();
for (const { source, byKey } of known) {
  // The workshop's own are told by their first heading; the others must not become less telling by them.
  if (source.tool === "ICP Workshop") continue;
  for (const key of byKey.keys()) sourcesWith.set(key, (sourcesWith.get(key) ?? 0) + 1);
}

/** Headings as an export has them, or with blanks for underscores: the API's names have no blanks in them. */
function apiShare(headings: readonly string[]): number {
  const joined = headings.filter((heading) => !/\s/.test(heading.trim())).length;
  return headings.length === 0 ? 0 : joined / headings.length;
}

function matchColumns({ source, byKey }: Known, headings: readonly string[]): (Matched | null)[] {
  return headings.map((heading) => {
    const pattern = source.patterns?.find((one) => one.pattern.test(heading.trim()));
    return byKey.get(headingKey(heading)) ?? pattern?.column ?? null;
  });
}

/**
 * Evidence is the sum over the headings known to the source of how few other sources have them; the confidence grows
 * with it towards one, and is lower where many headings are foreign to the source.
 */
function judge(one: Known, headings: readonly string[]): Recognised & { readonly evidence: number } {
  const keys = headings.map(headingKey);
  const columns = matchColumns(one, headings);
  const met =
    one.needs.every((group) => group.some((key) => keys.includes(key))) &&
    (one.source.onlyThese !== true || columns.every((column) => column !== null));
  if (!met) return { source: one.source, confidence: 0, columns, evidence: 0 };
  let evidence = 0;
  let matched = 0;
  columns.forEach((column, i) => {
    if (column === null) return;
    matched++;
    evidence += 1 / (sourcesWith.get(keys[i] ?? "") ?? 2);
  });
  const share = headings.length === 0 ? 0 : matched / headings.length;
  return {
    source: one.source,
    confidence: (1 - Math.exp(-1.2 * evidence)) * (0.55 + 0.45 * Math.min(1, share * 1.25)),
    columns,
    evidence,
  };
}

/**
 * Recognises whose export a table is from the set of its headings, in any order, labels or internal names alike. What
 * no known export fits is the user's own table, with the confidence that it is none of the known ones.
 */
export function recogniseSource(headings: readonly string[]): Recognised {
  const judged = known.map((one) => judge(one, headings));
  const best = judged.reduce((a, b) => (b.evidence > a.evidence ? b : a));
  const rounded = Math.round(best.confidence * 100) / 100;
  if (rounded < 0.5) {
    return { source: ownTable, confidence: 1 - rounded, columns: headings.map(() => null) };
  }
  const isOpportunity = best.source === salesforceReport || best.source === salesforceOpportunities;
  const source = !isOpportunity
    ? best.source
    : apiShare(headings) > 0.7
      ? salesforceOpportunities
      : salesforceReport;
  return { source, confidence: rounded, columns: best.columns };
}

/** The source of this id, or the own table. */
export const sourceOf = (id: string): Source => sources.find((source) => source.id === id) ?? ownTable;

/** The headings as a given source has them, for when somebody says whose export it is. */
export function readAsSource(source: Source, headings: readonly string[]): Recognised {
  const one = known.find((candidate) => candidate.source === source);
  return {
    source,
    confidence: 1,
    columns: one === undefined ? headings.map(() => null) : matchColumns(one, headings),
  };
}
