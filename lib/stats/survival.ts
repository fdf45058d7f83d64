import type { ChiSquare } from "#lib/stats/chi-square.ts";
import { cholesky, quadraticForm } from "#lib/stats/cholesky.ts";
import { chiSquareUpperTail, z95 } from "#lib/stats/distributions.ts";
import { type RiskTable, riskTable, type Timeline, thinTimes, timeline } from "#lib/stats/timeline.ts";

/** A Kaplan-Meier curve: one entry per distinct time, events or not, ascending. */
export interface SurvivalCurve extends RiskTable {
  /** Share still there just after the time. */
  readonly survival: Float64Array;
  /** Pointwise 95 % interval on the log-log scale. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** With late entries: 1 at times when too few were in view for the curve to fall (see thinTimes). */
  readonly thin?: Uint8Array | null;
}

/**
 * Kaplan and Meier's curve (1958) with Greenwood's variance and the log-log interval, as R's survfit. months: how long
 * each row was followed (any unit; NaN rows take no part); left: 1 where it then left, 0 where it was still there. Before
 * the first event the interval is 1…1; at survival 0 the upper end stays where it was. With late entries pass
 * timeline(months, entry), with `fewest` to pass over times with too few in view (see thinTimes); without, a timeline saves
 * sorting again.
 */
export function kaplanMeier(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  on: Timeline = timeline(months),
): SurvivalCurve {
  const risk = riskTable(on, left);
  const thin = thinTimes(on, risk.atRisk);
  const size = risk.times.length;
  const survival = new Float64Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  let [s, greenwood] = [1, 0];
  for (let j = 0; j < size; j++) {
    const [n, d] = [risk.atRisk[j]!, risk.events[j]!];
    if (d === 0 || thin?.[j] === 1) {
      // Nothing moves where nobody leaves; with dated files that is most times.
      [survival[j], low[j], high[j]] = [s, low[j - 1] ?? 1, high[j - 1] ?? 1];
      continue;
    }
    s *= (n - d) / n;
    greenwood += d / (n * (n - d));
    survival[j] = s;
    const reach = (z95 * Math.sqrt(greenwood)) / -Math.log(s);
    low[j] = s === 1 ? 1 : s === 0 ? 0 : s ** Math.exp(reach);
    high[j] = s === 1 ? 1 : s === 0 ? (high[j - 1] ?? 1) : s ** Math.exp(-reach);
  }
  return { ...risk, survival, low, high, thin };
}

