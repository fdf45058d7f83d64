import { gammaQuantile } from "#lib/stats/distributions.ts";

/** How far a distribution over the same classes has moved. */
export interface Drift {
  /** Population stability index: Σ (p − q)·ln(p / q). */
  readonly index: number;
  /** What chance alone stays under in 95 of 100 cases with these numbers of rows. */
  readonly noise: number;
}

/**
 * Population stability index between two counts over the same k classes, beside its sampling noise
 * (1/n + 1/m)·χ²(k − 1) at 95 % (Yurdakul and Naranjo 2020): fixed limits such as .1 and .25 call every small sample a
 * drift. Where a class is empty in one of them 1/2 is added to every count. Nothing to compare gives 0 and 0.
 */
export function drift(before: readonly number[], now: readonly number[]): Drift {
  const classes = before.map((count, i) => [count, now[i]!] as const).filter(([a, b]) => a + b > 0);
  const total = (side: 0 | 1) => classes.reduce((sum, pair) => sum + pair[side], 0);
  const [n, m] = [total(0), total(1)];
  if (n === 0 || m === 0 || classes.length < 2) return { index: 0, noise: 0 };
  const extra = classes.some(([a, b]) => a === 0 || b === 0) ? 0.5 : 0;
  const share = (count: number, of: number) => (count + extra) / (of + extra * classes.length);
  const index = classes.reduce((sum, [a, b]) => {
    const [p, q] = [share(a, n), share(b, m)];
    return sum + (p - q) * Math.log(p / q);
  }, 0);
  return { index, noise: (1 / n + 1 / m) * 2 * gammaQuantile(0.95, (classes.length - 1) / 2) };
}

/** A one-sided cumulative sum and where it first passed its limit. */
export interface Cusum {
  readonly sums: Float64Array;
  /** Index of the first value at which the sum exceeds the limit; null where it never does. */
  readonly alarm: number | null;
}

/**
 * Page's upward CUSUM (1954) of standardised values: S = max(0, S + x − slack). With slack .5 and limit 5 a steady
 * process raises a false alarm about every 930 values and a shift of one standard deviation is seen after about 10. For a
 * fall pass the values with their sign turned.
 */
export function cusum(standardised: ArrayLike<number>, slack = 0.5, limit = 5): Cusum {
  const sums = new Float64Array(standardised.length);
  let [sum, alarm]: [number, number | null] = [0, null];
  for (let i = 0; i < sums.length; i++) {
    sum = Math.max(0, sum + standardised[i]! - slack);
    sums[i] = sum;
    if (alarm === null && sum > limit) alarm = i;
  }
  return { sums, alarm };
}
