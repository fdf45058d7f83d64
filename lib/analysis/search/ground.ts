import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import type { ColumnSession, Kernel } from "#lib/analysis/search/kernel.ts";
import { popcount } from "#lib/analysis/search/popcount.ts";
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

/** Material laid out to be counted. */
export interface Layout {
  readonly columns: readonly SearchColumn[];
  readonly size: number;
  /** Where every row stands in the material: good ones first where they are only counted. */
  readonly order: Int32Array;
  /** What is searched, along `order`. */
  readonly values: Float64Array;
  readonly scorer: Scorer;
  /** A rule holds for at least so many rows, and for all but so many at most. */
  readonly fewest: number;
  /** Codes of a column along `order`. */
  codes(column: number): Uint8Array;
  /** The rows that fulfil a part, one bit each. */
  bits(part: Part): Int32Array;
}

/** A layout with the kernel at work on it, for rules of up to `depth` conditions. */
export interface Ground extends Layout {
  readonly session: ColumnSession;
  readonly depth: number;
}

/** The fewest accounts of a rule and of its rest: max(20, min(200, .01N)) (statistics.md, "max-T"). */
export function fewestOf(rows: number): number {
  return Math.ceil(Math.max(20, Math.min(200, 0.01 * rows)));
}

/** Lays out material; the codes of a column are brought in order when first asked for. */
export function layOut(material: Material, fewest: number = fewestOf(material.accounts.length)): Layout {
  const { values, weights, measure, columns, accounts } = material;
  const counts = measure === "rate" && weights === null;
  const order = counts ? goodFirst(values) : Int32Array.from(values.keys());
  const size = order.length;
  const places = order.map((row) => accounts[row]!);
  const picked = Float64Array.from(order, (row) => values[row]!);
  const made = new Map<number, Uint8Array>();
  const sets = new Map<string, Int32Array>();

  function codes(column: number): Uint8Array {
    const known = made.get(column);
    if (known !== undefined) return known;
    const all = columns[column]!.codes;
    const mine = new Uint8Array(size);
    for (let i = 0; i < size; i++) mine[i] = all[places[i]!]!;
    made.set(column, mine);
    return mine;
  }

  return {
    columns,
    size,
    order,
    values: picked,
    scorer: scorerOf(material, picked, order, fewest),
    fewest,
    codes,
    bits(part) {
      const key = `${part.column} ${part.from} ${part.to}`;
      const known = sets.get(key);
      if (known !== undefined) return known;
      const set = bitsOf(codes(part.column), part.from, part.to);
      sets.set(key, set);
      return set;
    },
  };
}

function scorerOf(
  { weights, measure }: Material,
  picked: Float64Array,
  order: Int32Array,
  fewest: number,
): Scorer {
  if (weights !== null)
    return weightedScorer(
      picked,
      Float64Array.from(order, (row) => weights[row]!),
    );
  if (measure === "mean") return meanScorer(picked, fewest);
  return countScorer(
    order.length,
    picked.reduce((sum, value) => sum + value, 0),
  );
}

function goodFirst(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  let at = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === 1) order[at++] = row;
  for (let row = 0; row < values.length; row++) if (values[row] !== 1) order[at++] = row;
  return order;
}

function bitsOf(codes: Uint8Array, from: number, to: number): Int32Array {
  const set = new Int32Array(Math.ceil(codes.length / 32));
  // Both differences are below 0 nowhere but outside: no branch that is as good as drawn.
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    set[row >>> 5]! |= (~((code - from) | (to - 1 - code)) >>> 31) << (row & 31);
  }
  return set;
}

/** Lays out material for the kernel, for rules of up to `depth` conditions. */
export function openGround(material: Material, kernel: Kernel, depth: number, fewest?: number): Ground {
  const layout = layOut(material, fewest);
  const { columns, scorer, size } = layout;
  const session = kernel.openColumns({
    rows: size,
    good: scorer.planes === null ? scorer.total[1]! : 0,
    codes: columns.map((_, column) => layout.codes(column)),
    cells: columns.map((column) => column.cells),
    selectors: columns.map(({ selectors }) =>
      Int32Array.from(selectors.flatMap(({ from, to }) => [from, to])),
    ),
    planes: scorer.planes,
    depth,
  });
  return { ...layout, session, depth };
}

/** The rows that fulfil every part, one bit each; without parts all of them. */
export function rowsOf(layout: Layout, parts: readonly Part[]): Int32Array {
  const [first, ...others] = parts;
  if (first === undefined) return everyRow(layout.size);
  const rows = layout.bits(first).slice();
  for (const part of others) {
    const set = layout.bits(part);
    for (let word = 0; word < rows.length; word++) rows[word]! &= set[word]!;
  }
  return rows;
}

function everyRow(size: number): Int32Array {
  const rows = new Int32Array(Math.ceil(size / 32)).fill(-1);
  if (size % 32 !== 0) rows[rows.length - 1] = 2 ** (size % 32) - 1;
  return rows;
}

/** Calls `see` for every row of a set, ascending. */
export function eachRow(set: Int32Array, see: (row: number) => void): void {
  for (let word = 0; word < set.length; word++) {
    let left = set[word]!;
    while (left !== 0) {
      const bit = 31 - Math.clz32(left & -left);
      see(word * 32 + bit);
      left &= left - 1;
    }
  }
}

/** How many rows are in both sets, or in one where it is given twice. */
export function countBoth(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) count += popcount(a[word]! & b[word]!);
  return count;
}

/** Sums of a set of rows, as the kernel tallies them. */
export function sumsOf({ scorer }: Layout, rows: Int32Array): Float64Array {
  const sums = new Float64Array(scorer.width);
  if (scorer.planes !== null) {
    eachRow(rows, (row) => addRow(scorer, 0, sums, 0, row));
    return sums;
  }
  const good = scorer.total[1]!;
  const last = good >>> 5;
  for (let word = 0; word < rows.length; word++) {
    const held = popcount(rows[word]!);
    sums[0]! += held;
    if (word < last) sums[1]! += held;
    else if (word === last) sums[1]! += popcount(rows[word]! & (2 ** (good & 31) - 1));
  }
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
