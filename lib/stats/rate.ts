import { betaQuantile, z95 } from "#lib/stats/distributions.ts";

/** Both ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A point with its interval. */
export interface PointInterval extends Interval {
  readonly value: number;
}

/**
 * Wilson's score interval of a rate (1927). positives and n may be sums of weights; n = 0 gives 0…1.
 * The ends stay inside 0…1 and contain positives / n.
 */
export function wilson(positives: number, n: number, z: number = z95): Interval {
  if (!(n > 0)) return { low: 0, high: 1 };
  const rate = positives / n;
  const zz = z * z;
  const centre = positives + zz / 2;
  const half = z * Math.sqrt(positives * (1 - rate) + zz / 4);
  // At the edges rounding would give −1e-18 or .9999999, and an interval that misses its own point.
  const low = positives <= 0 ? 0 : Math.min(rate, (centre - half) / (n + zz));
  const high = positives >= n ? 1 : Math.max(rate, (centre + half) / (n + zz));
  return { low, high };
}

/** Clopper and Pearson's exact interval of a rate (1934), by beta quantiles. confidence: .95, .999, … */
export function clopperPearson(positives: number, n: number, confidence = 0.95): Interval {
  const alpha = (1 - confidence) / 2;
  return {
    low: positives === 0 ? 0 : betaQuantile(alpha, positives, n - positives + 1),
    high: positives === n ? 1 : betaQuantile(1 - alpha, positives + 1, n - positives),
  };
}

/**
 * Difference of two rates (first − second) with Newcombe's interval (1998, method 10: from two Wilson intervals).
 * Where a group is empty the value is NaN.
 */
export function newcombe(
  positives1: number,
  n1: number,
  positives2: number,
  n2: number,
  z: number = z95,
): PointInterval {
  const rate1 = positives1 / n1;
  const rate2 = positives2 / n2;
  const first = wilson(positives1, n1, z);
  const second = wilson(positives2, n2, z);
  const value = rate1 - rate2;
  return {
    value,
    low: value - Math.hypot(rate1 - first.low, second.high - rate2),
    high: value + Math.hypot(first.high - rate1, rate2 - second.low),
  };
}

/** An odds ratio with its interval, its logarithm and that logarithm's standard error. */
export interface OddsRatio extends PointInterval {
  readonly log: number;
  readonly se: number;
}

/**
 * Odds ratio of [[a, b], [c, d]] with 1/2 added to every cell (Haldane 1956, Anscombe 1956), log-normal interval with the sum of the
 * reciprocals as its variance (Woolf 1955; Gart 1966). Counts ≥ 0, also effective ones; finite for any of them.
 */
export function haldaneOddsRatio(a: number, b: number, c: number, d: number, z: number = z95): OddsRatio {
  const log = Math.log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)));
  const se = Math.sqrt(1 / (a + 0.5) + 1 / (b + 0.5) + 1 / (c + 0.5) + 1 / (d + 0.5));
  return { value: Math.exp(log), low: Math.exp(log - z * se), high: Math.exp(log + z * se), log, se };
}
