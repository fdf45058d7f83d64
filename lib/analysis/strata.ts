import type { Target } from "#lib/analysis/target.ts";

/** What is added up, per row: weight and weighted value (and its square for means). Weights are 1 where null. */
export interface Terms {
  readonly target: Target;
  readonly weights: Float64Array | null;
  readonly values: Float64Array;
  readonly squares: Float64Array | null;
  readonly everybody: Int32Array;
  /** What `values` of a mean were lessened by; 0 for rates. */
  readonly centre: number;
}

type Codes = Uint8Array;

/** Another attribute of few levels, by which a pattern is looked at again. */
export interface Strata {
  readonly attribute: string;
  /** Stratum of every row of the target; where rows are only counted, twice that, and one more for those who have the outcome. */
  readonly codes: Codes;
  readonly labels: readonly string[];
  readonly terms: Terms;
  /** Sums over all rows, by stratum: worked out once, used by every pattern. */
  readonly all: Sums;
}

/** Weight, sum and sum of squares by stratum. */
export interface Sums {
  readonly n: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** Weighted yes or no at its effective size, or winsorised values around their mean; made once for an outcome. */
export function termsOf(target: Target): Terms {
  const { values, weights, numbers } = target;
  const everybody = target.rows.map((_, row) => row);
  if (numbers !== null) {
    const centre = numbers.clipped.reduce((sum, value) => sum + value, 0) / values.length;
    const centred = numbers.clipped.map((value) => value - centre);
    return {
      target,
      weights: null,
      values: centred,
      squares: centred.map((value) => value * value),
      everybody,
      centre,
    };
  }
  if (weights === null) return { target, weights: null, values, squares: null, everybody, centre: 0 };
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const effective = weights.map((weight) => (weight * sum) / squares);
  return {
    target,
    weights: effective,
    values: values.map((value, row) => value * effective[row]!),
    squares: null,
    everybody,
    centre: 0,
  };
}

/** Makes strata of an attribute's level codes by account (not of a list: its members overlap). */
export function strataOf(
  terms: Terms,
  attribute: string,
  accountCodes: Int32Array,
  labels: readonly string[],
): Strata {
  const { rows, values } = terms.target;
  const codes = new Uint8Array(rows.length);
  if (isCounted(terms))
    for (let row = 0; row < rows.length; row++) codes[row] = 2 * accountCodes[rows[row]!]! + values[row]!;
  else for (let row = 0; row < rows.length; row++) codes[row] = accountCodes[rows[row]!]!;
  return { attribute, codes, labels, terms, all: addUp(terms, terms.everybody, codes, labels.length) };
}

/** A plain yes or no is counted in whole numbers. */
const isCounted = ({ weights, squares }: Terms): boolean => weights === null && squares === null;

/** The sums of some rows by stratum. */
export function sumsWithin(strata: Strata, members: Int32Array): Sums {
  return addUp(strata.terms, members, strata.codes, strata.labels.length);
}

// The innermost loop of the analysis: every level × every other attribute × its rows. Typed arrays, no closures, nothing asked
// within it that is the same for every row.
function addUp(terms: Terms, rows: Int32Array, codes: Codes, size: number): Sums {
  if (isCounted(terms)) return countUp(rows, codes, size);
  const { weights, values, squares } = terms;
  const [n, sum, ofSquares] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const s = codes[row]!;
    n[s]! += weights === null ? 1 : weights[row]!;
    sum[s]! += values[row]!;
  }
  if (squares !== null)
    for (let i = 0; i < rows.length; i++) ofSquares[codes[rows[i]!]!]! += squares[rows[i]!]!;
  return { n, sum, squares: ofSquares };
}

function countUp(rows: Int32Array, codes: Codes, size: number): Sums {
  const counts = new Int32Array(2 * size);
  for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]!++;
  const sum = Float64Array.from({ length: size }, (_, s) => counts[2 * s + 1]!);
  const n = sum.map((yes, s) => yes + counts[2 * s]!);
  return { n, sum, squares: new Float64Array(size) };
}
