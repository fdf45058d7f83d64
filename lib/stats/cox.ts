import type { ChiSquare } from "#lib/stats/chi-square.ts";
import { cholesky, quadraticForm, solve } from "#lib/stats/cholesky.ts";
import { chiSquareUpperTail } from "#lib/stats/distributions.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";
import { type Timeline, timeline } from "#lib/stats/timeline.ts";

/** A fitted Cox model; log hazard ratios per column, 0 with an infinite error for a column that repeats others. */
export interface CoxFit {
  readonly coefficients: Float64Array;
  readonly se: Float64Array;
  /** Log partial likelihood without the columns, and with them. */
  readonly logLikelihood: readonly [without: number, fitted: number];
  /** False where the estimate runs away (a column whose rows never leave) or 30 rounds did not settle it. */
  readonly converged: boolean;
  /** For the proportional-hazards test. */
  readonly input: CoxInput;
}

interface CoxInput {
  readonly columns: readonly Float64Array[];
  readonly left: ArrayLike<number>;
  readonly on: Timeline;
}

/** Sums over a set of rows of r, r·x and r·x·x′ (lower triangle), r = exp(x′β). */
interface Sums {
  weight: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const emptySums = (p: number): Sums => ({
  weight: 0,
  first: new Float64Array(p),
  second: new Float64Array(p * p),
});

function clear(sums: Sums): void {
  sums.weight = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

/** Adds one row (sign 1) or takes it out again (−1). */
function addRow(sums: Sums, columns: readonly Float64Array[], row: number, risk: number, sign: 1 | -1): void {
  const p = columns.length;
  const r = sign * risk;
  sums.weight += r;
  for (let i = 0; i < p; i++) {
    const scaled = r * columns[i]![row]!;
    if (scaled === 0) continue;
    sums.first[i]! += scaled;
    for (let j = 0; j <= i; j++) sums.second[i * p + j]! += scaled * columns[j]![row]!;
  }
}

/** One death (Efron shares a tie out into as many steps as there are deaths): mean and covariance of x at risk. */
type Visit = (j: number, mean: Float64Array, covariance: Float64Array, logWeight: number) => void;

/** Walks the times backwards, keeping the sums over those at risk, and visits every death. */
function walk(input: CoxInput, risks: Float64Array, visit: Visit): void {
  const { columns, left, on } = input;
  const p = columns.length;
  const [all, tied] = [emptySums(p), emptySums(p)];
  const [mean, covariance] = [new Float64Array(p), new Float64Array(p * p)];
  for (let j = on.times.length - 1; j >= 0; j--) {
    let deaths = 0;
    for (let i = on.starts[j]!; i < on.starts[j + 1]!; i++) {
      const row = on.rows[i]!;
      addRow(all, columns, row, risks[row]!, 1);
      if (left[row] !== 1) continue;
      addRow(tied, columns, row, risks[row]!, 1);
      deaths++;
    }
    for (let step = 0; step < deaths; step++) {
      moments(all, tied, step / deaths, mean, covariance);
      visit(j, mean, covariance, Math.log(all.weight - (step / deaths) * tied.weight));
    }
    if (deaths > 0) clear(tied);
    if (on.from === null) continue;
    for (let i = on.enteringStarts[j]!; i < on.enteringStarts[j + 1]!; i++) {
      addRow(all, columns, on.entering[i]!, risks[on.entering[i]!]!, -1);
    }
  }
}

function moments(all: Sums, tied: Sums, share: number, mean: Float64Array, covariance: Float64Array): void {
  const p = mean.length;
  const weight = all.weight - share * tied.weight;
  for (let i = 0; i < p; i++) {
    mean[i] = (all.first[i]! - share * tied.first[i]!) / weight;
    for (let j = 0; j <= i; j++) {
      const at = i * p + j;
      covariance[at] = (all.second[at]! - share * tied.second[at]!) / weight - mean[i]! * mean[j]!;
    }
  }
}

function relativeRisks({ columns, on }: CoxInput, coefficients: Float64Array): Float64Array {
  const risks = new Float64Array(on.at.length);
  for (const row of on.rows) {
    let sum = 0;
    for (let i = 0; i < columns.length; i++) sum += coefficients[i]! * columns[i]![row]!;
    risks[row] = Math.exp(sum);
  }
  return risks;
}

/** Log partial likelihood, its slope and its information at the coefficients. */
function evaluate(input: CoxInput, coefficients: Float64Array) {
  const p = coefficients.length;
  const slope = new Float64Array(p);
  const information = new Float64Array(p * p);
  const risks = relativeRisks(input, coefficients);
  let logLikelihood = 0;
  for (const row of input.on.rows) {
    if (input.left[row] !== 1) continue;
    logLikelihood += Math.log(risks[row]!);
    for (let i = 0; i < p; i++) slope[i]! += input.columns[i]![row]!;
  }
  walk(input, risks, (_, mean, covariance, logWeight) => {
    logLikelihood -= logWeight;
    for (let i = 0; i < p; i++) slope[i]! -= mean[i]!;
    for (let at = 0; at < covariance.length; at++) information[at]! += covariance[at]!;
  });
  return { logLikelihood, slope, information };
}

/** Columns with their mean taken off: keeps exp() in range and changes no coefficient. */
function centre(columns: readonly ArrayLike<number>[], rows: Int32Array): Float64Array[] {
  return columns.map((column) => {
    let sum = 0;
    for (const row of rows) sum += column[row]!;
    const mean = rows.length === 0 ? 0 : sum / rows.length;
    return Float64Array.from(column, (value) => value - mean);
  });
}

/**
 * Cox's proportional-hazards regression (1972) with Efron's ties, by Newton's method with halved steps, as R's coxph.
 * months, left: as kaplanMeier; columns: one list of numbers per covariate (levels as 0/1 columns, one left out; no NaN), as
 * long as months. With late entries pass timeline(months, entry). No errors are thrown: see `se` and `converged`.
 */
export function coxRegression(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  on: Timeline = timeline(months),
): CoxFit {
  const p = columns.length;
  const input = { columns: centre(columns, on.rows), left, on };
  let coefficients = new Float64Array(p);
  let now = evaluate(input, coefficients);
  const without = now.logLikelihood;
  let converged = p === 0;
  for (let round = 0; round < 30 && !converged; round++) {
    const step = solve(cholesky(now.information, p), now.slope);
    let next = now;
    let scale = 1;
    for (; scale > 1e-6; scale /= 2) {
      next = evaluate(
        input,
        coefficients.map((value, i) => value + scale * step[i]!),
      );
      if (next.logLikelihood >= now.logLikelihood - 1e-12 * Math.abs(now.logLikelihood)) break;
    }
    const moved = step.map((value) => scale * value);
    coefficients = coefficients.map((value, i) => value + moved[i]!);
    now = next;
    converged = moved.every((by, i) => Math.abs(by) <= 1e-9 * Math.max(1, Math.abs(coefficients[i]!)));
  }
  const parts = cholesky(now.information, p);
  const se = Float64Array.from({ length: p }, (_, i) => {
    if (parts.used[i] === 0) return Number.POSITIVE_INFINITY;
    const unit = Float64Array.from({ length: p }, (__, j) => (i === j ? 1 : 0));
    return Math.sqrt(solve(parts, unit)[i]!);
  });
  return { coefficients, se, logLikelihood: [without, now.logLikelihood], converged, input };
}

/**
 * Standard errors of a fit whose rows come in clusters (Lin and Wei 1989, Efron's ties, as R's coxph with cluster): I⁻¹ΣUgUg′I⁻¹
 * with I the information and Ug the sum of the score residuals of the rows of cluster g. clusters: a number per row. Infinite
 * for a column that repeats others. Without any correction for few clusters. O(rows · columns + clusters · columns²).
 */
export function clusteredErrors(fit: CoxFit, clusters: ArrayLike<number>): Float64Array {
  const { input, coefficients } = fit;
  const p = coefficients.length;
  const { information } = evaluate(input, coefficients);
  const parts = cholesky(information, p);
  const sums = new Map<number, Float64Array>();
  eachScore(input, coefficients, (row, score) => {
    const known = sums.get(clusters[row]!);
    if (known === undefined) sums.set(clusters[row]!, score.slice());
    else for (let i = 0; i < p; i++) known[i]! += score[i]!;
  });
  const squares = new Float64Array(p);
  for (const sum of sums.values()) {
    const by = solve(parts, sum);
    for (let i = 0; i < p; i++) squares[i]! += by[i]! ** 2;
  }
  return squares.map((square, i) => (parts.used[i] === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(square)));
}

/**
 * What every row adds to the score at the coefficients: x − x̄ where it left, less the same over the hazard it was exposed to; of
 * d who leave at once each is exposed to the k-th of d steps (from 0) by 1 − k/d only (Efron, as R's residuals of type score).
 */
function eachScore(
  input: CoxInput,
  coefficients: Float64Array,
  see: (row: number, score: Float64Array) => void,
): void {
  const { columns, left, on } = input;
  const p = columns.length;
  const size = on.times.length;
  const risks = relativeRisks(input, coefficients);
  const deaths = new Int32Array(size);
  for (const row of on.rows) if (left[row] === 1) deaths[on.at[row]!]!++;
  // Hazard, and hazard times mean, up to each time; the same for those who leave at it; and the mean they are held against.
  const [hazard, means] = [new Float64Array(size + 1), new Float64Array((size + 1) * p)];
  const [ownHazard, ownMeans, mean] = [
    new Float64Array(size),
    new Float64Array(size * p),
    new Float64Array(size * p),
  ];
  const steps = new Int32Array(size);
  walk(input, risks, (j, at, _, logWeight) => {
    const share = 1 - steps[j]!++ / deaths[j]!;
    const rise = Math.exp(-logWeight);
    hazard[j + 1]! += rise;
    ownHazard[j]! += share * rise;
    for (let i = 0; i < p; i++) {
      means[(j + 1) * p + i]! += rise * at[i]!;
      ownMeans[j * p + i]! += share * rise * at[i]!;
      mean[j * p + i]! += at[i]! / deaths[j]!;
    }
  });
  for (let j = 0; j < size; j++) {
    hazard[j + 1]! += hazard[j]!;
    for (let i = 0; i < p; i++) means[(j + 1) * p + i]! += means[j * p + i]!;
  }
  const score = new Float64Array(p);
  for (const row of on.rows) {
    const [at, from, risk, isGone] = [on.at[row]!, on.from?.[row] ?? 0, risks[row]!, left[row] === 1];
    // Whoever leaves is exposed to its own time in part.
    const end = isGone ? at : at + 1;
    const exposure = hazard[end]! - hazard[from]! + (isGone ? ownHazard[at]! : 0);
    for (let i = 0; i < p; i++) {
      const x = columns[i]![row]!;
      const expected = means[end * p + i]! - means[from * p + i]! + (isGone ? ownMeans[at * p + i]! : 0);
      score[i] = (isGone ? x - mean[at * p + i]! : 0) - risk * (x * exposure - expected);
    }
    see(row, score);
  }
}

/** Tests that hazards stay proportional over time, per term and for all of them. */
export interface ProportionalHazards {
  readonly terms: readonly ChiSquare[];
  readonly all: ChiSquare;
}

/**
 * Score test that no effect changes with time (Grambsch and Therneau 1994, as R's cox.zph since survival 3.0), time taken
 * as 1 − the Kaplan-Meier curve just before. `terms` lists the columns that belong together, such as those of one
 * attribute's levels. A term whose columns only repeat others has df 0 and p 1. To be asked of a fit that converged.
 */
export function proportionalHazards(fit: CoxFit, terms: readonly (readonly number[])[]): ProportionalHazards {
  const { input, coefficients } = fit;
  const p = coefficients.length;
  const { on, left, columns } = input;
  const curve = kaplanMeier(on.times, left, on);
  const clock = Float64Array.from(on.times, (time) => 1 - survivalBefore(curve, time));
  const size = 2 * p;
  const information = new Float64Array(size * size);
  const slope = new Float64Array(p);
  for (const row of on.rows) {
    if (left[row] !== 1) continue;
    for (let i = 0; i < p; i++) slope[i]! += clock[on.at[row]!]! * columns[i]![row]!;
  }
  walk(input, relativeRisks(input, coefficients), (j, mean, covariance) => {
    const g = clock[j]!;
    for (let a = 0; a < p; a++) {
      slope[a]! -= g * mean[a]!;
      for (let b = 0; b < p; b++) {
        const value = covariance[a >= b ? a * p + b : b * p + a]!;
        information[a * size + b]! += value;
        information[(a + p) * size + b]! += g * value;
        information[(a + p) * size + b + p]! += g * g * value;
      }
    }
  });
  const test = (chosen: readonly number[]): ChiSquare => {
    const keep = [...Array.from({ length: p }, (_, i) => i), ...chosen.map((i) => i + p)];
    const matrix = Float64Array.from(
      keep.flatMap((i) => keep.map((j) => information[i >= j ? i * size + j : j * size + i]!)),
    );
    const parts = cholesky(matrix, keep.length);
    const df = parts.used.subarray(p).reduce((sum, used) => sum + used, 0);
    const statistic = quadraticForm(parts, [
      ...new Array<number>(p).fill(0),
      ...chosen.map((i) => slope[i]!),
    ]);
    return df === 0 ? { statistic: 0, df, p: 1 } : { statistic, df, p: chiSquareUpperTail(statistic, df) };
  };
  return { terms: terms.map(test), all: test(Array.from({ length: p }, (_, i) => i)) };
}
