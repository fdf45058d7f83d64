import { type Cholesky, cholesky, solve } from "#lib/stats/cholesky.ts";

/** A log-linear model of event counts over exposures. */
export interface EventRateFit {
  /** Logarithm of the base rate, then of the rate ratio per column; 0 with an infinite error where a column repeats. */
  readonly coefficients: Float64Array;
  readonly se: Float64Array;
  /** Variance of a count of mean μ is μ + μ²/theta; Infinity where counts vary no more than Poisson's. */
  readonly theta: number;
  readonly converged: boolean;
}

/** From here on NB2 cannot be told from Poisson. */
const poisson = 1e7;

/**
 * Negative-binomial regression (NB2, log link) of counts over exposures > 0, by turns of Fisher scoring for the
 * coefficients and Newton's method for theta, as MASS's glm.nb with offset log(exposure). A mean of ratios would let a
 * row of one month outweigh one of three years. columns: one list of numbers per covariate; the intercept is added.
 */
export function eventRates(
  counts: ArrayLike<number>,
  exposures: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
): EventRateFit {
  const ones = new Float64Array(counts.length).fill(1);
  const design = [ones, ...columns];
  let coefficients: Float64Array = new Float64Array(design.length);
  let [events, exposure] = [0, 0];
  for (let i = 0; i < counts.length; i++) {
    events += counts[i]!;
    exposure += exposures[i]!;
  }
  coefficients[0] = Math.log(events / exposure);
  let theta = Number.POSITIVE_INFINITY;
  let converged = false;
  for (let round = 0; round < 200 && !converged; round++) {
    const before = theta;
    const settled = settle(counts, exposures, design, coefficients, theta);
    coefficients = settled.coefficients;
    theta = dispersion(counts, means(exposures, design, coefficients), theta);
    converged = settled.converged && (theta === before || Math.abs(theta - before) <= 1e-10 * theta);
  }
  const parts = score(counts, exposures, design, coefficients, theta).parts;
  const se = coefficients.map((_, i) => {
    if (parts.used[i] === 0) return Number.POSITIVE_INFINITY;
    const unit = coefficients.map((__, j) => (i === j ? 1 : 0));
    return Math.sqrt(solve(parts, unit)[i]!);
  });
  return { coefficients, se, theta, converged };
}

function means(
  exposures: ArrayLike<number>,
  design: readonly ArrayLike<number>[],
  coefficients: Float64Array,
): Float64Array {
  return Float64Array.from(exposures, (exposure, row) => {
    let sum = Math.log(exposure);
    for (let i = 0; i < design.length; i++) sum += coefficients[i]! * design[i]![row]!;
    return Math.exp(sum);
  });
}

/** Slope and information of the log likelihood in the coefficients, theta given. */
function score(
  counts: ArrayLike<number>,
  exposures: ArrayLike<number>,
  design: readonly ArrayLike<number>[],
  coefficients: Float64Array,
  theta: number,
): { slope: Float64Array; parts: Cholesky } {
  const p = design.length;
  const slope = new Float64Array(p);
  const information = new Float64Array(p * p);
  means(exposures, design, coefficients).forEach((mean, row) => {
    const damped = 1 / (1 + mean / theta);
    for (let i = 0; i < p; i++) {
      const x = design[i]![row]!;
      slope[i]! += x * (counts[row]! - mean) * damped;
      for (let j = 0; j <= i; j++) information[i * p + j]! += x * design[j]![row]! * mean * damped;
    }
  });
  return { slope, parts: cholesky(information, p) };
}

function settle(
  counts: ArrayLike<number>,
  exposures: ArrayLike<number>,
  design: readonly ArrayLike<number>[],
  start: Float64Array,
  theta: number,
): { coefficients: Float64Array; converged: boolean } {
  let coefficients = start;
  for (let round = 0; round < 50; round++) {
    const { slope, parts } = score(counts, exposures, design, coefficients, theta);
    // A step of more than e³ in a rate overshoots: exp() of it would not come back.
    const step = solve(parts, slope).map((by) => Math.max(-3, Math.min(3, by)));
    coefficients = coefficients.map((value, i) => value + step[i]!);
    if (step.every((by) => Math.abs(by) < 1e-11)) return { coefficients, converged: true };
  }
  return { coefficients, converged: false };
}

/** The theta of greatest likelihood for these means, by Newton's method on 1/theta's scale inside a bracket. */
function dispersion(counts: ArrayLike<number>, fitted: Float64Array, start: number): number {
  if (thetaSlope(counts, fitted, poisson) >= 0) return Number.POSITIVE_INFINITY;
  let [low, high] = [1e-8, poisson];
  let log = Math.log(start === Number.POSITIVE_INFINITY ? 1 : start);
  [low, high] = [Math.log(low), Math.log(high)];
  const at = (value: number) => thetaSlope(counts, fitted, Math.exp(value)) * Math.exp(value);
  for (let round = 0; round < 100 && high - low > 1e-14; round++) {
    const slope = at(log);
    if (slope > 0) low = log;
    else high = log;
    const h = 1e-5;
    const curve = (at(log + h) - at(log - h)) / (2 * h);
    let next = log - slope / curve;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - log) < 1e-13) return Math.exp(next);
    log = next;
  }
  return Math.exp(log);
}

/** Slope of the log likelihood in theta; the digamma differences are finite sums because counts are whole. */
function thetaSlope(counts: ArrayLike<number>, fitted: Float64Array, theta: number): number {
  let slope = 0;
  for (let row = 0; row < fitted.length; row++) {
    const [count, mean] = [counts[row]!, fitted[row]!];
    for (let j = 0; j < count; j++) slope += 1 / (theta + j);
    slope += -Math.log1p(mean / theta) + (mean - count) / (mean + theta);
  }
  return slope;
}
