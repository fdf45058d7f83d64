import { type Hands, shareOut } from "#lib/analysis/search/aside.ts";
import { eachRow, type Ground, type Part, rowsOf } from "#lib/analysis/search/ground.ts";
import { lanes, standardise } from "#lib/analysis/search/kernel.ts";
import { type Space, type SpaceColumn, spaceWork } from "#lib/analysis/search/space.ts";
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

/** The same column in no more cells than its selectors tell apart: permuting takes time by the cell. */
function coarsened({ attribute, cells, selectors, codes }: SpaceColumn): SpaceColumn {
  const ends = [...new Set([0, ...selectors.flatMap(({ from, to }) => [from, to]), cells])].sort(
    (a, b) => a - b,
  );
  if (ends.length === cells + 1) return { attribute, cells, selectors, codes };
  const cellOf = Uint8Array.from({ length: cells }, (_, cell) => ends.findLastIndex((end) => end <= cell));
  return {
    attribute,
    cells: ends.length - 1,
    selectors: selectors.map(({ from, to, branches }) => {
      return { from: ends.indexOf(from), to: ends.indexOf(to), branches };
    }),
    codes: codes.map((code) => cellOf[code]!),
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
  hands: Hands,
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
  const strength = (rows: Int32Array) => {
    let [n, sum] = [0, 0];
    eachRow(rows, (row) => {
      n++;
      sum += observed[row]!;
    });
    return Math.abs(standardise(sum, n, mean, inverse));
  };

  const limit = Math.max(0, ...questions.map((parts) => strength(rowsOf(ground, parts))));
  const maxima: number[] = [];
  let hits = 0;
  let drawn = 0;
  // (1 + hits) / (rounds + 1) > telling, whatever the permutations still to come.
  const isWanted = () =>
    maxima.length < rounds && (maxima.length < leastRounds || hits + 1 <= telling * (rounds + 1));
  const space: Space = {
    rows: size,
    fewest,
    depth,
    columns: columns.map(({ attribute, cells, selectors }, column) =>
      coarsened({ attribute, cells, selectors, codes: ground.codes(column) }),
    ),
    mean,
    inverse,
  };
  function draw(): Int16Array | null {
    if (drawn >= rounds) return null;
    drawn += lanes;
    const batch = new Int16Array(size * lanes);
    for (let lane = 0; lane < lanes; lane++) scores.draw(batch, lane);
    return batch;
  }
  if (isWanted())
    shareOut(hands, spaceWork, space, draw, (found) => {
      for (const most of found.slice(0, Math.min(lanes, rounds - maxima.length))) {
        maxima.push(most);
        if (most >= limit) hits++;
      }
      return isWanted();
    });
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
