import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import type { ColumnSession, Kernel } from "#lib/analysis/search/kernel.ts";
import { countScorer, meanScorer, type Scorer, weightedScorer } from "#lib/analysis/search/score.ts";
import type { Target } from "#lib/analysis/target.ts";
import { martingaleResiduals } from "#lib/stats/survival.ts";

/** One outcome and the attributes that may tell it. The arrays run along accounts whose outcome is known. */
export interface Material {
  readonly columns: readonly SearchColumn[];
  /** Accounts of the frame; in a resample some stand several times. */
  readonly accounts: Int32Array;
  readonly measure: "rate" | "mean";
  /** 0 or 1 for rates; for means winsorised, more is better. */
  readonly values: Float64Array;
  /** Of a rate whose accounts stand for others; null where all count once. */
  readonly weights: Float64Array | null;
}

/**
 * What is searched for an outcome: yes or no as it is, a number winsorised, retention as the martingale residuals of the
 * log-rank test with the sign turned (who stayed longer than expected is above 0), so that more is always better.
 */
export function materialOf(columns: readonly SearchColumn[], target: Target): Material {
  const { rows: accounts, values, weights, numbers, followed, better } = target;
  if (followed !== null) {
    const residuals = martingaleResiduals(followed.months, followed.left, null, followed.on);
    const stayed = residuals.map((residual) => (Number.isNaN(residual) ? 0 : -residual));
    return { columns, accounts, measure: "mean", values: stayed, weights: null };
  }
  if (numbers === null) return { columns, accounts, measure: "rate", values, weights };
  const sign = better === "higher" ? 1 : -1;
  return {
    columns,
    accounts,
    measure: "mean",
    values: numbers.clipped.map((value) => sign * value),
    weights: null,
  };
}

/** One condition on a column: its cells from … to − 1. */
export interface Part {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Material made ready to be searched. */
export interface Ground {
  readonly columns: readonly SearchColumn[];
  readonly size: number;
  /** Where every row stands in the material: good ones first where they are only counted. */
  readonly order: Int32Array;
  /** By column, along `order`. */
  readonly codes: readonly Uint8Array[];
  readonly scorer: Scorer;
  readonly session: ColumnSession;
  /** A rule holds for at least so many rows, and for all but so many at most. */
  readonly fewest: number;
  readonly depth: number;
}

/** The fewest accounts of a rule and of its rest: max(20, min(200, .01N)) (statistics.md, "max-T"). */
export function fewestOf(rows: number): number {
  return Math.ceil(Math.max(20, Math.min(200, 0.01 * rows)));
}

/** Lays out the material for the kernel, for rules of up to `depth` conditions. */
export function openGround(
  material: Material,
  kernel: Kernel,
  depth: number,
  fewest: number = fewestOf(material.accounts.length),
): Ground {
  const { values, weights, measure, columns, accounts } = material;
  const counts = measure === "rate" && weights === null;
  const order = counts ? goodFirst(values) : Int32Array.from(values.keys());
  const codes = columns.map((column) => codesOf(column.codes, order, accounts));
  const picked = Float64Array.from(order, (row) => values[row]!);
  const good = counts ? picked.reduce((sum, value) => sum + value, 0) : 0;
  const scorer = counts
    ? countScorer(order.length, good)
    : weights === null
      ? meanScorer(picked, fewest)
      : weightedScorer(
          picked,
          Float64Array.from(order, (row) => weights[row]!),
        );
  const session = kernel.openColumns({
    rows: order.length,
    good,
    codes,
    cells: columns.map((column) => column.cells),
    planes: scorer.planes,
    depth,
  });
  return { columns, size: order.length, order, codes, scorer, session, fewest, depth };
}

function goodFirst(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  let at = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === 1) order[at++] = row;
  for (let row = 0; row < values.length; row++) if (values[row] !== 1) order[at++] = row;
  return order;
}

function codesOf(codes: Uint8Array, order: Int32Array, accounts: Int32Array): Uint8Array {
  const result = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = codes[accounts[order[i]!]!]!;
  return result;
}

/** 1 for the rows that fulfil every part. */
export function rowsOf(codes: readonly Uint8Array[], size: number, parts: readonly Part[]): Uint8Array {
  const inside = new Uint8Array(size).fill(1);
  for (const { column, from, to } of parts) {
    const code = codes[column]!;
    for (let row = 0; row < size; row++) if (code[row]! < from || code[row]! >= to) inside[row] = 0;
  }
  return inside;
}

/** Sums of the rows marked 1, as the kernel tallies them. */
export function sumsOf(ground: Ground, inside: Uint8Array): Float64Array {
  const { scorer, size } = ground;
  const sums = new Float64Array(scorer.width);
  const good = scorer.total[1]!;
  for (let row = 0; row < size; row++) if (inside[row] === 1) addRow(scorer, good, sums, 0, row);
  return sums;
}

/** Adds one row to the sums at a place. `good` is where the good rows end, where they are only counted. */
export function addRow(scorer: Scorer, good: number, sums: Float64Array, at: number, row: number): void {
  sums[at]!++;
  const { planes } = scorer;
  if (planes === null) {
    if (row < good) sums[at + 1]!++;
    return;
  }
  for (let plane = 0; plane < planes.count; plane++)
    sums[at + 1 + plane]! += planes.values[row * planes.count + plane]!;
}
