import gammainc from "@stdlib/math-base-special-gammainc";
import betaInverse from "@stdlib/stats-base-dists-beta-quantile";
import standardNormal from "@stdlib/stats-base-dists-normal-cdf";
import studentCdf from "@stdlib/stats-base-dists-t-cdf";
import studentInverse from "@stdlib/stats-base-dists-t-quantile";

/** The two-sided 95 % point of the standard normal distribution. */
export const z95 = 1.959963984540054;

/** P(Z ≤ z) of the standard normal distribution, exact in both tails (erfc). */
export function normalCdf(z: number): number {
  return standardNormal(z, 0, 1);
}

/** P(Z > z) of the standard normal distribution, never as 1 − cdf: exact down to 1e-300. */
export function normalUpperTail(z: number): number {
  return standardNormal(-z, 0, 1);
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

const centreTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const centreBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const tailTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const tailBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];

/**
 * z with P(Z ≤ z) = p; −Infinity at 0, Infinity at 1, NaN outside. Wichura's AS 241 (1988), about 1e-16 relative,
 * down to p = 1e-300. For an upper tail α ask −normalQuantile(α): 1 − α loses α's digits.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, centreTop)) / polynomial(r, centreBottom);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(r - 1.6, tailTop) / polynomial(r - 1.6, tailBottom)
      : polynomial(r - 5, farTop) / polynomial(r - 5, farBottom);
  return q < 0 ? -z : z;
}

/** P(T > t) of Student's distribution with df > 0 degrees of freedom, exact in both tails (@stdlib's, by the incomplete beta function). */
export function tTail(t: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalUpperTail(t) : studentCdf(-t, df);
}

/** P(|T| ≥ |t|) of Student's distribution with df > 0 degrees of freedom. */
export function tTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tTail(Math.abs(t), df));
}

/** t with P(T ≤ t) = p of Student's distribution with df > 0 degrees of freedom (@stdlib's; the normal one for endless df). */
export function tQuantile(p: number, df: number): number {
  return df === Number.POSITIVE_INFINITY ? normalQuantile(p) : studentInverse(p, df);
}

/** P(X > x) of the chi-square distribution, by the upper incomplete gamma function, exact down to 1e-307 (below: 0, see chiSquareLog10UpperTail). */
export function chiSquareUpperTail(x: number, df: number): number {
  if (Number.isNaN(x) || !(df > 0)) return Number.NaN;
  if (x <= 0) return 1;
  return x === Number.POSITIVE_INFINITY ? 0 : gammainc(x / 2, df / 2, true, true);
}

/**
 * log10 P(X > x) of the chi-square distribution, for statistics whose tail is too small for a number.
 * Legendre's continued fraction by Lentz's method where the tail itself underflows.
 */
export function chiSquareLog10UpperTail(x: number, df: number): number {
  const p = chiSquareUpperTail(x, df);
  if (!(p < 1e-290) || x === Number.POSITIVE_INFINITY) return Math.log10(p);
  const a = df / 2;
  const y = x / 2;
  let b = y + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return (a * Math.log(y) - y - logGammaHalf(df) + Math.log(h)) / Math.LN10;
}

/** ln Γ(k / 2) for a whole k ≥ 1, by the recurrence from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaHalf(k: number): number {
  let sum = k % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let i = k % 2 === 0 ? 2 : 1; i < k; i += 2) sum += Math.log(i / 2);
  return sum;
}

/** x with P(X ≤ x) = p of the beta distribution; alpha, beta > 0. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  return betaInverse(p, alpha, beta);
}

/**
 * x with P(X ≤ x) = p of the gamma distribution with the shape given and scale 1. Newton's method on the tail that is
 * smaller, from Wilson and Hilferty's approximation, kept inside a bracket.
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p >= 0 && p <= 1 && shape > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const upper = p > 0.5;
  const target = upper ? 1 - p : p;
  const start = shape * (1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape))) ** 3;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = start > 0 ? start : shape * p ** (1 / shape);
  for (let i = 0; i < 200; i++) {
    const miss = (gammainc(x, shape, true, upper) - target) * (upper ? -1 : 1);
    if (miss > 0) high = x;
    else low = x;
    const step = miss / gammaDensity(x, shape);
    let next = x - step;
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? x * 2 + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

function gammaDensity(x: number, shape: number): number {
  // d/dx P(a, x) = (P(a, x) − P(a + 1, x))·a/x: no gamma function, and the same rounding as P itself.
  const slope = ((gammainc(x, shape, true) - gammainc(x, shape + 1, true)) * shape) / x;
  return slope > 0 ? slope : Number.MIN_VALUE;
}

const smallLogFactorials = new Float64Array(1024);
for (let i = 2; i < smallLogFactorials.length; i++) {
  smallLogFactorials[i] = smallLogFactorials[i - 1]! + Math.log(i);
}
const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/** ln n! for a whole n ≥ 0: a table, then Stirling's series (relative error about 1e-15). */
export function logFactorial(n: number): number {
  if (n < 1024) return smallLogFactorials[n]!;
  const inverse = 1 / n;
  return (n + 0.5) * Math.log(n) - n + halfLogTwoPi + inverse / 12 - (inverse * inverse * inverse) / 360;
}

/** ln of n over k; −Infinity where k is outside 0…n. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
