import { type FoldedAccount, foldAccount } from "#lib/import/fold-accounts.ts";
import { acquisitionCosts } from "#lib/import/fold-spend.ts";
import type { Joined } from "#lib/import/join.ts";
import type { SourceRecord } from "#lib/import/read-records.ts";
import { groupOf, readSpend, wonOn } from "#lib/import/spend-records.ts";

/** An account with what was spent to win it, in the currency of the spend; null where no spend is known for it. */
interface CostedAccount extends FoldedAccount {
  readonly acquisitionCost: number | null;
}

/** The same row twice, in one file or in two, is one; of two rows with one id the same is kept in any order of files. */
function withoutRepeats(records: readonly SourceRecord[], joined: Joined): Map<number, SourceRecord[]> {
  const kept = new Map<string, { record: SourceRecord; account: number; says: string }>();
  records.forEach((record, i) => {
    const place = joined.places[i];
    if (place === undefined || place.account === null) return;
    const at = `${record.join.table}\u001f${record.join.key}`;
    const says = JSON.stringify([...record.values, ...record.traits]);
    const known = kept.get(at);
    if (known === undefined || says > known.says) kept.set(at, { record, account: place.account, says });
  });
  const byAccount = new Map<number, SourceRecord[]>();
  for (const [, { record, account }] of [...kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = byAccount.get(account);
    if (known === undefined) byAccount.set(account, [record]);
    else known.push(record);
  }
  return byAccount;
}

/**
 * Folds joined records that are all in memory, for tests of reading, joining and folding without a workspace; in the order of
 * `joined.accounts`. `today` is the day the files were exported (days since 1970-01-01). Repeated rows count once, and the
 * order of rows and files is no matter.
 */
export function foldAccounts(
  records: readonly SourceRecord[],
  joined: Joined,
  today: number,
): CostedAccount[] {
  const byAccount = withoutRepeats(records, joined);
  // Without a file of tickets nobody has none: it is not known.
  const ticketsUntil = records.some(({ join }) => join.kind === "ticket") ? today : null;
  const accounts = joined.accounts.map((account, index) =>
    foldAccount(account, byAccount.get(index) ?? [], today, ticketsUntil),
  );
  const { spend, heading } = readSpend(records);
  const costs = acquisitionCosts(
    spend,
    accounts.map((account, index) => ({
      day: wonOn(account),
      group: groupOf(heading, byAccount.get(index) ?? []),
    })),
  );
  return accounts.map((account, index) => ({ ...account, acquisitionCost: costs[index] ?? null }));
}
