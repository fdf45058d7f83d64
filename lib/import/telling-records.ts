import { type FoldedAccount, firstWonDeal } from "#lib/import/fold-accounts.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import type { SetTable } from "#lib/import/set-table.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import { wonOn } from "#lib/import/spend-records.ts";

/** A row of an account that counts, and the table it is from. */
export interface KeptRecord {
  readonly record: SourceRecord;
  readonly table: number;
}

type Ordered = Pick<SetTable, "order">;

/** Names a row of an export over files and repetitions: by its id in the tool, else by what it says. */
export const recordKeyOf = ({ join }: Pick<SourceRecord, "join">): string => `${join.table}\u001f${join.key}`;
const says = (record: SourceRecord) => JSON.stringify([...record.values, ...record.traits]);

/** The same row twice, in one file or in several, counts once: as the newest import has it, in any order of files. */
export function keepNewest(kept: Map<string, KeptRecord>, one: KeptRecord, tables: readonly Ordered[]): void {
  const known = kept.get(recordKeyOf(one.record));
  const order = (of: KeptRecord) => tables[of.table]?.order ?? 0;
  if (known !== undefined && order(known) > order(one)) return;
  if (known !== undefined && order(known) === order(one) && says(known.record) >= says(one.record)) return;
  kept.set(recordKeyOf(one.record), one);
}

/** Of the newest import first; of one import in an order of their own. */
export const byNewest = (kept: readonly KeptRecord[], tables: readonly Ordered[]): readonly KeptRecord[] =>
  [...kept].sort(
    (a, b) =>
      (tables[b.table]?.order ?? 0) - (tables[a.table]?.order ?? 0) ||
      (recordKeyOf(a.record) < recordKeyOf(b.record) ? -1 : 1),
  );

/** Days of a row, where it tells them; an unknown one is the last. */
const dayOf = ({ record: { values } }: KeptRecord, ...fields: readonly Field[]): number => {
  const days = fields.map((field) => values.get(field)).filter((value) => typeof value === "number");
  return Math.min(...days, Number.MAX_SAFE_INTEGER);
};

/**
 * The records that are asked for a trait, as of the day the account became a customer, in this order: companies; of the deals the
 * one that made it a customer (without one the latest); the subscriptions, the first one paid for before trials; the leads that
 * were there by then.
 */
export function tellingRecords(kept: readonly KeptRecord[], account: FoldedAccount): KeptRecord[] {
  const of = (...kinds: readonly string[]) => kept.filter(({ record }) => kinds.includes(record.join.kind));
  const deals = of("deal");
  const won = firstWonDeal(deals.map(({ record }) => record));
  const latest = [...deals].sort((a, b) => dayOf(b, "closed") - dayOf(a, "closed"));
  const start = account.revenue?.start ?? 0;
  const isTrial = (one: KeptRecord) => Number(dayOf(one, "ended", "canceled") <= start);
  const subscriptions = of("subscription", "movement").sort(
    (a, b) =>
      isTrial(a) - isTrial(b) ||
      dayOf(a, "started", "date", "created") - dayOf(b, "started", "date", "created"),
  );
  const sold = wonOn(account) ?? Number.POSITIVE_INFINITY;
  return [
    ...of("company"),
    ...(won === null ? latest.slice(0, 1) : deals.filter(({ record }) => record === won)),
    ...subscriptions,
    ...of("lead").filter(({ record }) => Number(record.values.get("created") ?? sold) <= sold),
  ];
}
