import type { Estimate } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
import { normalUpperTail, tQuantile, z95 } from "#lib/stats/distributions.ts";

/** A rate of some rows and the number of equally weighted independent rows that would carry as much. */
export interface Worth {
  readonly rate: number;
  readonly worth: number;
}

/**
 * The weighted rate of some rows of a yes or no (numbers into the target's arrays), and what they are worth: Kish's
 * (Σw)²/Σw² (1965), and where rows come in clusters no more than makes the binomial variance that between the clusters (see
 * between), times (z/t)² with t the quantile of Student's distribution where z is the normal one (Korn and Graubard 1998):
 * an interval of Wilson's at `z` then is the one at t. Where all clusters agree they count as so many of one size.
 * `clusters` by row of the target, or null. 0 for no rows.
 */
export function worthOf(
  { values, weights }: Target,
  rows: Int32Array,
  clusters: Int32Array | null,
  z: number = z95,
): Worth {
  let [sum, squares, good] = [0, 0, 0];
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += weight;
    squares += weight * weight;
    good += weight * values[row]!;
  }
  if (!(sum > 0)) return { rate: Number.NaN, worth: 0 };
  const rate = good / sum;
  const kish = (sum * sum) / squares;
  if (clusters === null) return { rate, worth: kish };
  const weightOf = (row: number) => (weights === null ? 1 : weights[row]!);
  const { count, even, variance } = between(rows, clusters, weightOf, (row) => values[row]! - rate);
  if (count === rows.length) return { rate, worth: kish };
  const t = -tQuantile(normalUpperTail(z), dfOf(even));
  const asMany = variance > 0 ? ((rate * (1 - rate)) / variance) * (z / t) ** 2 : even;
  return { rate, worth: Math.min(kish, Math.max(1, asMany)) };
}

/** What clusters make of a weighted mean. */
interface Between {
  readonly count: number;
  /** How many clusters of one size tell as much, (Σw)²/Σw² of their weights: of one large and many small hardly more than one. */
  readonly even: number;
  /** The variance of the mean as between the clusters; 0 for a single one. */
  readonly variance: number;
}

/**
 * The variance of a weighted mean by leaving out one cluster after the other (the jackknife, (G − 1)/G·Σ(m₋g − m)²; Cochran
 * 1977, as Bell and McCaffrey's CR3, 2002): the usual Σ(Σw(y − m))² is too small where one cluster is much of all, because m then
 * follows it. `away` is how far a row is from the mean.
 */
function between(
  rows: Int32Array,
  clusters: Int32Array,
  weightOf: (row: number) => number,
  away: (row: number) => number,
): Between {
  const sums = new Map<number, { weight: number; away: number }>();
  let total = 0;
  for (const row of rows) {
    const weight = weightOf(row);
    const known = sums.get(clusters[row]!);
    const own = known ?? { weight: 0, away: 0 };
    own.weight += weight;
    own.away += weight * away(row);
    total += weight;
    if (known === undefined) sums.set(clusters[row]!, own);
  }
  const count = sums.size;
  let [weights, squares] = [0, 0];
  for (const own of sums.values()) {
    weights += own.weight ** 2;
    if (count > 1) squares += (own.away / (total - own.weight)) ** 2;
  }
  return { count, even: (total * total) / weights, variance: ((count - 1) / count) * squares };
}

/** Degrees of freedom of a variance between clusters: their effective number less one (Carter and others 2017), at least one. */
const dfOf = (even: number): number => Math.max(1, even - 1);

/** How many clusters of one size tell as much as those of these rows, (Σn)²/Σn² (Kish 1965). */
export function evenClusters(rows: Int32Array, clusters: Int32Array): number {
  return between(
    rows,
    clusters,
    () => 1,
    () => 0,
  ).even;
}

/** A mean with the half width of its 95 % interval, as between the clusters of its rows. */
export interface ClusteredMean {
  readonly mean: number;
  readonly se: number;
  readonly df: number;
}

/**
 * The mean of some rows with its error between clusters (see between; t on their effective number less one); an infinite
 * error for a single cluster. Of events over time their number over the time watched (a ratio), not the mean of the accounts'
 * own rates.
 */
export function clusteredMean(
  { values, exposure }: Target,
  rows: Int32Array,
  clusters: Int32Array,
): ClusteredMean {
  const weightOf = (row: number) => exposure?.[row] ?? 1;
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const mean = rows.reduce((sum, row) => sum + weightOf(row) * values[row]!, 0) / total;
  const { count, even, variance } = between(rows, clusters, weightOf, (row) => values[row]! - mean);
  return { mean, se: count > 1 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY, df: dfOf(even) };
}

/** The 95 % interval of a mean, or of a difference of two, from its error. */
export function studentInterval(value: number, se: number, df: number): Estimate {
  const half = tQuantile(0.975, df) * se;
  return { value, low: value - half, high: value + half };
}
