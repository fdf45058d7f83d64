import type { Measure } from "#lib/analysis/measure.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { materialOf } from "#lib/analysis/search/ground.ts";
import type { Target } from "#lib/analysis/target.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";

/**
 * Measures levels where several rows are of one account (statistics.md, "several rows of one account"): the figures are
 * those of measureOf, p is the normal limit of turning the signs of whole clusters: z = Σ Dg / √Σ Dg², Dg what cluster g
 * adds to the difference between the level and everybody. The levels of an attribute together by Bonferroni.
 * `clusters` say by row of the target whose row it is.
 */
export function measureClustered(target: Target, clusters: Int32Array, seed: number): Measure {
  const plain = measureOf(target, seed);
  const { values } = materialOf([], target);
  const total = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / total;
  const count = clusters.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const all = new Float64Array(count);
  for (let row = 0; row < total; row++) all[clusters[row]!]! += values[row]! - mean;

  function pOf(members: Int32Array): number {
    const own = new Float64Array(count);
    for (const row of members) own[clusters[row]!]! += values[row]! - mean;
    const share = members.length / total;
    let [sum, squares] = [0, 0];
    for (let cluster = 0; cluster < count; cluster++) {
      const part = own[cluster]! - share * all[cluster]!;
      sum += part;
      squares += part * part;
    }
    return squares > 0 ? Math.min(1, 2 * normalUpperTail(Math.abs(sum) / Math.sqrt(squares))) : 1;
  }

  return {
    base: plain.base,
    level(members, id) {
      const level = plain.level(members, id);
      // The rows of a cluster know less than as many accounts: never surer than without clusters.
      return { ...level, p: Math.max(level.p, pOf(members)) };
    },
    joint(grouping, results) {
      const least = results.reduce((smallest, result) => Math.min(smallest, result.p), 1);
      return Math.min(1, least * (grouping.complementary ? 1 : results.length));
    },
  };
}
