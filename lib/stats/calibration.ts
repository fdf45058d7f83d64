import { betweenClusters } from "#lib/stats/clusters.ts";
import { tQuantile, z95 } from "#lib/stats/distributions.ts";
import { ridgeLogistic, sigmoid } from "#lib/stats/logistic.ts";

/** How well probabilities that were fitted elsewhere hold. */
export interface Calibration {
  /** Slope of the labels on the ln odds foretold, with its 95 % interval: 1 is right, below 1 too sure of itself. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  /** Mean of the probabilities: what was foretold on the whole. */
  readonly foretold: number;
  /** Mean squared error of the probabilities, and of foretelling the base rate for everybody. */
  readonly brier: number;
  readonly baseBrier: number;
}

/**
 * Calibration of ln odds on rows they were not fitted on: Cox's slope (1958) by a logistic regression of the labels on them,
 * what was foretold on the whole, Brier's score (1950). weights: null where every row counts once. The interval is Wald's with
 * the information of Kish's effective number of rows (1965); where rows come in `clusters` (a number per row, or null) its error
 * is no smaller than the one between clusters (see betweenClusters), with Student's t on their effective number less one. The slope is NaN with one kind of label only, and where the odds part the two kinds without exception:
 * any slope would do then.
 */
export function calibrate(
  logOdds: Float64Array,
  labels: ArrayLike<number>,
  weights: Float64Array | null = null,
  clusters: ArrayLike<number> | null = null,
): Calibration {
  const rows = labels.length;
  const weigh = (row: number) => (weights === null ? 1 : weights[row]!);
  let [total, squares, good, brier, promised] = [0, 0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const [weight, p] = [weigh(row), sigmoid(logOdds[row]!)];
    total += weight;
    squares += weight * weight;
    good += weight * labels[row]!;
    promised += weight * p;
    brier += weight * (labels[row]! - p) ** 2;
  }
  const base = good / total;
  const scores = { foretold: promised / total, brier: brier / total, baseBrier: base * (1 - base) };
  const nan = { slope: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (!(good > 0 && good < total)) return { ...nan, ...scores };
  // Weights that sum to the effective number of rows: the error then says what the rows are worth.
  const worth = weights === null ? null : weights.map((weight) => (weight * total) / squares);
  const { converged, intercept, coefficients, se } = ridgeLogistic(
    [logOdds],
    labels,
    Number.POSITIVE_INFINITY,
    worth,
  );
  if (!converged || !Number.isFinite(se[1]!)) return { ...nan, ...scores };
  const slope = coefficients[0]!;
  const half = clusters === null ? z95 * se[1]! : halfBetween(clusters);
  return { slope, low: slope - half, high: slope + half, ...scores };

  /** Half the interval by what each cluster adds to the slope, no narrower than with the error of as many rows. */
  function halfBetween(of: ArrayLike<number>): number {
    const fitted = logOdds.map((x) => sigmoid(intercept + slope * x));
    const bends = fitted.map((p, row) => weigh(row) * p * (1 - p));
    const sum = (by: (row: number) => number) => bends.reduce((all, bend, row) => all + bend * by(row), 0);
    const centre = sum((row) => logOdds[row]!) / sum(() => 1);
    const spread = sum((row) => (logOdds[row]! - centre) ** 2);
    const { count, variance, df } = betweenClusters(
      Int32Array.from(bends.keys()),
      (row) => of[row]!,
      weigh,
      (row) => (weigh(row) * (labels[row]! - fitted[row]!) * (logOdds[row]! - centre)) / spread,
    );
    if (count === rows) return z95 * se[1]!;
    return count === 1
      ? Number.POSITIVE_INFINITY
      : tQuantile(0.975, df) * Math.max(se[1]!, Math.sqrt(variance));
  }
}
