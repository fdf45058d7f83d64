import { logChoose, tQuantile, tTwoSided } from "#lib/stats/distributions.ts";
import type { Moments } from "#lib/stats/numeric.ts";

/**
 * Welch and Brunner-Munzel for a level against its rest in one pass over rows that are already in order: lib/stats sorts
 * both groups anew for every test, which for 40 attributes of 100,000 accounts is most of the time. The figures are the
 * same (two-groups.test.ts holds them against lib/stats).
 */
export interface TwoMoments {
  readonly inside: Moments;
  readonly rest: Moments;
}

/** Mean, variance and skewness of the rows where `inLevel` is 1 and of the others; all rows are inside where it is null. */
export function moments(values: Float64Array, inLevel: Uint8Array | null): TwoMoments {
  const n = values.length;
  // Deviations from a value near the middle keep the digits of large values with a small spread.
  const origin = n > 0 ? values.reduce((sum, value) => sum + value, 0) / n : 0;
  const count = [0, 0];
  const sum = [0, 0];
  const squares = [0, 0];
  const cubes = [0, 0];
  for (let row = 0; row < n; row++) {
    const side = inLevel === null || inLevel[row] === 1 ? 0 : 1;
    const deviation = values[row]! - origin;
    count[side]!++;
    sum[side]! += deviation;
    const square = deviation * deviation;
    squares[side]! += square;
    cubes[side]! += square * deviation;
  }
  const side = (of: 0 | 1): Moments => {
    const size = count[of]!;
    const mean = sum[of]! / size;
    const spread = Math.max(0, squares[of]! - size * mean * mean);
    // What is left after the subtraction of equal numbers is rounding, not spread.
    const exact = spread <= 1e-12 * squares[of]! ? 0 : spread;
    const third = cubes[of]! - 3 * mean * squares[of]! + 2 * size * mean ** 3;
    // No more than so many values can be skewed, whatever rounding makes of a group far from the others.
    const most = (size - 2) / Math.sqrt(size - 1);
    const skewness = exact > 0 ? third / size / (exact / size) ** 1.5 : 0;
    return {
      n: size,
      mean: mean + origin,
      variance: size < 2 ? Number.NaN : exact / (size - 1),
      skewness: size < 3 ? 0 : Math.max(-most, Math.min(most, skewness)),
    };
  };
  return { inside: side(0), rest: side(1) };
}

/**
 * Half the width of the 95 % interval of a difference of means where both groups share one variance (Student). Beside a
 * handful of accounts that happen to be alike, Welch's interval is far too narrow.
 */
export function pooledHalfWidth({ inside, rest }: TwoMoments): number {
  const variance = pooledVariance({ inside, rest });
  if (Number.isNaN(variance)) return Number.POSITIVE_INFINITY;
  return tQuantile(0.975, inside.n + rest.n - 2) * Math.sqrt(variance * (1 / inside.n + 1 / rest.n));
}

/** The variance within both groups together; NaN below three values. */
export function pooledVariance({ inside, rest }: TwoMoments): number {
  const df = inside.n + rest.n - 2;
  const squares = (side: Moments) => (side.n < 2 ? 0 : side.variance * (side.n - 1));
  return df < 1 ? Number.NaN : (squares(inside) + squares(rest)) / df;
}

/** Welch's test from moments (see welch in lib/stats/numeric.ts). */
export function welchOf({ inside, rest }: TwoMoments): { difference: number; p: number } {
  const difference = inside.mean - rest.mean;
  const shares = [inside.variance / inside.n, rest.variance / rest.n] as const;
  const spread = shares[0] + shares[1];
  if (!(spread > 0)) return { difference, p: 1 };
  // As shares of the spread: squares of very small variances would be 0, and 0 / 0 no number.
  const df = 1 / ((shares[0] / spread) ** 2 / (inside.n - 1) + (shares[1] / spread) ** 2 / (rest.n - 1));
  return { difference, p: tTwoSided(difference / Math.sqrt(spread), df) };
}

/** A rank test: its two-sided p, and above 0 where the group tends to larger values. */
export interface RankLean {
  readonly p: number;
  readonly lean: number;
}

/** Brunner-Munzel of the n rows marked 1 against the others; `order` holds the rows by ascending value. */
export function brunnerMunzelOf(
  values: Float64Array,
  order: Int32Array,
  inLevel: Uint8Array,
  n: number,
): RankLean {
  const m = order.length - n;
  if (n < 2 || m < 2) return { p: 1, lean: 0 };
  let pairs = 0;
  eachBlock(values, order, inLevel, (a, _aBelow, b, bBelow) => {
    pairs += a * (bBelow + b / 2);
  });
  const auc = pairs / (n * m);
  const lean = auc - 0.5;
  let [squaresA, squaresB] = [0, 0];
  eachBlock(values, order, inLevel, (a, aBelow, b, bBelow) => {
    squaresA += a * (bBelow + b / 2 - m * auc) ** 2;
    squaresB += b * (aBelow + a / 2 - n * (1 - auc)) ** 2;
  });
  const partA = (n * squaresA) / (n - 1);
  const partB = (m * squaresB) / (m - 1);
  if (partA + partB <= 1e-12 * n * m) {
    return { p: lean === 0 ? 1 : Math.min(1, 2 * Math.exp(-logChoose(n + m, n))), lean };
  }
  const statistic = (n * m * lean) / Math.sqrt(partA + partB);
  const df = (partA + partB) ** 2 / (partA ** 2 / (n - 1) + partB ** 2 / (m - 1));
  return { p: tTwoSided(statistic, df), lean };
}

/** Calls `see` for every run of equal values: how many of each group are in it and below it. */
function eachBlock(
  values: Float64Array,
  order: Int32Array,
  inLevel: Uint8Array,
  see: (a: number, aBelow: number, b: number, bBelow: number) => void,
): void {
  let [aBelow, bBelow] = [0, 0];
  for (let at = 0; at < order.length; ) {
    const value = values[order[at]!]!;
    let [a, b] = [0, 0];
    for (; at < order.length && values[order[at]!] === value; at++) {
      if (inLevel[order[at]!] === 1) a++;
      else b++;
    }
    see(a, aBelow, b, bBelow);
    aBelow += a;
    bBelow += b;
  }
}

/** Ranks from 0, of equal values their mean; `order` holds the rows by ascending value. */
export function midRanks(values: Float64Array, order: Int32Array): Float64Array {
  const ranks = new Float64Array(values.length);
  eachRun(values, order, (from, to) => {
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to - 1) / 2;
  });
  return ranks;
}

/** The share of the rows that hold the most frequent value. */
export function largestTie(values: Float64Array, order: Int32Array): number {
  let most = 0;
  eachRun(values, order, (from, to) => {
    most = Math.max(most, to - from);
  });
  return most / Math.max(1, order.length);
}

/** Calls `see` for every run of equal values, from … to − 1 in the order. */
function eachRun(values: Float64Array, order: Int32Array, see: (from: number, to: number) => void): void {
  for (let at = 0; at < order.length; ) {
    let end = at;
    while (end < order.length && values[order[end]!] === values[order[at]!]) end++;
    see(at, end);
    at = end;
  }
}
