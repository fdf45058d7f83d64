import { normalUpperTail } from "#lib/stats/distributions.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";

/** The one cut of a number that divides an outcome best. */
export interface BestCut {
  /** Rows with a value up to and including this are the lower group; NaN where no cut is allowed. */
  readonly at: number;
  /** |T| of the lower group's sum, standardised under permutation. */
  readonly statistic: number;
  /** Lower groups tried. */
  readonly tried: number;
}

/** Rows below each cut that may be tried, from values in ascending order. */
interface Cuts {
  readonly order: Int32Array;
  readonly sizes: readonly number[];
}

const leastShare = 0.1;

function cutsOf(values: ArrayLike<number>): Cuts {
  const n = values.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const sizes: number[] = [];
  for (let size = 1; size < n; size++) {
    if (values[order[size - 1]!] === values[order[size]!]) continue;
    if (size >= leastShare * n - 1e-9 && size <= (1 - leastShare) * n + 1e-9) sizes.push(size);
  }
  return { order, sizes };
}

/** |T| of every cut: (sum − n·mean) / √(n(N − n)·variance/(N − 1)...), the largest and where it is. */
function strongest(outcome: ArrayLike<number>, order: Int32Array, sizes: readonly number[]) {
  const n = order.length;
  let [mean, squares] = [0, 0];
  for (let i = 0; i < n; i++) mean += outcome[i]! / n;
  for (let i = 0; i < n; i++) squares += (outcome[i]! - mean) ** 2;
  let [statistic, best, sum, at] = [0, -1, 0, 0];
  if (!(squares > 0)) return { statistic, best };
  for (const size of sizes) {
    for (; at < size; at++) sum += outcome[order[at]!]! - mean;
    const spread = (squares * size * (n - size)) / (n * (n - 1));
    const t = Math.abs(sum) / Math.sqrt(spread);
    if (t > statistic) [statistic, best] = [t, size];
  }
  return { statistic, best };
}

/**
 * The cut of a number (values, no NaN) with the largest maximally selected rank statistic for an outcome of 0 and 1 or any
 * number (Lausen and Schumacher 1992; R's maxstat), between the 10 % and the 90 % of the rows.
 */
export function bestCut(values: ArrayLike<number>, outcome: ArrayLike<number>): BestCut {
  const { order, sizes } = cutsOf(values);
  const { statistic, best } = strongest(outcome, order, sizes);
  const at = best < 0 ? Number.NaN : values[order[best - 1]!]!;
  return { at, statistic, tried: sizes.length };
}

/**
 * p of the best cut over all cuts tried, by permuting the outcome: (1 + #{max |T| ≥ seen}) / (rounds + 1) (R's maxstat,
 * condMC). The p of the chosen cut by itself would call nearly every number a finding.
 */
export function bestCutP(
  values: ArrayLike<number>,
  outcome: ArrayLike<number>,
  random: Random,
  rounds = 999,
): number {
  const { order, sizes } = cutsOf(values);
  const limit = strongest(outcome, order, sizes).statistic * (1 - 1e-9);
  const dealt = Float64Array.from(outcome);
  let hits = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(dealt, random);
    if (strongest(dealt, order, sizes).statistic >= limit) hits++;
  }
  return (1 + hits) / (rounds + 1);
}

/**
 * Lausen and Schumacher's approximation (1992) of the same p for cuts between shares low and high of the rows:
 * 4φ(b)/b + φ(b)(b − 1/b)·ln(high(1 − low)/((1 − high)low)), 1 for b < 1. Without any draw, for large tables.
 */
export function lausenSchumacherP(statistic: number, low = leastShare, high = 1 - leastShare): number {
  if (!(statistic >= 1)) return 1;
  const density = Math.exp((-statistic * statistic) / 2) / Math.sqrt(2 * Math.PI);
  const span = Math.log((high * (1 - low)) / ((1 - high) * low));
  const p = (4 * density) / statistic + density * (statistic - 1 / statistic) * span;
  return Math.min(1, Math.max(p, 2 * normalUpperTail(statistic)));
}
