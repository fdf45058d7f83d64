import type { Estimate } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
import { betweenClusters } from "#lib/stats/clusters.ts";
import { normalUpperTail, tQuantile, z95 } from "#lib/stats/distributions.ts";

/** A rate of some rows and the number of equally weighted independent rows that would carry as much. */
export interface Worth {
  readonly rate: number;
  readonly worth: number;
}

/**
 * The weighted rate of some rows of a yes or no (numbers into the target's arrays), and what they are worth: Kish's
 * (Σw)²/Σw² (1965), and where rows come in clusters no more than makes the binomial variance that between the clusters (see
 * betweenClusters), times (z/t)² with t the quantile of Student's distribution where z is the normal one (Korn and Graubard 1998):
 * an interval of Wilson's at `z` then is the one at t. Where all clusters agree they count as so many of one size.
 * `clusters` by row of the target, or null. 0 for no rows.
 */
export function worthOf(
  { values, weights }: Pick<Target, "values" | "weights">,
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
  const { count, even, variance, df } = betweenClusters(
    rows,
    (row) => clusters[row]!,
    weightOf,
    (row) => (weightOf(row) * (values[row]! - rate)) / sum,
  );
  if (count === rows.length) return { rate, worth: kish };
  const t = -tQuantile(normalUpperTail(z), df);
  const asMany = variance > 0 ? ((rate * (1 - rate)) / variance) * (z / t) ** 2 : even;
  return { rate, worth: Math.min(kish, Math.max(1, asMany)) };
}

/** How many clusters of one size tell as much as those of these rows, (Σn)²/Σn² (Kish 1965). */
export function evenClusters(rows: Int32Array, clusters: Int32Array): number {
  const [one, nothing] = [() => 1, () => 0];
  return betweenClusters(rows, (row) => clusters[row]!, one, nothing).even;
}

/** A mean with the half width of its 95 % interval, as between the clusters of its rows. */
export interface ClusteredMean {
  readonly mean: number;
  readonly se: number;
  readonly df: number;
}

/**
 * The mean of some rows with its error between clusters (see betweenClusters; t on their effective number less one); an infinite
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
  const { count, variance, df } = betweenClusters(
    rows,
    (row) => clusters[row]!,
    weightOf,
    (row) => (weightOf(row) * (values[row]! - mean)) / total,
  );
  return { mean, se: count > 1 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY, df };
}

/** The 95 % interval of a mean, or of a difference of two, from its error. */
export function studentInterval(value: number, se: number, df: number): Estimate {
  const half = tQuantile(0.975, df) * se;
  return { value, low: value - half, high: value + half };
}
