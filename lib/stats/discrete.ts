/**
 * Exact binomial and hypergeometric probabilities and tails. Point probabilities by Loader's saddle-point expansion
 * (2000, as in R): log-factorials of n = 1e5 would cancel to ten digits only. Tails by the ratio of neighbours,
 * summed outwards from the value until the rest cannot matter.
 */

const halfLogTwoPi = 0.9189385332046728;
const stirlingErrors = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475,
  0.005554733551962801,
];

/** ln n! minus Stirling's formula. */
function stirlingError(n: number): number {
  if (n < 16) return stirlingErrors[n]!;
  const m = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / m) / m) / m) / m) / n;
}

/** x·ln(x/m) + m − x without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** ln P(X = k) of the binomial distribution; q = 1 − p is passed so that neither loses digits. */
export function binomialLogPoint(k: number, n: number, p: number, q: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  if (p === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (q === 0) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  if (k === 0) return n * (p < q ? Math.log1p(-p) : Math.log(q));
  if (k === n) return n * (q < p ? Math.log1p(-q) : Math.log(p));
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * q) -
    (halfLogTwoPi + (Math.log(k) + Math.log1p(-k / n)) / 2)
  );
}

/** A distribution on low…high whose logarithm is concave: one mode, tails that fall ever faster. */
interface Unimodal {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly logPoint: (k: number) => number;
  /** P(k + 1) / P(k). */
  readonly ratio: (k: number) => number;
}

/** The number of successes among `draws` from `total` with `successes` in it. */
export function hypergeometric(total: number, successes: number, draws: number): Unimodal {
  const failures = total - successes;
  const p = draws / total;
  const q = (total - draws) / total;
  const scale = total === 0 ? 0 : binomialLogPoint(draws, total, p, q);
  return {
    low: Math.max(0, draws - failures),
    high: Math.min(draws, successes),
    mean: total === 0 ? 0 : (draws * successes) / total,
    logPoint: (k) =>
      total === 0
        ? 0
        : binomialLogPoint(k, successes, p, q) + binomialLogPoint(draws - k, failures, p, q) - scale,
    ratio: (k) => ((successes - k) / (k + 1)) * ((draws - k) / (failures - draws + k + 1)),
  };
}

/** The number of successes in n tries of probability p. */
export function binomial(n: number, p: number): Unimodal {
  const q = 1 - p;
  return {
    low: 0,
    high: n,
    mean: n * p,
    logPoint: (k) => binomialLogPoint(k, n, p, q),
    ratio: (k) => ((n - k) / (k + 1)) * (p / q),
  };
}

/** Σ P(j) / P(k) over j = k, k + 1, … high, for k at or above the mode. */
function sumUp(of: Unimodal, k: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k; j < of.high; j++) {
    const ratio = of.ratio(j);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < 1e-17 * sum * (1 - ratio)) break;
  }
  return sum;
}

/** Σ P(j) / P(k) over j = k, k − 1, … low, for k at or below the mode. */
function sumDown(of: Unimodal, k: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k - 1; j >= of.low; j--) {
    const ratio = 1 / of.ratio(j);
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < 1e-17 * sum * (1 - ratio)) break;
  }
  return sum;
}

/**
 * P(X > k) + share·P(X = k). Share 1 gives the plain upper tail, 1/2 the mid-p. The side away from the mean is summed,
 * the other is its complement, so a small tail keeps its digits.
 */
export function upperTail(of: Unimodal, k: number, share: number): number {
  if (k < of.low) return 1;
  if (k > of.high) return 0;
  const point = Math.exp(of.logPoint(k));
  const tail = k >= of.mean ? point * (sumUp(of, k) - 1 + share) : 1 - point * (sumDown(of, k) - share);
  return Math.min(1, Math.max(0, tail));
}

/** P(X < k) + share·P(X = k). */
export function lowerTail(of: Unimodal, k: number, share: number): number {
  if (k < of.low) return 0;
  if (k > of.high) return 1;
  const point = Math.exp(of.logPoint(k));
  const tail = k <= of.mean ? point * (sumDown(of, k) - 1 + share) : 1 - point * (sumUp(of, k) - share);
  return Math.min(1, Math.max(0, tail));
}

/** Equal probabilities computed in two ways differ in the last digits; R's tolerance (fisher.test). */
const tie = 1e-7;

/** Two-sided p: the sum of all P(j) ≤ P(k), ties within 1e-7 included, as R's fisher.test and binom.test. */
export function twoSided(of: Unimodal, k: number): number {
  if (of.low === of.high) return 1;
  const limit = of.logPoint(k) + tie;
  const mode = modeOf(of);
  if (of.logPoint(mode) <= limit) return 1;
  const above = k > mode;
  const near = Math.exp(limit - tie) * (above ? sumUp(of, k) : sumDown(of, k));
  const start = above ? lastBelow(of, mode, limit) : firstAbove(of, mode, limit);
  if (start === null) return Math.min(1, near);
  const far = Math.exp(of.logPoint(start)) * (above ? sumDown(of, start) : sumUp(of, start));
  return Math.min(1, near + far);
}

/** The most likely value: the first k whose successor is not likelier. */
function modeOf(of: Unimodal): number {
  let low = of.low;
  let high = of.high;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (of.ratio(middle) > 1) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The largest j < mode with ln P(j) ≤ limit, or null. */
function lastBelow(of: Unimodal, mode: number, limit: number): number | null {
  if (of.logPoint(of.low) > limit) return null;
  let low = of.low;
  let high = mode;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (of.logPoint(middle) <= limit) low = middle;
    else high = middle;
  }
  return low;
}

/** The smallest j > mode with ln P(j) ≤ limit, or null. */
function firstAbove(of: Unimodal, mode: number, limit: number): number | null {
  if (of.logPoint(of.high) > limit) return null;
  let low = mode;
  let high = of.high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (of.logPoint(middle) <= limit) high = middle;
    else low = middle;
  }
  return high;
}
