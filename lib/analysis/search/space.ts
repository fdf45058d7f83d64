import type { Work } from "#lib/analysis/search/aside.ts";
import type { Selector } from "#lib/analysis/search/columns.ts";
import { type Kernel, mostTripleCells, tripleCells } from "#lib/analysis/search/kernel.ts";

/** A column of the space, as far as it takes to try its rules. */
export interface SpaceColumn {
  readonly attribute: string;
  readonly codes: Uint8Array;
  readonly cells: number;
  readonly selectors: readonly Selector[];
}

/** Every rule of up to `depth` conditions on different attributes that holds for enough rows and not for too many. */
export interface Space {
  readonly rows: number;
  readonly fewest: number;
  readonly depth: number;
  readonly columns: readonly SpaceColumn[];
  /** How a sum of n scores is standardised (see ShuffleTable). */
  readonly mean: number;
  readonly inverse: Float32Array;
}

/** The strongest rule under shuffled scores. */
export const spaceWork: Work<Space, Int16Array, Float32Array> = {
  name: "space",
  rows: ({ rows }) => rows,
  open: openSpace,
};

/**
 * The largest |T| over a whole space, for `lanes` permutations of the scores side by side: gives the function from these
 * scores, row after row, to the maxima.
 */
function openSpace(
  { rows, fewest, depth, columns, mean, inverse }: Space,
  kernel: Kernel,
): (scores: Int16Array) => Float32Array {
  const session = kernel.openShuffles({
    rows,
    codes: columns.map(({ codes }) => codes),
    cells: columns.map(({ cells }) => cells),
    depth,
    mean,
    inverse,
  });
  const listOf = (selectors: readonly Selector[]) =>
    Int32Array.from(selectors.flatMap(({ from, to }) => [from, to]));
  const pairs = columns.map(({ selectors }) => listOf(selectors));
  // Which of them hold for too few rows is a matter of the attributes alone, and the kernel's to see.
  const branches = columns.map(({ selectors }) => selectors.filter(({ branches }) => branches));
  const branchPairs = branches.map(listOf);
  const apart = (a: number, b: number) => columns[a]!.attribute !== columns[b]!.attribute;
  const after = (column: number, open: readonly number[]) =>
    open.filter((other) => other > column && apart(other, column));

  /** Scans every rule that extends the prefix at a depth by columns from `open`; `many` rows fulfil the prefix. */
  function extend(at: number, open: readonly number[], many: number): void {
    const left = depth - at;
    for (const column of open) {
      session.scan(at, column, pairs[column]!);
      const later = left > 1 ? after(column, open) : [];
      if (left > 3) descend(at, column, later, many);
      else
        for (const other of later)
          session.scanPairs(at, column, branchPairs[column]!, other, pairs[other]!, left === 3);
    }
    if (left === 3) extendByThree(at, open, many);
  }

  function descend(at: number, column: number, later: readonly number[], many: number): void {
    if (later.length === 0) return;
    for (const { from, to } of branches[column]!) {
      const n = session.enter(at, from, to);
      if (n >= fewest && n < many) extend(at + 1, later, n);
    }
  }

  /** The last three conditions together; with very many cells one after the other. */
  function extendByThree(at: number, open: readonly number[], many: number): void {
    for (const column of open) {
      session.sort(at, column);
      const later = after(column, open);
      for (const middle of later)
        for (const other of after(middle, later)) {
          const size = tripleCells(columns[column]!.cells, columns[middle]!.cells, columns[other]!.cells);
          if (size <= mostTripleCells)
            session.scanTriples(
              at,
              column,
              branchPairs[column]!,
              middle,
              branchPairs[middle]!,
              other,
              pairs[other]!,
            );
          else oneByOne(at, column, middle, other, many);
        }
    }
  }

  function oneByOne(at: number, column: number, middle: number, other: number, many: number): void {
    for (const { from, to } of branches[column]!) {
      const n = session.enter(at, from, to);
      if (n < fewest || n === many) continue;
      session.sort(at + 1, middle);
      session.scanPairs(at + 1, middle, branchPairs[middle]!, other, pairs[other]!, false);
    }
  }

  return (scores) => {
    session.load(scores);
    extend(0, Array.from(columns.keys()), rows);
    return session.maxima().slice();
  };
}
