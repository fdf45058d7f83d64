import { firstWonDeal } from "#lib/import/fold-accounts.ts";
import { groupHeadings, type Spend } from "#lib/import/fold-spend.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import { headingKey } from "#lib/import/source.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";

/** What of a folded account says when it was won. Days since 1970-01-01. */
interface Won {
  readonly deals: { readonly firstWon: number | null } | null;
  readonly start: number | null;
}

function numberIn(record: SourceRecord, field: Field): number | null {
  const value = record.values.get(field);
  return typeof value === "number" ? value : null;
}

/** The channel or segment under which the spend names its groups, of the first deal won before the company. */
export function groupOf(heading: string | null, records: readonly SourceRecord[]): string | null {
  if (heading === null) return null;
  const of = (kind: RecordKind) => records.filter(({ join }) => join.kind === kind);
  const won = firstWonDeal(of("deal"));
  const first = won === null ? [] : [won];
  for (const wanted of groupHeadings(headingKey(heading))) {
    for (const { traits } of [...first, ...of("company"), ...of("subscription")]) {
      for (const [name, value] of traits)
        if (typeof value === "string" && headingKey(name) === wanted) return value;
    }
  }
  return null;
}

/** When an account was first won: its first deal, or where there are no deals its start. */
export const wonOn = ({ deals, start }: Won): number | null => deals?.firstWon ?? start;

function mostFrequent(values: readonly unknown[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (typeof value === "string") counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted[0]?.[0] ?? null;
}

/** Rows of spend as what fold-spend.ts takes, each once; rows without a month or an amount say nothing. */
export function readSpend(records: readonly SourceRecord[]): {
  readonly spend: readonly Spend[];
  /** What the column is called that names the channel or segment. */
  readonly heading: string | null;
} {
  const rows = new Map<string, SourceRecord>();
  for (const record of records)
    if (record.join.kind === "spend") rows.set(`${record.join.table}\u001f${record.join.key}`, record);
  let heading: string | null = null;
  const main = mostFrequent([...rows.values()].map(({ values }) => values.get("currency")));
  const spend = [...rows.values()].flatMap((record): Spend[] => {
    const [day, amount] = [numberIn(record, "date"), numberIn(record, "amount")];
    const [group] = record.traits;
    heading ??= group?.[0] ?? null;
    if (day === null || amount === null) return [];
    // What was spent in another currency is not known in this one, so neither is what the month cost.
    const isForeign = main !== null && (record.values.get("currency") ?? main) !== main;
    return [
      {
        day,
        amount: isForeign ? Number.NaN : amount,
        group: typeof group?.[1] === "string" ? group[1] : null,
      },
    ];
  });
  return { spend, heading };
}
