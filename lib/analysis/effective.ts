import type { Estimate } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
import { tQuantile } from "#lib/stats/distributions.ts";

/** Fewer clusters than this do not tell how much rows of one cluster resemble each other. */
const fewestTelling = 10;

/** A rate of some rows and the number of equally weighted independent rows that would carry as much. */
export interface Worth {
  readonly rate: number;
  readonly worth: number;
}

/**
 * The weighted rate of some rows of a yes or no (numbers into the target's arrays), and what they are worth: Kish's
 * (Σw)²/Σw² (1965), and where rows come in clusters no more than makes the binomial variance that between the clusters
 * (linearised, G/(G − 1)·Σ(Σw(y − r))²/(Σw)²; Cochran 1977). With fewer than ten clusters, or where all rows agree, a
 * cluster counts once. `clusters` by row of the target, or null. 0 for no rows.
 */
export function worthOf({ values, weights }: Target, rows: Int32Array, clusters: Int32Array | null): Worth {
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
  const { count, variance } = between(rows, clusters, (row) => {
    return ((weights === null ? 1 : weights[row]!) * (values[row]! - rate)) / sum;
  });
  if (count === rows.length) return { rate, worth: kish };
  const asMany = count < fewestTelling || !(variance > 0) ? count : (rate * (1 - rate)) / variance;
  return { rate, worth: Math.min(kish, Math.max(1, asMany)) };
}

/** How many clusters some rows are of, and the variance of the sum of `part` over them. */
function between(rows: Int32Array, clusters: Int32Array, part: (row: number) => number) {
  const sums = new Map<number, number>();
  for (const row of rows) sums.set(clusters[row]!, (sums.get(clusters[row]!) ?? 0) + part(row));
  const count = sums.size;
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return { count, variance: count > 1 ? (count / (count - 1)) * squares : 0 };
}

/** How many clusters of one size tell as much as these, (Σn)²/Σn²: of one large and many small ones hardly more than one. */
function evenClusters(rows: Int32Array, clusters: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(clusters[row]!, (sizes.get(clusters[row]!) ?? 0) + 1);
  let squares = 0;
  for (const size of sizes.values()) squares += size * size;
  return rows.length ** 2 / squares;
}

/** A mean with the half width of its 95 % interval, as between the clusters of its rows. */
export interface ClusteredMean {
  readonly mean: number;
  readonly se: number;
  readonly df: number;
}

/**
 * The mean of some rows with its error between clusters (t on their effective number less one; Carter and others 2017); an infinite error for a single cluster. Of events
 * over time their number over the time watched (a ratio, linearised; Cochran 1977), not the mean of the accounts' own rates.
 */
export function clusteredMean(
  { values, exposure }: Target,
  rows: Int32Array,
  clusters: Int32Array,
): ClusteredMean {
  const weightOf = (row: number) => exposure?.[row] ?? 1;
  const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const mean = rows.reduce((sum, row) => sum + weightOf(row) * values[row]!, 0) / total;
  const { count, variance } = between(
    rows,
    clusters,
    (row) => (weightOf(row) * (values[row]! - mean)) / total,
  );
  const se = count > 1 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY;
  return { mean, se, df: Math.max(1, evenClusters(rows, clusters) - 1) };
}

/** The 95 % interval of a mean, or of a difference of two, from its error. */
export function studentInterval(value: number, se: number, df: number): Estimate {
  const half = tQuantile(0.975, df) * se;
  return { value, low: value - half, high: value + half };
}
