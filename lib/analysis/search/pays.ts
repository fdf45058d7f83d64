import { clusterZ } from "#lib/analysis/search/clustered.ts";
import { countBoth, eachRow, type Layout, type Part, rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { midPOneSided } from "#lib/stats/fisher.ts";

/**
 * How sure it is that each condition of a rule pays (statistics.md, "no padding"): one-sided p of the rule against the
 * rule without that condition, mid-p Fisher for a plain yes or no, the permutation's normal limit for weighted rates and
 * numbers; where rows come in clusters (`clusters` along the layout, or null) no surer than turning the signs of whole
 * clusters. A single condition has nothing to be without: 0.
 */
export function paymentPs(
  layout: Layout,
  parts: readonly Part[],
  direction: Direction,
  clusters: Int32Array | null,
): number[] {
  if (parts.length < 2) return parts.map(() => 0);
  const pay = payment(layout, parts, direction, clusters);
  return parts.map((_, left) => pay(parts.filter((_, i) => i !== left)));
}

/**
 * Whether a rule holds conditions that it could do without: one that does not pay at `level` over all `selectors`, or
 * several that together do not pay over all sets of so many. Two conditions of chance, each of which only pays beside the
 * other, are chosen among all pairs.
 */
export function isPadded(
  layout: Layout,
  parts: readonly Part[],
  direction: Direction,
  clusters: Int32Array | null,
  level: number,
  selectors: number,
): boolean {
  if (parts.length < 2) return false;
  const pay = payment(layout, parts, direction, clusters);
  for (let set = 1; set < 2 ** parts.length - 1; set++) {
    const some = parts.filter((_, i) => (set >> i) & 1);
    if (pay(some) > level / setsOf(selectors, parts.length - some.length)) return true;
  }
  return false;
}

/** In how many ways so many can be chosen of `n`, at least 1. */
function setsOf(n: number, many: number): number {
  let sets = 1;
  for (let i = 0; i < many; i++) sets *= (n - i) / (i + 1);
  return Math.max(1, sets);
}

/** p of a rule against a wider one: of some of its parts, or of a part with one of its ends open. */
export function payment(
  layout: Layout,
  parts: readonly Part[],
  direction: Direction,
  clusters: Int32Array | null,
): (wider: readonly Part[]) => number {
  const { scorer } = layout;
  const rows = rowsOf(layout, parts);
  const child = sumsOf(layout, rows);
  const sign = direction === "good" ? 1 : -1;
  return (wider) => {
    const without = rowsOf(layout, wider);
    const parent = sumsOf(layout, without);
    const clustered =
      clusters === null
        ? 0
        : normalUpperTail(sign * clusterZ(layout.values, clusters, listOf(without), listOf(rows)));
    if (scorer.planes !== null)
      return Math.max(clustered, normalUpperTail(sign * scorer.gain(child, 0, parent, 0)));
    const [n, k] = [child[0]!, child[1]!];
    const [rest, restGood] = [parent[0]! - n, parent[1]! - k];
    const side = direction === "good" ? "greater" : "less";
    return Math.max(clustered, midPOneSided(k, n - k, restGood, rest - restGood, side));
  };
}

function listOf(rows: Int32Array): Int32Array {
  const list = new Int32Array(countBoth(rows, rows));
  let at = 0;
  eachRow(rows, (row) => {
    list[at++] = row;
  });
  return list;
}
