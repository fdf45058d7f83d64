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

/** Another attribute of few levels, by which a pattern is looked at again. */
export interface Strata {
  readonly attribute: string;
  /** Stratum of every row of the target. */
  readonly codes: Int32Array;
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
  const { rows } = terms.target;
  const codes = rows.map((account) => accountCodes[account]!);
  return { attribute, codes, labels, terms, all: addUp(terms, terms.everybody, codes, labels.length) };
}

/** The sums of some rows by stratum. */
export function sumsWithin(strata: Strata, members: Int32Array): Sums {
  return addUp(strata.terms, members, strata.codes, strata.labels.length);
}

// The innermost loop of the analysis: every level × every other attribute × its rows. Typed arrays, no closures.
function addUp(terms: Terms, rows: Int32Array, codes: Int32Array, size: number): Sums {
  const { weights, values, squares } = terms;
  const sums = { n: new Float64Array(size), sum: new Float64Array(size), squares: new Float64Array(size) };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const s = codes[row]!;
    sums.n[s]! += weights === null ? 1 : weights[row]!;
    sums.sum[s]! += values[row]!;
    if (squares !== null) sums.squares[s]! += squares[row]!;
  }
  return sums;
}
