import { growableCodes } from "#lib/import/growable.ts";
import { createHashIndex } from "#lib/import/hash-index.ts";
import { type Issue, shown } from "#lib/import/issue.ts";
import type { AccountRow } from "#lib/import/read-row.ts";

/** Finds rows of one file that name a customer already named above: one row per customer is what can be read. */
export function createRepeatCheck(column: string | null): (row: AccountRow, issues: Issue[]) => boolean {
  const customers = createHashIndex();
  const firstRows = growableCodes();
  return ({ identity, rowNumber }, issues) => {
    const known = customers.size;
    const customer = customers.of(identity);
    if (customer === known) {
      firstRows.set(customer, rowNumber);
      return false;
    }
    issues.push({
      row: rowNumber,
      column,
      value: shown(identity.slice(identity.indexOf(":") + 1)),
      kind: "repeated",
      accepted: `one row per customer (the first is row ${firstRows.get(customer)})`,
    });
    return true;
  };
}
