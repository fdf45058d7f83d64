import { eachRow, type Ground, type Part, rowsOf } from "#lib/analysis/search/ground.ts";
import {
  type Kernel,
  lanes,
  mostTripleCells,
  standardise,
  tripleCells,
} from "#lib/analysis/search/kernel.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";

/** Permutations of one search. */
const usualRounds = 999;
const largestScore = 127;
/** What p is corrected for, at most, that permutations can still tell: 9,999 of them. Beyond, rows are held back. */
export const mostChances = 125;

/** So many that p times the chances can be .0125: 999 would leave nothing to be supported beside 25 outcomes. */
export function roundsFor(chances: number): number {
  return Math.max(usualRounds, 80 * chances - 1);
}

/** So many that the |T| is known which chance alone reaches in one search of forty, over all chances. */
export function fewestRoundsFor(chances: number): number {
  return 40 * chances - 1;
}

/** What the strongest rule of each permuted copy of the data reached. */
export interface Control {
  /** How often the outcome was permuted: as asked, fewer where the strongest rule's p was certain to be too large to tell. */
  readonly rounds: number;
  /** |T| of a rule that so large a share of permutations do not reach. */
  critical(share: number): number;
  /** |T| of n rows. */
  strength(rows: Int32Array): number;
  /** (1 + #{max ≥ |T|}) / (rounds + 1): family-wise p of a rule of this strength. */
  p(strength: number): number;
}

/** Whole scores of every row of a ground, at most 127 in size, and how one permutation of them is drawn. */
export interface Scores {
  readonly observed: Int16Array;
  /** Writes one permutation, row by row, into every `lanes`-th place from `lane`. */
  draw(into: Int16Array, lane: number): void;
}

/** 0 and 1 as they are; anything else around its mean, in 127 steps to either side. */
export function scoresOf(values: Float64Array): Int16Array {
  if (values.every((value) => value === 0 || value === 1)) return Int16Array.from(values);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0) || 1;
  return Int16Array.from(values, (value) => Math.round(((value - mean) / reach) * largestScore));
}

/** Accounts exchange their outcomes. */
export function exchange(observed: Int16Array, random: Random): Scores {
  const pool = observed.slice();
  return {
    observed,
    draw(into, lane) {
      shuffle(pool, random);
      for (let row = 0; row < pool.length; row++) into[row * lanes + lane] = pool[row]!;
    },
  };
}

/** Clusters turn the sign of their deviations, all rows of one together (statistics.md, "several rows of one account"). */
export function turnSigns(observed: Int16Array, clusters: Int32Array, random: Random): Scores {
  const signs = new Int8Array(clusters.reduce((most, cluster) => Math.max(most, cluster), 0) + 1);
  return {
    observed,
    draw(into, lane) {
      for (let cluster = 0; cluster < signs.length; cluster++) signs[cluster] = random() < 0.5 ? -1 : 1;
      for (let row = 0; row < observed.length; row++)
        into[row * lanes + lane] = observed[row]! * signs[clusters[row]!]!;
    },
  };
}

/**
 * The max-T control (Westfall and Young 1993): the outcome is permuted `rounds` times and each time |T| maximised over every
 * admissible rule of the space, both directions at once. Which rules are admissible depends on the attributes alone. It
 * stops early when p > `telling` is certain for the largest |T| of the rules in question, though not before `leastRounds`.
 */
