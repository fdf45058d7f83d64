import { betaQuantile } from "#lib/stats/distributions.ts";
import type { PointInterval } from "#lib/stats/rate.ts";

/** Rates pulled towards what all groups together make likely. */
export interface ShrunkenRates {
  /** The beta distribution that the groups' true rates seem to come from; both Infinity where they do not differ. */
  readonly alpha: number;
  readonly beta: number;
  readonly mean: number;
  /** Per group: the mean of its posterior with its 95 % interval. */
  readonly rates: readonly PointInterval[];
}

/** Above this many rows of precision the groups cannot be told from one rate. */
const oneRate = 1e7;

/** ψ(x) for x > 0: recurrence up to 10, then the asymptotic series (error about 1e-16). */
function digamma(x: number): number {
  let [sum, at] = [0, x];
  for (; at < 10; at++) sum -= 1 / at;
  const inverse = 1 / (at * at);
  const series =
    inverse *
    (1 / 12 -
      inverse *
        (1 / 120 -
          inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32760))))));
  return sum + Math.log(at) - 0.5 / at - series;
}

/** ψ′(x) for x > 0, in the same way. */
function trigamma(x: number): number {
  let [sum, at] = [0, x];
  for (; at < 10; at++) sum += 1 / (at * at);
  const inverse = 1 / (at * at);
  const series =
    inverse *
    (1 / 6 -
      inverse *
        (1 / 30 - inverse * (1 / 42 - inverse * (1 / 30 - inverse * (5 / 66 - inverse * (691 / 2730))))));
  return sum + 1 / at + inverse / 2 + series / at;
}

/** Slope and curvature of the log likelihood in (alpha, beta). */
function slopes(positives: ArrayLike<number>, sizes: ArrayLike<number>, a: number, b: number) {
  let [da, db, daa, dbb, dab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < sizes.length; i++) {
    const [x, n] = [positives[i]!, sizes[i]!];
    const whole = digamma(a + b) - digamma(n + a + b);
    da += digamma(x + a) - digamma(a) + whole;
    db += digamma(n - x + b) - digamma(b) + whole;
    const bend = trigamma(a + b) - trigamma(n + a + b);
    daa += trigamma(x + a) - trigamma(a) + bend;
    dbb += trigamma(n - x + b) - trigamma(b) + bend;
    dab += bend;
  }
  return { da, db, daa, dbb, dab };
}

/** Where the slope in the mean is 0 for a precision given; mean = alpha / precision. */
function meanFor(positives: ArrayLike<number>, sizes: ArrayLike<number>, precision: number): number {
  let [low, high] = [1e-9, 1 - 1e-9];
  for (let round = 0; round < 80; round++) {
    const mean = (low + high) / 2;
    const { da, db } = slopes(positives, sizes, mean * precision, (1 - mean) * precision);
    if (da - db > 0) low = mean;
    else high = mean;
  }
  return (low + high) / 2;
}

/** Slope of the profile likelihood in the logarithm of the precision. */
function slopeIn(positives: ArrayLike<number>, sizes: ArrayLike<number>, precision: number): number {
  const mean = meanFor(positives, sizes, precision);
  const { da, db } = slopes(positives, sizes, mean * precision, (1 - mean) * precision);
  return mean * da + (1 - mean) * db;
}

/**
 * Empirical-Bayes shrinkage of rates (Griffin and Krutchkoff 1971): the groups' true rates are taken to come from one beta
 * distribution, fitted by maximum likelihood to all of them (beta-binomial); each is then shown as its posterior mean with
 * an equal-tailed 95 % interval, which takes the fitted distribution for certain and is too narrow with few groups. positives ≤ sizes, counts or effective ones; fewer than two groups of any size, or none or
 * all positive, leave the plain rate with an interval of the pooled count. What was found by looking for extremes is shown
 * so: an extreme rate of a small group moves most.
 */
export function shrinkRates(positives: ArrayLike<number>, sizes: ArrayLike<number>): ShrunkenRates {
  let [x, n, groups] = [0, 0, 0];
  for (let i = 0; i < sizes.length; i++) {
    x += positives[i]!;
    n += sizes[i]!;
    if (sizes[i]! > 0) groups++;
  }
  const pooled = x / n;
  if (groups < 2 || !(x > 0 && x < n) || slopeIn(positives, sizes, oneRate) >= 0) {
    const point = {
      value: pooled,
      low: betaQuantile(0.025, x + 0.5, n - x + 0.5),
      high: betaQuantile(0.975, x + 0.5, n - x + 0.5),
    };
    const infinite = Number.POSITIVE_INFINITY;
    return { alpha: infinite, beta: infinite, mean: pooled, rates: Array.from(sizes, () => point) };
  }
  const [alpha, beta] = settle(positives, sizes);
  const rates = Array.from(sizes, (size, i) => {
    const [a, b] = [positives[i]! + alpha, size - positives[i]! + beta];
    return { value: a / (a + b), low: betaQuantile(0.025, a, b), high: betaQuantile(0.975, a, b) };
  });
  return { alpha, beta, mean: alpha / (alpha + beta), rates };
}

/** Bisection of the profile slope to be near, then Newton's method to be exact. */
function settle(positives: ArrayLike<number>, sizes: ArrayLike<number>): [number, number] {
  let [low, high] = [Math.log(1e-3), Math.log(oneRate)];
  for (let round = 0; round < 24; round++) {
    const middle = (low + high) / 2;
    if (slopeIn(positives, sizes, Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  const precision = Math.exp((low + high) / 2);
  const mean = meanFor(positives, sizes, precision);
  let [a, b] = [mean * precision, (1 - mean) * precision];
  for (let round = 0; round < 20; round++) {
    const { da, db, daa, dbb, dab } = slopes(positives, sizes, a, b);
    const determinant = daa * dbb - dab * dab;
    if (!(determinant > 0)) break;
    const [byA, byB] = [(dbb * da - dab * db) / determinant, (daa * db - dab * da) / determinant];
    if (!(a - byA > 0 && b - byB > 0)) break;
    [a, b] = [a - byA, b - byB];
    if (Math.abs(byA) <= 1e-13 * a && Math.abs(byB) <= 1e-13 * b) break;
  }
  return [a, b];
}
