import { logChoose, tQuantile, tTwoSided } from "#lib/stats/distributions.ts";

/**
 * Welch and Brunner-Munzel for a level against its rest in one pass over rows that are already in order: lib/stats sorts
 * both groups anew for every test, which for 40 attributes of 100,000 accounts is most of the time. The figures are the
 * same (two-groups.test.ts holds them against lib/stats).
 */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sample variance (n − 1); NaN below two values. */
  readonly variance: number;
}

export interface TwoMoments {
  readonly inside: Moments;
  readonly rest: Moments;
}

/** Mean and variance of the rows where `inLevel` is 1 and of the others; all rows are inside where it is null. */
export function moments(values: Float64Array, inLevel: Uint8Array | null): TwoMoments {
  const n = values.length;
  // Deviations from a value near the middle keep the digits of large values with a small spread.
  const origin = n > 0 ? values.reduce((sum, value) => sum + value, 0) / n : 0;
  const count = [0, 0];
  const sum = [0, 0];
  const squares = [0, 0];
  for (let row = 0; row < n; row++) {
    const side = inLevel === null || inLevel[row] === 1 ? 0 : 1;
    const deviation = values[row]! - origin;
    count[side]!++;
    sum[side]! += deviation;
    squares[side]! += deviation * deviation;
  }
  const side = (of: 0 | 1): Moments => {
    const size = count[of]!;
    const mean = sum[of]! / size;
    const spread = Math.max(0, squares[of]! - size * mean * mean);
    // What is left after the subtraction of equal numbers is rounding, not spread.
    const exact = spread <= 1e-12 * squares[of]! ? 0 : spread;
    return { n: size, mean: mean + origin, variance: size < 2 ? Number.NaN : exact / (size - 1) };
  };
  return { inside: side(0), rest: side(1) };
}

/** Welch's test from moments, with the 95 % interval of the difference. */
export function welchOf({ inside, rest }: TwoMoments): {
  difference: number;
  low: number;
  high: number;
  p: number;
} {
  const difference = inside.mean - rest.mean;
  const shares = [inside.variance / inside.n, rest.variance / rest.n] as const;
  const spread = shares[0] + shares[1];
  if (Number.isNaN(spread)) {
    return { difference, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, p: 1 };
  }
  if (spread === 0) return { difference, low: difference, high: difference, p: 1 };
  const df = spread ** 2 / (shares[0] ** 2 / (inside.n - 1) + shares[1] ** 2 / (rest.n - 1));
  const half = tQuantile(0.975, df) * Math.sqrt(spread);
  const p = tTwoSided(difference / Math.sqrt(spread), df);
  return { difference, low: difference - half, high: difference + half, p };
}

/** Two-sided Brunner-Munzel p of the n rows marked 1 against the others; `order` holds the rows by ascending value. */
export function brunnerMunzelOf(
  values: Float64Array,
  order: Int32Array,
  inLevel: Uint8Array,
  n: number,
): number {
  const m = order.length - n;
  if (n < 2 || m < 2) return 1;
  let pairs = 0;
  eachBlock(values, order, inLevel, (a, _aBelow, b, bBelow) => {
    pairs += a * (bBelow + b / 2);
  });
  const auc = pairs / (n * m);
  let [squaresA, squaresB] = [0, 0];
  eachBlock(values, order, inLevel, (a, aBelow, b, bBelow) => {
    squaresA += a * (bBelow + b / 2 - m * auc) ** 2;
    squaresB += b * (aBelow + a / 2 - n * (1 - auc)) ** 2;
  });
  const partA = (n * squaresA) / (n - 1);
  const partB = (m * squaresB) / (m - 1);
  if (partA + partB <= 1e-12 * n * m) {
    return auc === 0.5 ? 1 : Math.min(1, 2 * Math.exp(-logChoose(n + m, n)));
  }
  const statistic = (n * m * (auc - 0.5)) / Math.sqrt(partA + partB);
  const df = (partA + partB) ** 2 / (partA ** 2 / (n - 1) + partB ** 2 / (m - 1));
  return tTwoSided(statistic, df);
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
