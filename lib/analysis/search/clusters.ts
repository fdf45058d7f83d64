import { type Random, shuffle } from "#lib/stats/random.ts";

/** One row of every cluster, drawn at random, in the order of the rows. */
export function oneOfEach(clusters: Int32Array, random: Random): Int32Array {
  const chosen = new Map<number, number>();
  for (const row of shuffle(Int32Array.from(clusters.keys()), random)) chosen.set(clusters[row]!, row);
  return Int32Array.from(chosen.values()).sort();
}
