import type { Column, Frame } from "#lib/accounts/frame.ts";
import type { ChangedCell, SetChange } from "#lib/import/import-set.ts";
import { paced, type Steps } from "#lib/import/steps.ts";
import { isoDate } from "#lib/import/value.ts";

type Reader = (at: number) => string | null;

const number = (value: number | undefined, isDate: boolean): string | null => {
  if (value === undefined || Number.isNaN(value)) return null;
  // Rates and sums of money differ in their last digits by the order of adding.
  return isDate ? isoDate(value) : String(Number(value.toPrecision(12)));
};

function readerOf(column: Column): Reader {
  switch (column.kind) {
    case "number":
      return (at) => number(column.values[at], column.attribute.type === "date");
    case "category":
      return (at) => column.dictionary[column.codes[at] ?? -1] ?? null;
    case "list":
      return (at) => {
        if (column.missing[at] !== 0) return null;
        const codes = column.codes.subarray(column.offsets[at], column.offsets[at + 1]);
        return [...codes].map((code) => column.dictionary[code]).join("; ");
      };
  }
}

/** What retention is made of, by the names that a change is told under. */
export const sinceColumn = "Customer since";
export const leftColumn = "Left";

/** What a frame says of an account, column by column, as a person would write it. */
function readersOf(frame: Frame): Map<string, Reader> {
  const readers = new Map(frame.columns.map((column) => [column.attribute.name, readerOf(column)] as const));
  for (const { outcome, values } of frame.outcomes)
    readers.set(outcome.name, (at) => number(values[at], false));
  const { retention, startDays } = frame;
  if (startDays !== null) readers.set(sinceColumn, (at) => number(startDays[at], true));
  if (retention !== null)
    readers.set(leftColumn, (at) =>
      retention.left[at] === 2 ? null : retention.left[at] === 1 ? "yes" : "no",
    );
  return readers;
}

const cellsShown = 200;
const namesShown = 20;

/**
 * What has changed between two states of a workspace: accounts that are new, gone or told otherwise, and the first of the
 * cells that differ. `nameOf` gives an account's name by its id. A column that was not there before is named once, not
 * in every cell.
 */
export function* changeBetween(
  before: Frame,
  after: Frame,
  nameOf: (id: string) => string,
): Steps<SetChange> {
  const was = readersOf(before);
  const is = readersOf(after);
  const placeBefore = new Map<string, number>();
  yield* paced(before.accountIds, (id, at) => placeBefore.set(id, at));
  const columns = [...new Set([...is.keys(), ...was.keys()])];
  const newColumns = columns.filter((name) => !was.has(name));
  const compared = columns.filter((name) => was.has(name));
  const cells: ChangedCell[] = [];
  const newNames: string[] = [];
  let changedCells = 0;
  let changedAccounts = 0;
  let newAccounts = 0;
  yield* paced(after.accountIds, (id, at) => {
    const then = placeBefore.get(id);
    if (then === undefined) {
      newAccounts++;
      if (newNames.length < namesShown) newNames.push(nameOf(id));
      return;
    }
    let changed = newColumns.some((name) => (is.get(name)?.(at) ?? null) !== null);
    for (const column of compared) {
      const from = was.get(column)?.(then) ?? null;
      const to = is.get(column)?.(at) ?? null;
      if (from === to) continue;
      changed = true;
      changedCells++;
      if (cells.length < cellsShown) cells.push({ accountId: id, account: nameOf(id), column, from, to });
    }
    if (changed) changedAccounts++;
  });
  return {
    accountsBefore: before.accountIds.length,
    accountsAfter: after.accountIds.length,
    newAccounts,
    changedAccounts,
    goneAccounts: before.accountIds.length - (after.accountIds.length - newAccounts),
    changedCells,
    newNames,
    cells,
    newColumns,
  };
}
