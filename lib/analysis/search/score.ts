import { tQuantile, z95 } from "#lib/stats/distributions.ts";

/** Which accounts a rule speaks for. */
export type Direction = "good" | "poor";

/** What is added up per cell, so that a rule's standing follows from the sums of its rows. */
export interface Planes {
  readonly count: number;
  /** Plane after plane within a row. */
  readonly values: Float64Array;
}

/**
 * How rules are ranked for one kind of outcome, from sums as a kernel tallies them (n first). `at` is where the sums
 * begin. q is what rules are sorted by, `bound` what no longer rule of these rows can exceed; `gain` is how far the rows
 * of `child` lie above those of its `parent`, in standard deviations of drawing them at random (negative: below).
 */
export interface Scorer {
  readonly width: number;
  /** Null: good rows are counted by the kernel itself. */
  readonly planes: Planes | null;
  /** Of all rows. */
  readonly total: Float64Array;
  q(sums: Float64Array, at: number, direction: Direction): number;
  bound(sums: Float64Array, at: number, direction: Direction): number;
  gain(child: Float64Array, childAt: number, parent: Float64Array, parentAt: number): number;
}

const zz = z95 * z95;

/** (n/N)^.25 by n. */
function quarterPowers(rows: number): Float64Array {
  const powers = new Float64Array(rows + 1);
  for (let n = 0; n <= rows; n++) powers[n] = Math.sqrt(Math.sqrt(n / rows));
  return powers;
}

function wilsonEnd(k: number, n: number, sign: -1 | 1): number {
  return (k + zz / 2 + sign * z95 * Math.sqrt((k * (n - k)) / n + zz / 4)) / (n + zz);
}

/**
 * A plain yes or no: q = (n/N)^.25·(Wilson's lower bound − p0), poor the mirror (statistics.md, "ranking"). No part of a
 * rule's rows can do better than its positives alone: (pos/N)^.25·(pos/(pos + z²) − p0).
 */
export function countScorer(rows: number, positives: number): Scorer {
  const power = quarterPowers(rows);
  const base = positives / rows;
  return {
    width: 2,
    planes: null,
    total: Float64Array.of(rows, positives),
    q(sums, at, direction) {
      const [n, k] = [sums[at]!, sums[at + 1]!];
      const away = direction === "good" ? wilsonEnd(k, n, -1) - base : base - wilsonEnd(k, n, 1);
      return power[n]! * away;
    },
    bound(sums, at, direction) {
      const k = direction === "good" ? sums[at + 1]! : sums[at]! - sums[at + 1]!;
      return power[k]! * (k / (k + zz) - (direction === "good" ? base : 1 - base));
    },
    gain(child, childAt, parent, parentAt) {
      const [n, m] = [child[childAt]!, parent[parentAt]!];
      const p = parent[parentAt + 1]! / m;
      const spread = (p * (1 - p) * n * (m - n)) / (m - 1);
      return spread > 0 ? (child[childAt + 1]! - n * p) / Math.sqrt(spread) : 0;
    },
  };
}

/** A yes or no whose rows weigh differently: Wilson's bounds at Kish's effective size (Σw)²/Σw². */
export function weightedScorer(values: Float64Array, weights: Float64Array): Scorer {
  const rows = values.length;
  const planes = new Float64Array(rows * 4);
  const total = new Float64Array(5);
  for (let row = 0; row < rows; row++) {
    const [y, w] = [values[row]!, weights[row]!];
    planes.set([w, w * w, w * y, w * w * y], row * 4);
    for (let plane = 0; plane < 4; plane++) total[plane + 1]! += planes[row * 4 + plane]!;
  }
  total[0] = rows;
  const power = quarterPowers(rows);
  const base = total[3]! / total[1]!;
  return {
    width: 5,
    planes: { count: 4, values: planes },
    total,
    q(sums, at, direction) {
      const [w, ww] = [sums[at + 1]!, sums[at + 2]!];
      const effective = (w * w) / ww;
      const k = Math.min(effective, (sums[at + 3]! / w) * effective);
      const away =
        direction === "good" ? wilsonEnd(k, effective, -1) - base : base - wilsonEnd(k, effective, 1);
      return power[sums[at]!]! * away;
    },
    bound: (sums, at, direction) => power[sums[at]!]! * (direction === "good" ? 1 - base : base),
    gain(child, childAt, parent, parentAt) {
      const [n, m] = [child[childAt]!, parent[parentAt]!];
      const p = parent[parentAt + 3]! / parent[parentAt + 1]!;
      // Σ w²(y − p)², with y² = y.
      const squares = parent[parentAt + 4]! * (1 - 2 * p) + p * p * parent[parentAt + 2]!;
      const spread = (squares * n * (m - n)) / (m * (m - 1));
      const sum = child[childAt + 3]! - p * child[childAt + 1]!;
      return spread > 0 ? sum / Math.sqrt(spread) : 0;
    },
  };
}

/**
 * A number, more is better (turn the sign where less is): q = (n/N)^.25·(m − t·s/√n − μ)/σ and its mirror. A part of the
 * rows sums to no more than their values above μ, and no mean exceeds the largest value.
 */
export function meanScorer(values: Float64Array, fewest: number): Scorer {
  const rows = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / rows;
  const planes = new Float64Array(rows * 3);
  const total = new Float64Array(4);
  let [largest, smallest] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const d = values[row]! - mean;
    planes.set([d, d * d, Math.max(0, d)], row * 3);
    for (let plane = 0; plane < 3; plane++) total[plane + 1]! += planes[row * 3 + plane]!;
    largest = Math.max(largest, d);
    smallest = Math.min(smallest, d);
  }
  total[0] = rows;
  const power = quarterPowers(rows);
  const sigma = Math.sqrt(total[2]! / rows) || 1;
  const ts = new Float64Array(1001);
  for (let n = 2; n < ts.length; n++) ts[n] = tQuantile(0.975, n - 1);
  return {
    width: 4,
    planes: { count: 3, values: planes },
    total,
    q(sums, at, direction) {
      const [n, sum, squares] = [sums[at]!, sums[at + 1]!, sums[at + 2]!];
      if (n < 2) return Number.NEGATIVE_INFINITY;
      const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
      const half = (n < ts.length ? ts[n]! : z95 + 2.4 / n) * Math.sqrt(variance / n);
      return (power[n]! * ((direction === "good" ? sum : -sum) / n - half)) / sigma;
    },
    bound(sums, at, direction) {
      const above = direction === "good" ? sums[at + 3]! : sums[at + 3]! - sums[at + 1]!;
      const most = direction === "good" ? largest : -smallest;
      if (!(above > 0)) return 0;
      const n = Math.min(sums[at]!, Math.max(fewest, above / most));
      return (Math.sqrt(Math.sqrt(n / rows)) * Math.min(most, above / n)) / sigma;
    },
    gain(child, childAt, parent, parentAt) {
      const [n, m] = [child[childAt]!, parent[parentAt]!];
      const average = parent[parentAt + 1]! / m;
      const squares = parent[parentAt + 2]! - m * average * average;
      const spread = (squares * n * (m - n)) / (m * (m - 1));
      return spread > 0 ? (child[childAt + 1]! - n * average) / Math.sqrt(spread) : 0;
    },
  };
}
