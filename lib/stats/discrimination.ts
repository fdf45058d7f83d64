import { z95 } from "#lib/stats/distributions.ts";
import type { PointInterval } from "#lib/stats/rate.ts";

/**
 * How well a score puts good before other rows: P(score of a good one > of another) + P(equal)/2, weighted where rows stand
 * for others, with Hanley and McNeil's interval (1982) at Kish's effective numbers. labels 0 or 1; scores any numbers
 * without NaN; weights ≥ 0 or null. With one kind of row only the value is NaN and the interval 0…1. O(n log n).
 */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): PointInterval {
  const order = Int32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  const sums = { good: 0, goodSquares: 0, others: 0, otherSquares: 0 };
  let won = 0;
  for (let at = 0; at < order.length; ) {
    const score = scores[order[at]!]!;
    let [good, others] = [0, 0];
    for (; at < order.length && scores[order[at]!]! === score; at++) {
      const row = order[at]!;
      const weight = weights === null ? 1 : weights[row]!;
      if (labels[row] === 1) {
        good += weight;
        sums.goodSquares += weight * weight;
      } else {
        others += weight;
        sums.otherSquares += weight * weight;
      }
    }
    won += good * (sums.others + others / 2);
    sums.good += good;
    sums.others += others;
  }
  const value = won / (sums.good * sums.others);
  if (!(sums.good > 0 && sums.others > 0)) return { value: Number.NaN, low: 0, high: 1 };
  const [n, m] = [sums.good ** 2 / sums.goodSquares, sums.others ** 2 / sums.otherSquares];
  const [oneGood, twoGood] = [value / (2 - value), (2 * value * value) / (1 + value)];
  const square = value * value;
  const variance =
    (value * (1 - value) + (n - 1) * (oneGood - square) + (m - 1) * (twoGood - square)) / (n * m);
  const half = z95 * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}
