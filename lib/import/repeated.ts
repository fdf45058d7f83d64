import { type Issue, shown } from "#lib/import/issue.ts";
import type { AccountRow } from "#lib/import/read-row.ts";

/** Finds rows of one file that name a customer already named above: one row per customer is what can be read. */
export function createRepeatCheck(column: string | null): (row: AccountRow, issues: Issue[]) => boolean {
  const seen = new Map<string, number>();
  return (row, issues) => {
    const earlier = seen.get(row.identity);
    if (earlier === undefined) {
      seen.set(row.identity, row.rowNumber);
      return false;
    }
    issues.push({
      row: row.rowNumber,
      column,
      value: shown(row.identity.slice(row.identity.indexOf(":") + 1)),
      kind: "repeated",
      accepted: `one row per customer (the first is row ${earlier})`,
    });
    return true;
  };
}
