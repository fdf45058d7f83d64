import { fewestClusters } from "#lib/analysis/search/limits.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";

/** One row of every cluster, drawn at random, in the order of the rows. */
function oneOfEach(clusters: Int32Array, random: Random): Int32Array {
  const chosen = new Map<number, number>();
  for (const row of shuffle(Int32Array.from(clusters.keys()), random)) chosen.set(clusters[row]!, row);
  return Int32Array.from(chosen.values()).sort();
}

/**
 * Under 40 clusters one row stands for each, drawn at random; else the target as it is, but that what is told by each group's own
 * follow-up allows for clusters. `clusters` by account, or null.
 */
export function oneRowEach(given: Target, clusters: Int32Array | null, seed: number): Target {
  if (clusters === null) return given;
  const mine = given.rows.map((account) => clusters[account]!);
  const distinct = new Set(mine).size;
  if (distinct === mine.length) return given;
  const target = given.watched ? { ...given, watched: { ...given.watched, groups: clusters } } : given;
  if (distinct >= fewestClusters) return target;
  return partOfTarget(target, oneOfEach(mine, randomFor(seed, target.outcome, "one of each")));
}

/** Clusters by row of the target, numbered from 0; null where every row is a cluster of its own. `clusters` by account, or null. */
export function clustersAt(target: Target, clusters: Int32Array | null): Int32Array | null {
  if (clusters === null) return null;
  const numbers = new Map<number, number>();
  const mine = target.rows.map((account) => {
    const cluster = clusters[account]!;
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
  return numbers.size === mine.length ? null : mine;
}
