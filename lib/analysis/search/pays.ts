import { type Layout, type Part, rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { midPOneSided } from "#lib/stats/fisher.ts";

/**
 * How sure it is that each condition of a rule pays (statistics.md, "no padding"): one-sided p of the rule against the
 * rule without that condition, mid-p Fisher for a plain yes or no, the permutation's normal limit for weighted rates and
 * numbers. A single condition has nothing to be without: 0.
 */
export function paymentPs(layout: Layout, parts: readonly Part[], direction: Direction): number[] {
  if (parts.length < 2) return parts.map(() => 0);
  const { scorer } = layout;
  const child = sumsOf(layout, rowsOf(layout, parts));
  return parts.map((_, left) => {
    const without = parts.filter((_, i) => i !== left);
    const parent = sumsOf(layout, rowsOf(layout, without));
    if (scorer.planes !== null) {
      const gain = scorer.gain(child, 0, parent, 0);
      return normalUpperTail(direction === "good" ? gain : -gain);
    }
    const [n, k] = [child[0]!, child[1]!];
    const [rest, restGood] = [parent[0]! - n, parent[1]! - k];
    return midPOneSided(k, n - k, restGood, rest - restGood, direction === "good" ? "greater" : "less");
  });
}
