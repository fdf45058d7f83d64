import type { Warning } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { crudeOddsRatio, mantelHaenszel, type Table } from "#lib/stats/strata.ts";

/** Another attribute of few levels, by which a pattern is looked at again. */
export interface Strata {
  readonly attribute: string;
  /** Stratum of every row of the target. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly target: Target;
  /** Sums over all rows, by stratum: worked out once, used by every pattern. */
  readonly all: Sums;
}

/** Weight, sum and sum of squares by stratum. Weights are 1 but for weighted rates; sums of means are centred. */
interface Sums {
  readonly n: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** Makes strata of an attribute's level codes by account (not of a list: its members overlap). */
export function strataOf(
  target: Target,
  attribute: string,
  accountCodes: Int32Array,
  labels: readonly string[],
): Strata {
  const codes = target.rows.map((account) => accountCodes[account]!);
  const all = sumsOf(target, target.values.keys(), codes, labels.length);
  return { attribute, codes, labels, target, all };
}

/** What is summed: weighted yes or no at its effective size, or winsorised values around their mean. */
function readerOf(target: Target): { value: (row: number) => number; weight: (row: number) => number } {
  const { values, weights, numbers } = target;
  if (numbers !== null) {
    const centre = numbers.clipped.reduce((sum, value) => sum + value, 0) / values.length;
    return { value: (row) => numbers.clipped[row]! - centre, weight: () => 1 };
  }
  if (weights === null) return { value: (row) => values[row]!, weight: () => 1 };
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  return { value: (row) => values[row]!, weight: (row) => (weights[row]! * sum) / squares };
}

function sumsOf(target: Target, rows: Iterable<number>, codes: Int32Array, size: number): Sums {
  const sums = { n: new Float64Array(size), sum: new Float64Array(size), squares: new Float64Array(size) };
  const { value, weight } = readerOf(target);
  for (const row of rows) {
    const s = codes[row]!;
    const [x, w] = [value(row), weight(row)];
    sums.n[s]! += w;
    sums.sum[s]! += w * x;
    sums.squares[s]! += w * x * x;
  }
  return sums;
}

export const mostStrata = 8;

/** Effects on the log odds scale below which a change of sign is only noise, and a shift that must be told. */
const noise = 0.1;
const shift = 0.3;
/** A standardised mean difference of d is a log odds ratio of d·π/√3 (Hasselblad and Hedges 1995). */
const logOddsPerDeviation = Math.PI / Math.sqrt(3);

/** One pattern with and without allowing for the strata. Odds ratios for rates, differences for means. */
export interface Adjustment {
  readonly by: string;
  readonly crude: number;
  readonly adjusted: number;
  readonly p: number;
  /** How far the log odds ratio moves. */
  readonly moved: number;
  readonly reversal: boolean;
  readonly attenuation: boolean;
}

/**
 * A pattern against its rest, crude and by Mantel-Haenszel within the strata of another attribute (for means: the
 * average of the stratum differences, weighted by n₁n₀/n). Reversal: the sign flips, both effects are more than noise
 * and the adjusted one is significant. Attenuation: the log odds ratio moves by more than .3. Null where no stratum
 * holds both groups.
 */
export function adjustFor(members: Int32Array, strata: Strata): Adjustment | null {
  return strata.target.numbers === null ? adjustRate(members, strata) : adjustMean(members, strata);
}

/** 2×2 tables [level yes, level no, rest yes, rest no] by stratum; weighted outcomes at their effective size. */
export function stratumTables(members: Int32Array, strata: Strata): Table[] {
  const inside = sumsOf(strata.target, members, strata.codes, strata.labels.length);
  return strata.labels.map((_, s) => {
    const [a, n] = [inside.sum[s]!, inside.n[s]!];
    const [allYes, all] = [strata.all.sum[s]!, strata.all.n[s]!];
    // Sums of weights may leave −1e-15 where nobody is left.
    const left = (count: number) => (count < 1e-9 ? 0 : count);
    return [left(a), left(n - a), left(allYes - a), left(all - n - (allYes - a))] as const;
  });
}

function adjustRate(members: Int32Array, strata: Strata): Adjustment | null {
  const tables = stratumTables(members, strata);
  const crude = crudeOddsRatio(tables);
  const { oddsRatio: adjusted, p } = mantelHaenszel(tables);
  const [crudeLog, adjustedLog] = [Math.log(crude), Math.log(adjusted)];
  if (!Number.isFinite(crudeLog) || !Number.isFinite(adjustedLog)) return null;
  return { by: strata.attribute, crude, adjusted, p, ...judge(crudeLog, adjustedLog, p) };
}

type Judged = Pick<Adjustment, "moved" | "reversal" | "attenuation">;

function judge(crudeLog: number, adjustedLog: number, p: number): Judged {
  const flips = crudeLog * adjustedLog < 0 && Math.min(Math.abs(crudeLog), Math.abs(adjustedLog)) > noise;
  const reversal = flips && p < 0.05;
  const moved = Math.abs(crudeLog - adjustedLog);
  return { moved, reversal, attenuation: !reversal && moved > shift };
}

function adjustMean(members: Int32Array, strata: Strata): Adjustment | null {
  const { target, all } = strata;
  const total = target.values.length;
  const inside = sumsOf(target, members, strata.codes, strata.labels.length);
  const deviation = Math.sqrt(all.squares.reduce((sum, square) => sum + square, 0) / Math.max(1, total - 1));
  let [weighted, weights, within, groups] = [0, 0, 0, 0];
  for (let s = 0; s < strata.labels.length; s++) {
    const [n1, n0] = [inside.n[s]!, all.n[s]! - inside.n[s]!];
    if (n1 === 0 || n0 === 0) continue;
    const [sum1, sum0] = [inside.sum[s]!, all.sum[s]! - inside.sum[s]!];
    const weight = (n1 * n0) / (n1 + n0);
    weighted += weight * (sum1 / n1 - sum0 / n0);
    weights += weight;
    within += all.squares[s]! - (sum1 * sum1) / n1 - (sum0 * sum0) / n0;
    groups += n1 + n0 - 2;
  }
  if (!(weights > 0) || !(deviation > 0) || groups < 1) return null;
  const adjusted = weighted / weights;
  const insideSum = inside.sum.reduce((sum, part) => sum + part, 0);
  const crude = insideSum / members.length + insideSum / (total - members.length);
  const se = Math.sqrt(within / groups / weights);
  const p = se > 0 ? 2 * normalUpperTail(Math.abs(adjusted / se)) : 1;
  const logOf = (difference: number) => (difference / deviation) * logOddsPerDeviation;
  return { by: strata.attribute, crude, adjusted, p, ...judge(logOf(crude), logOf(adjusted), p) };
}

/** The warnings of a pattern: every reversal, strongest first; without one, the single strongest attenuation. */
export function confoundingWarnings(adjustments: readonly Adjustment[]): Warning[] {
  const reversals = adjustments.filter((adjustment) => adjustment.reversal).sort((a, b) => a.p - b.p);
  if (reversals.length > 0) {
    return reversals.map(({ by, crude, adjusted, p }) => ({ kind: "reversal", by, crude, adjusted, p }));
  }
  const [most] = adjustments
    .filter((adjustment) => adjustment.attenuation)
    .sort((a, b) => b.moved - a.moved || (a.by < b.by ? -1 : 1));
  return most === undefined
    ? []
    : [{ kind: "attenuation", by: most.by, crude: most.crude, adjusted: most.adjusted }];
}
