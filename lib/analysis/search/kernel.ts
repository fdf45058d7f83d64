/**
 * What the search asks of the machine: the loops over rows. `plain-kernel.ts` is the oracle in TypeScript; the one that
 * lib/compute builds in WebAssembly gives the same answers. Arrays handed out are overwritten by the next call.
 */
export interface Kernel {
  /** How it was built, for benchmarks and tests. */
  readonly name: "simd" | "scalar" | "plain";
  openColumns(table: ColumnTable): ColumnSession;
  openBitsets(table: BitsetTable): BitsetSession;
  openShuffles(table: ShuffleTable): ShuffleSession;
}

/** Rows by columns of small codes, good rows first, and what is added up per cell. */
export interface ColumnTable {
  readonly rows: number;
  /** Rows 0 … good − 1 are good: counted in two runs, without a branch. Unused where there are planes. */
  readonly good: number;
  /** One code of 0 … 254 per row and column. */
  readonly codes: readonly Uint8Array[];
  readonly cells: readonly number[];
  /** What may be said of every column: runs of its cells, from and to. Asked for pairs of, where good rows are counted. */
  readonly selectors: readonly Int32Array[];
  /** Values per row, plane after plane within a row; null where good rows are counted. */
  readonly planes: { readonly count: number; readonly values: Float64Array } | null;
  /** Longest rule. */
  readonly depth: number;
}

/** Walks down from all rows (depth 0) to the rows that fulfil one condition more at every depth. */
export interface ColumnSession {
  /** Numbers per cell: n and good, or n and the sum of every plane. */
  readonly width: number;
  /** Sums of every cell of a column over the rows at a depth: cell × width. */
  tally(depth: number, column: number): Float64Array;
  /** Sums of every pair of cells over all rows: (cell of a × cells of b + cell of b) × width. */
  joint(a: number, b: number): Float64Array;
  /** Puts the rows at a depth in the order of a column's cells; then `enter` may be called for its cells. */
  sort(depth: number, column: number): void;
  /** Makes the rows at depth + 1 those of the cells from … to − 1 of the column sorted last at this depth. */
  enter(depth: number, from: number, to: number): void;
  /** The rows at a depth, in no particular order. */
  rows(depth: number): Uint32Array;
  /**
   * Where good rows are counted: some selectors of the column sorted last at this depth (pairs from, to in `first`) together
   * with every selector of each of other columns, and of these the ones that `rule` lets through:
   * `see` is called for each column with four numbers a pair, the number of its selector, of the other one, n and good, ordered
   * by the first. The other columns must have been tallied at this depth. Gives how many pairs hold for enough rows and not
   * too many; that means nothing where the rule does not ask for it. What `see` gets is overwritten by the next call.
   */
  pairs(
    depth: number,
    column: number,
    first: Int32Array,
    others: readonly number[],
    rule: PairRule,
    see: (other: number, pairs: Int32Array) => void,
  ): number;
}

/** What lets a pair of selectors through. */
export interface PairRule {
  /** A pair holds for at least so many rows, and at most for `most`. */
  readonly fewest: number;
  readonly most: number;
  /**
   * How many standard deviations it lies beyond each of its selectors alone, both to the same side, at least. Above 0.
   */
  readonly gain: number;
  /** What its counts must reach (see linesOf), by the size of the first selector behind the prefix. */
  readonly lines: Float64Array;
  /** Whether it is wanted how many pairs were examined: that takes longer than finding the few. */
  readonly counts: boolean;
}

/** Selectors as bitsets: of `words` 32-bit words each, the first `goodWords` of which hold the good rows. Both are multiples of 4. */
export interface BitsetTable {
  readonly selectors: readonly Uint32Array[];
  readonly words: number;
  readonly goodWords: number;
  readonly depth: number;
}

export interface BitsetSession {
  /** n and good of the rows at a depth that fulfil each of these selectors: two numbers each. */
  counts(depth: number, selectors: Int32Array): Int32Array;
  /** Makes the rows at depth + 1 those at this depth that fulfil the selector. */
  enter(depth: number, selector: number): void;
}

/** Permutations scored side by side by one call. */
export const lanes = 64;

/** Cells of three columns together, at most, for scanTriples (see tripleCells). */
export const mostTripleCells = 16_384;

/** Places that three columns of so many cells take: sums before each cell, and one plane more. */
export const tripleCells = (a: number, b: number, c: number) => (a + 2) * (b + 1) * (c + 1);

/** Scores of every row under `lanes` permutations, and how a sum of n of them is standardised. */
export interface ShuffleTable {
  readonly rows: number;
  readonly codes: readonly Uint8Array[];
  readonly cells: readonly number[];
  readonly depth: number;
  /** |score| ≤ 127. */
  readonly mean: number;
  /** By n: 1 / standard deviation of a sum of n scores; 0 where n is not admissible. */
  readonly inverse: Float32Array;
}

export interface ShuffleSession {
  /** Row after row, `lanes` scores each; clears the maxima. */
  load(scores: Int16Array): void;
  /**
   * Raises the maxima of |T| by the selectors (pairs from, to of cells) of a column among the rows at a depth, and puts
   * these rows in the order of the column's cells; then `enter` may be called for them.
   */
  scan(depth: number, column: number, selectors: Int32Array): void;
  /** As of a ColumnSession. */
  sort(depth: number, column: number): void;
  /**
   * The same for every selector of the column scanned or sorted last at this depth (pairs from, to in `first`) together with
   * every selector of another column. `keeps`: triples with these two will be asked for among the same rows.
   */
  scanPairs(
    depth: number,
    column: number,
    first: Int32Array,
    other: number,
    selectors: Int32Array,
    keeps: boolean,
  ): void;
  /**
   * The same for three columns, of which the first was sorted last at this depth; every pair of the three has been scanned
   * among the same rows. Their tripleCells are at most mostTripleCells, the depth of the session is at least 3.
   */
  scanTriples(
    depth: number,
    column: number,
    first: Int32Array,
    middle: number,
    second: Int32Array,
    other: number,
    third: Int32Array,
  ): void;
  /** As of a ColumnSession; gives the number of rows. */
  enter(depth: number, from: number, to: number): number;
  maxima(): Float32Array;
}

/** T of a sum of n scores, in the single precision that every kernel uses, so that equal rules tie exactly. */
export function standardise(sum: number, n: number, mean: number, inverse: Float32Array): number {
  const shift = Math.fround(Math.fround(n) * Math.fround(mean));
  return Math.fround(Math.fround(Math.fround(sum) - shift) * inverse[n]!);
}
