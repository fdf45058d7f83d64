import { betweenClusters } from "#lib/stats/clusters.ts";
import { tQuantile, z95 } from "#lib/stats/distributions.ts";
import type { Interval, PointInterval } from "#lib/stats/rate.ts";

/**
 * How well a score puts good before other rows: P(score of a good one > of another) + P(equal)/2, weighted where rows stand
 * for others. The interval is Newcombe's fifth (2006): all areas no further from the one seen than z standard errors that Hanley
 * and McNeil (1982) would give them, at Kish's effective numbers; Wald's, from the error of the one seen, covered less than nine
 * times in ten among forty rows of which four are good, and was a point where all four came first. Where rows come in
 * `clusters` (a number per row, or null) they are worth no more than the jackknife over clusters says (see betweenClusters), with
 * Student's t on their effective number less one. labels 0 or 1; scores any numbers without NaN; weights ≥ 0 or null. With one kind of row only the
 * value is NaN and the interval 0…1. O(n log n).
 */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
  clusters: ArrayLike<number> | null = null,
): PointInterval {
  const order = Int32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  const rows: Rows = { scores, labels, weights };
  const all = pairsOf(rows, order);
  if (!(all.good > 0 && all.others > 0)) return { value: Number.NaN, low: 0, high: 1 };
  const value = all.won / (all.good * all.others);
  const [n, m] = [all.good ** 2 / all.goodSquares, all.others ** 2 / all.otherSquares];
  const worth = clusters === null ? 1 : worthIn(rows, order, all, clusters, variance(value, n, m));
  return { value, ...intervalOf(value, n * worth, m * worth) };
}

interface Rows {
  readonly scores: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
}

/** Weights of either kind, their squares, and of all pairs of one of each those in which the good one has the larger score. */
interface Pairs {
  won: number;
  good: number;
  others: number;
  goodSquares: number;
  otherSquares: number;
}

/** The pairs of rows in ascending order; `see` hears of every row its weight and, given all good ones, how many of the others it is in order with. */
function pairsOf(
  { scores, labels, weights }: Rows,
  order: ArrayLike<number>,
  see?: (row: number, weight: number, won: (allGood: number) => number) => void,
): Pairs {
  const sums = { won: 0, good: 0, others: 0, goodSquares: 0, otherSquares: 0 };
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from]!]!;
    let [good, others, end] = [0, 0, from];
    for (; end < order.length && scores[order[end]!]! === score; end++) {
      const row = order[end]!;
      const weight = weights === null ? 1 : weights[row]!;
      if (labels[row] === 1) {
        good += weight;
        sums.goodSquares += weight * weight;
      } else {
        others += weight;
        sums.otherSquares += weight * weight;
      }
    }
    const [below, goodBelow] = [sums.others + others / 2, sums.good + good / 2];
    for (let i = from; see !== undefined && i < end; i++) {
      const row = order[i]!;
      const weight = weights === null ? 1 : weights[row]!;
      see(row, weight, (allGood) => (labels[row] === 1 ? below : allGood - goodBelow));
    }
    sums.won += good * below;
    sums.good += good;
    sums.others += others;
    from = end;
  }
  return sums;
}

/** Hanley and McNeil's variance of an area, both numbers in the middle terms their mean (Newcombe 2006). */
function variance(area: number, n: number, m: number): number {
  const each = Math.max(0, (n + m) / 2 - 1);
  const more = (each * (1 - area)) / (2 - area) + (each * area) / (1 + area);
  return (area * (1 - area) * (1 + more)) / (n * m);
}

function intervalOf(value: number, n: number, m: number): Interval {
  const end = (outside: number) => {
    let [inside, beyond] = [value, outside];
    for (let round = 0; round < 60; round++) {
      const middle = (inside + beyond) / 2;
      if (Math.abs(value - middle) <= z95 * Math.sqrt(variance(middle, n, m))) inside = middle;
      else beyond = middle;
    }
    return inside;
  };
  return { low: end(0), high: end(1) };
}

/** How much of its rows an area in clusters is worth, times (z/t)²: the interval at z then is the one at t. At most 1. */
function worthIn(
  rows: Rows,
  order: Int32Array,
  all: Pairs,
  clusters: ArrayLike<number>,
  alone: number,
): number {
  const area = all.won / (all.good * all.others);
  const [parts, weights] = [new Float64Array(order.length), new Float64Array(order.length)];
  pairsOf(rows, order, (row, weight, won) => {
    const [own, other] = rows.labels[row] === 1 ? [all.good, all.others] : [all.others, all.good];
    weights[row] = weight / own;
    parts[row] = (weight / own) * (won(all.good) / other - area);
  });
  const { count, even, variance, df } = betweenClusters(
    order,
    (row) => clusters[row]!,
    (row) => weights[row]!,
    (row) => parts[row]!,
  );
  if (count === order.length) return 1;
  // Where all clusters agree they count as so many of one size.
  if (!(variance > 0)) return Math.min(1, even / order.length);
  return Math.min(1, (alone / variance) * (z95 / tQuantile(0.975, df)) ** 2);
}