export function controlByShuffling(
  ground: Ground,
  scores: Scores,
  kernel: Kernel,
  questions: readonly (readonly Part[])[],
  telling: number,
  rounds: number = usualRounds,
  leastRounds = 0,
): Control {
  const { columns, size, fewest, depth } = ground;
  const { observed } = scores;
  const mean = observed.reduce((sum, score) => sum + score, 0) / size;
  const variance = observed.reduce((sum, score) => sum + (score - mean) ** 2, 0) / size;
  const inverse = new Float32Array(size + 1);
  for (let n = fewest; n <= size - fewest; n++)
    inverse[n] = 1 / Math.sqrt((variance * n * (size - n)) / (size - 1));
  const session = kernel.openShuffles({
    rows: size,
    codes: columns.map((_, column) => ground.codes(column)),
    cells: columns.map((column) => column.cells),
    depth,
    mean,
    inverse,
  });
  const pairs = columns.map((column) =>
    Int32Array.from(column.selectors.flatMap(({ from, to }) => [from, to])),
  );
  const strength = (rows: Int32Array) => {
    let [n, sum] = [0, 0];
    eachRow(rows, (row) => {
      n++;
      sum += observed[row]!;
    });
    return Math.abs(standardise(sum, n, mean, inverse));
  };

  // Which of them hold for too few rows is a matter of the attributes alone, and the kernel's to see.
  const branches = columns.map((column) => column.selectors.filter((selector) => selector.branches));
  const branchPairs = branches.map((some) => Int32Array.from(some.flatMap(({ from, to }) => [from, to])));
  const apart = (a: number, b: number) => columns[a]!.attribute !== columns[b]!.attribute;
  const after = (column: number, open: readonly number[]) =>
    open.filter((other) => other > column && apart(other, column));

  /** Scans every rule that extends the prefix at a depth by columns from `open`; `rows` rows fulfil the prefix. */
  function extend(at: number, open: readonly number[], rows: number): void {
    const left = depth - at;
    for (const column of open) {
      session.scan(at, column, pairs[column]!);
      const later = left > 1 ? after(column, open) : [];
      if (left > 3) descend(at, column, later, rows);
      else
        for (const other of later)
          session.scanPairs(at, column, branchPairs[column]!, other, pairs[other]!, left === 3);
    }
    if (left === 3) extendByThree(at, open, rows);
  }

  function descend(at: number, column: number, later: readonly number[], rows: number): void {
    if (later.length === 0) return;
    for (const { from, to } of branches[column]!) {
      const n = session.enter(at, from, to);
      if (n >= fewest && n < rows) extend(at + 1, later, n);
    }
  }

  /** The last three conditions together; with very many cells one after the other. */
  function extendByThree(at: number, open: readonly number[], rows: number): void {
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
          else oneByOne(at, column, middle, other, rows);
        }
    }
  }

  function oneByOne(at: number, column: number, middle: number, other: number, rows: number): void {
    for (const { from, to } of branches[column]!) {
      const n = session.enter(at, from, to);
      if (n < fewest || n === rows) continue;
      session.sort(at + 1, middle);
      session.scanPairs(at + 1, middle, branchPairs[middle]!, other, pairs[other]!, false);
    }
  }

  const limit = Math.max(0, ...questions.map((parts) => strength(rowsOf(ground, parts))));
  const maxima: number[] = [];
  let hits = 0;
  // (1 + hits) / (rounds + 1) > telling, whatever the permutations still to come.
  while (maxima.length < rounds && (maxima.length < leastRounds || hits + 1 <= telling * (rounds + 1))) {
    const batch = new Int16Array(size * lanes);
    for (let lane = 0; lane < lanes; lane++) scores.draw(batch, lane);
    session.load(batch);
    extend(0, Array.from(columns.keys()), size);
    const wanted = Math.min(lanes, rounds - maxima.length);
    for (const most of session.maxima().slice(0, wanted)) {
      maxima.push(most);
      if (most >= limit) hits++;
    }
  }
  maxima.sort((a, b) => a - b);
  return {
    rounds: maxima.length,
    critical: (share) => maxima[Math.min(maxima.length - 1, Math.ceil(share * (maxima.length + 1)) - 1)]!,
    strength,
    p(of) {
      const reached = maxima.length - maxima.findIndex((most) => most >= of);
      const count = maxima.at(-1)! >= of ? reached : 0;
      return (1 + count) / (maxima.length + 1);
    },
  };
}
