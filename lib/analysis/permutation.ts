import type { Grouping } from "#lib/analysis/target.ts";
import type { Random } from "#lib/stats/random.ts";

/** Permutations of one question, and the exceedances after which p > .1 is certain (statistics.md, "max-T"). */
const rounds = 999;
const certain = 100;
/** Where hardly any permutation was as extreme, a small group is asked ten times as often: .001 would be too coarse. */
const hardlyAny = 3;
const finerRounds = 9_999;
const cheapDraws = 200;

/**
 * The p of a permutation test from a function that says whether one more permutation is at least as extreme as what was
 * seen: (1 + hits)/(rounds + 1), stopping early at hits/rounds once p > .1 is certain (Besag and Clifford 1991).
 */
export function permutationP(isAsExtreme: () => boolean, finer = false): number {
  let hits = 0;
  for (let round = 1; round <= finerRounds; round++) {
    if (isAsExtreme()) hits++;
    if (hits >= certain) return hits / round;
    if (round === rounds && !(finer && hits < hardlyAny)) return (hits + 1) / (rounds + 1);
  }
  return (hits + 1) / (finerRounds + 1);
}

/** Below this a permutation cannot see: the Bonferroni bound over the levels, valid by itself, is smaller. */
export const finestP = 1 / (rounds + 1);

/** Sums that differ only by the order of their terms are equal. */
const tie = 1 - 1e-9;

/** Reference scores of all rows (their mean is 0), sorted, so that the order of the rows cannot change a draw. */
export interface Scores {
  readonly ascending: Float64Array;
  /** Variance of the sum of n scores drawn without replacement, divided by n(N − n). */
  readonly spread: number;
}

/** Centres the scores and sorts them. */
export function scoresOf(values: Float64Array): Scores {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const ascending = values.map((value) => value - mean).sort();
  const squares = ascending.reduce((sum, value) => sum + value * value, 0);
  return { ascending, spread: n > 1 ? squares / (n * (n - 1)) : 0 };
}

/** The sum of n scores in units of its standard deviation under permutation. */
export function standardised(scores: Scores, sum: number, n: number): number {
  const deviation = Math.sqrt(scores.spread * n * (scores.ascending.length - n));
  return deviation > 0 ? sum / deviation : 0;
}

/** Two-sided permutation p of the sum of the scores of one group of n rows. */
export function groupPermutationP(scores: Scores, sum: number, n: number, random: Random): number {
  const pool = scores.ascending.slice();
  const size = pool.length;
  // The rest's sum is the group's with the sign turned: draw whichever is smaller.
  const draws = Math.min(n, size - n);
  const limit = Math.abs(sum) * tie;
  return permutationP(() => Math.abs(drawSum(pool, 0, draws, random)) >= limit, draws <= cheapDraws);
}

/** Moves `count` random elements of pool[from…] to its front and gives their sum (a partial Fisher-Yates shuffle). */
function drawSum(pool: Float64Array, from: number, count: number, random: Random): number {
  let sum = 0;
  const size = pool.length;
  for (let i = from; i < from + count; i++) {
    const j = i + Math.floor(random() * (size - i));
    const drawn = pool[j]!;
    pool[j] = pool[i]!;
    pool[i] = drawn;
    sum += drawn;
  }
  return sum;
}

/** Fills the sums of every level under one more permutation of the rows. */
export type Draw = (sums: Float64Array) => void;

/** Draws for levels that exclude each other: only their sizes matter. */
export function drawExclusive(scores: Scores, sizes: ArrayLike<number>, random: Random): Draw {
  const pool = scores.ascending.slice();
  const order = Array.from({ length: sizes.length }, (_, level) => level).sort(
    (a, b) => sizes[a]! - sizes[b]!,
  );
  const covered = Array.from(sizes).reduce((sum, size) => sum + size, 0) === pool.length;
  return (sums) => {
    let at = 0;
    let drawn = 0;
    order.forEach((level, i) => {
      // All scores sum to 0, so the largest level holds what the others leave.
      const last = covered && i === order.length - 1;
      sums[level] = last ? -drawn : drawSum(pool, at, sizes[level]!, random);
      at += sizes[level]!;
      drawn += sums[level]!;
    });
  };
}

/** Draws for overlapping levels (lists): rows with the same members are exchangeable, so rows go in order of members. */
export function drawOverlapping(scores: Scores, grouping: Grouping, random: Random): Draw {
  const pool = scores.ascending.slice();
  const members = canonicalMembers(grouping, pool.length);
  return (sums) => {
    drawSum(pool, 0, pool.length, random);
    members.forEach((rows, level) => {
      let sum = 0;
      for (const row of rows) sum += pool[row]!;
      sums[level] = sum;
    });
  };
}

function canonicalMembers(grouping: Grouping, n: number): Int32Array[] {
  const signature = new Array<string>(n).fill("");
  grouping.members.forEach((rows, level) => {
    for (const row of rows) signature[row] += `${level},`;
  });
  const order = Int32Array.from(signature.keys()).sort((a, b) =>
    signature[a]! < signature[b]! ? -1 : signature[a]! > signature[b]! ? 1 : 0,
  );
  const place = new Int32Array(n);
  order.forEach((row, at) => {
    place[row] = at;
  });
  return grouping.members.map((rows) => rows.map((row) => place[row]!).sort());
}

/**
 * Draws from the normal limit for levels that exclude each other, in standardised units: `weights` are the levels'
 * sizes (or expected events). For tables so large that shuffling rows would add nothing but time.
 */
export function drawNormal(weights: ArrayLike<number>, total: number, random: Random): Draw {
  const shares = Array.from(weights, (weight) => weight / total);
  const rest = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
  return (sums) => {
    let all = Math.sqrt(rest) * normal(random);
    for (let level = 0; level < shares.length; level++) {
      sums[level] = Math.sqrt(shares[level]!) * normal(random);
      all += sums[level]!;
    }
    for (let level = 0; level < shares.length; level++) {
      const share = shares[level]!;
      const deviation = Math.sqrt(share * (1 - share));
      sums[level] = deviation > 0 ? (sums[level]! - share * all) / deviation : 0;
    }
  };
}

/** Box and Muller's normal deviate. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Whether the strongest level of one more draw is at least as strong as the strongest seen. */
export function asStrong(
  draw: Draw,
  levels: number,
  strengthOf: (level: number, sum: number) => number,
  seen: number,
): () => boolean {
  const sums = new Float64Array(levels);
  const limit = seen * tie;
  return () => {
    draw(sums);
    for (let level = 0; level < levels; level++) if (strengthOf(level, sums[level]!) >= limit) return true;
    return false;
  };
}
