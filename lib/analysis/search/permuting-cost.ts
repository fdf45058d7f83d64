import type { SearchColumn } from "#lib/analysis/search/columns.ts";

/** Rules and sixteenths of a row looked at per permutation: 999 of them take some twenty seconds of one core. */
const mostWork = 1e8;
const rowsAtOnce = 16;

/**
 * Whether permuting over the whole space of rules of up to `depth` conditions ends in reasonable time: it grows with the third
 * power of the attributes, and of 480 takes many minutes where 40 take a second. Depends on the attributes alone.
 */
export function canPermute(columns: readonly SearchColumn[], rows: number, depth: number): boolean {
  // Prefixes of so many conditions, and sets of so many columns, over the columns before.
  const prefixes = [1, ...Array.from({ length: depth }, () => 0)];
  const sets = [1, ...Array.from({ length: depth }, () => 0)];
  let rules = 0;
  for (const { selectors } of columns) {
    const branches = selectors.filter((selector) => selector.branches).length;
    for (let at = depth; at >= 1; at--) {
      rules += prefixes[at - 1]! * selectors.length;
      prefixes[at]! += prefixes[at - 1]! * branches;
      sets[at]! += sets[at - 1]!;
    }
  }
  return rules + (sets[depth]! * rows) / rowsAtOnce <= mostWork;
}