/** Index of the last time ≤ t (or < t), −1 before the first. */
function lastIndex(times: Float64Array, t: number, before: boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before ? times[middle]! < t : times[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Share still there just before time t (in the curve's unit): 1 before the first time; after the last it stays where it was. */
export function survivalBefore(curve: SurvivalCurve, t: number): number {
  return curve.survival[lastIndex(curve.times, t, true)] ?? 1;
}

/** A median with its interval; null where the curve, or that end of its band, never falls to half. */
export interface Median {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Time until half have left, with the 95 % interval from the log-log band (Brookmeyer and Crowley 1982), as R: where the curve
 * stands exactly at half, the middle of that step.
 */
export function medianSurvival(curve: SurvivalCurve): Median {
  const crossing = (band: Float64Array): number | null => {
    const half = 0.5 + 1e-12;
    for (let j = 0; j < band.length; j++) {
      if (!(curve.events[j]! > 0 && band[j]! <= half)) continue;
      if (band[j]! < 0.5 - 1e-12) return curve.times[j]!;
      const next = curve.times.findIndex((_, i) => i > j && curve.events[i]! > 0);
      return next < 0 ? curve.times[j]! : (curve.times[j]! + curve.times[next]!) / 2;
    }
    return null;
  };
  return { value: crossing(curve.survival), low: crossing(curve.low), high: crossing(curve.high) };
}

/** Mean time still there within 0…tau: the area under the curve, with its standard error. */
export interface RestrictedMean {
  readonly value: number;
  readonly se: number;
}

/**
 * Restricted mean survival time to tau (Irwin 1949), in the unit of the times, with Greenwood's standard error as R's survfit;
 * beyond the last time the curve stays where it was.
 */
export function restrictedMean(curve: SurvivalCurve, tau: number): RestrictedMean {
  const end = lastIndex(curve.times, tau, false);
  let [area, squares, until] = [0, 0, tau];
  for (let j = end; j >= 0; j--) {
    const [n, d] = [curve.atRisk[j]!, curve.events[j]!];
    area += curve.survival[j]! * (until - curve.times[j]!);
    if (d > 0 && d < n && curve.thin?.[j] !== 1) squares += (area * area * d) / (n * (n - d));
    until = curve.times[j]!;
  }
  return { value: area + until, se: Math.sqrt(squares) };
}

/** A log-rank test, with the events seen and expected in every group. */
export interface LogRank extends ChiSquare {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
}

/** What one stratum of a log-rank test holds at the moment. */
interface Stratum {
  /** At risk per group, and in all. */
  readonly atRisk: Int32Array;
  total: number;
  events: number;
}

/**
 * Log-rank test (Mantel 1966; as R's survdiff, rho = 0) that k groups leave at the same pace, stratified on request.
 * groups: 0…k − 1 per row, −1 takes no part; strata: 0, 1, … per row. df = groups that could have had events − 1;
 * with fewer than two, p is 1. O(rows + distinct event times · k²); pass the timeline when testing many groupings.
 */
export function logRank(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  groups: Int32Array,
  k: number,
  strata: Int32Array | null = null,
  on: Timeline = timeline(months),
): LogRank {
  const observed = new Float64Array(k);
  const expected = new Float64Array(k);
  const covariance = new Float64Array(k * k);
  const held = openStrata(on, groups, k, strata);
  const touched: number[] = [];
  for (let j = 0; j < on.times.length; j++) {
    if (on.from !== null) {
      for (let i = on.enteringStarts[j]!; i < on.enteringStarts[j + 1]!; i++) {
        move(held, on.entering[i]!, groups, strata, 1);
      }
    }
    for (let i = on.starts[j]!; i < on.starts[j + 1]!; i++) {
      const row = on.rows[i]!;
      const group = groups[row]!;
      if (group < 0 || left[row] !== 1) continue;
      observed[group]!++;
      const s = strata === null ? 0 : strata[row]!;
      if (held[s]!.events++ === 0) touched.push(s);
    }
    for (const s of touched) addMoment(held[s]!, expected, covariance);
    touched.length = 0;
    for (let i = on.starts[j]!; i < on.starts[j + 1]!; i++) move(held, on.rows[i]!, groups, strata, -1);
  }
  return { ...logRankStatistic(observed, expected, covariance), observed, expected };
}

function openStrata(on: Timeline, groups: Int32Array, k: number, strata: Int32Array | null): Stratum[] {
  let count = 1;
  if (strata !== null) for (const stratum of strata) count = Math.max(count, stratum + 1);
  const held = Array.from({ length: count }, () => ({ atRisk: new Int32Array(k), total: 0, events: 0 }));
  if (on.from === null) for (const row of on.rows) move(held, row, groups, strata, 1);
  return held;
}

function move(held: Stratum[], row: number, groups: Int32Array, strata: Int32Array | null, by: 1 | -1): void {
  const group = groups[row]!;
  if (group < 0) return;
  const stratum = held[strata === null ? 0 : strata[row]!]!;
  stratum.atRisk[group]! += by;
  stratum.total += by;
}

/** Adds what is expected at one time in one stratum: d events shared out by who is at risk (hypergeometric). */
function addMoment(stratum: Stratum, expected: Float64Array, covariance: Float64Array): void {
  const { atRisk, total, events } = stratum;
  const k = atRisk.length;
  const each = events / total;
  const factor = total > 1 ? (each * (total - events)) / (total - 1) : 0;
  for (let g = 0; g < k; g++) {
    const here = atRisk[g]!;
    if (here === 0) continue;
    expected[g]! += each * here;
    const scaled = (factor * here) / total;
    covariance[g * k + g]! += scaled * total;
    for (let h = 0; h <= g; h++) covariance[g * k + h]! -= scaled * atRisk[h]!;
  }
  stratum.events = 0;
}

function logRankStatistic(
  observed: Float64Array,
  expected: Float64Array,
  covariance: Float64Array,
): ChiSquare {
  const excess = observed.map((count, g) => count - expected[g]!);
  const parts = cholesky(covariance, excess.length);
  if (parts.rank === 0) return { statistic: 0, df: 0, p: 1 };
  const statistic = quadraticForm(parts, excess);
  return { statistic, df: parts.rank, p: chiSquareUpperTail(statistic, parts.rank) };
}

/**
 * Martingale residuals left − Λ̂ (Barlow and Prentice 1988; Nelson-Aalen over all rows, or within strata): how much more than expected each row
 * left. Over a group they sum to the O − E of logRank, so survival can be searched as a numeric outcome. NaN where the
 * row takes no part.
 */
export function martingaleResiduals(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  strata: Int32Array | null = null,
  on: Timeline = timeline(months),
): Float64Array {
  const residuals = new Float64Array(on.at.length).fill(Number.NaN);
  const count = strata === null ? 1 : strata.reduce((most, s) => Math.max(most, s + 1), 1);
  const [atRisk, events, hazard] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  const of = (row: number) => (strata === null ? 0 : strata[row]!);
  if (on.from === null) for (const row of on.rows) atRisk[of(row)]!++;
  for (let j = 0; j < on.times.length; j++) {
    if (on.from !== null) {
      for (const row of on.entering.subarray(on.enteringStarts[j]!, on.enteringStarts[j + 1]!)) {
        atRisk[of(row)]!++;
        residuals[row] = hazard[of(row)]!;
      }
    }
    const here = on.rows.subarray(on.starts[j]!, on.starts[j + 1]!);
    for (const row of here) events[of(row)]! += left[row]!;
    for (const row of here) {
      const s = of(row);
      if (events[s]! > 0) hazard[s]! += events[s]! / atRisk[s]!;
      events[s] = 0;
    }
    for (const row of here) {
      const s = of(row);
      atRisk[s]!--;
      residuals[row] = left[row]! - hazard[s]! + (on.from === null ? 0 : residuals[row]!);
    }
  }
  return residuals;
}
