import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { asStrong, drawOverlapping, finestP, permutationP, scoresOf } from "#lib/analysis/permutation.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Grouping, Target } from "#lib/analysis/target.ts";
import { fisherOneSided, midP } from "#lib/stats/fisher.ts";
import { splitSuccesses } from "#lib/stats/random.ts";
import { haldaneOddsRatio, newcombe, wilson } from "#lib/stats/rate.ts";

/** p of [[a, b], [c, d]]. */
type TableP = (a: number, b: number, c: number, d: number) => number;

/** Twice the smaller one-sided Fisher p: the verdict of small tables, conservative at every size. */
export function doubledFisher(a: number, b: number, c: number, d: number): number {
  const [greater, less] = [fisherOneSided(a, b, c, d, "greater"), fisherOneSided(a, b, c, d, "less")];
  return Math.min(1, 2 * Math.min(greater, less));
}

/** The signal of a group of n among `total`: s(1 − s)d²/variance, d the difference of its mean from the rest's. */
export function signalOf(n: number, total: number, difference: number, variance: number): number {
  const share = n / total;
  return variance > 0 ? (share * (1 - share) * difference * difference) / variance : 0;
}

const testOf = (small: boolean): TableP => (small ? doubledFisher : midP);

/** The sum of the values (0 and 1: how many) of some rows. */
export function count(values: Float64Array, members: Int32Array): number {
  let sum = 0;
  for (const row of members) sum += values[row]!;
  return sum;
}

/** How many rows are good. */
export function total(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]!;
  return sum;
}

/** The figures of a rate in a level (k of n) and in the rest, without its p. Counts may be effective ones. */
export function rateFigures(k: number, n: number, restK: number, restN: number) {
  return {
    inside: { value: k / n, ...wilson(k, n) },
    rest: { value: restK / restN, ...wilson(restK, restN) },
    difference: newcombe(k, n, restK, restN),
    effect: haldaneOddsRatio(k, n - k, restK, restN - restK).value,
  };
}

/**
 * An unweighted yes or no: Wilson, Newcombe, mid-p Fisher (doubled Fisher in small tables). The levels of an attribute
 * together by exact permutation: level counts are drawn from the hypergeometric distribution, no row is shuffled.
 */
export function measureRates(target: Target, small: boolean, seed: number): Measure {
  const all = target.rows.length;
  const positives = total(target.values);
  const test = testOf(small);
  return {
    base: { value: positives / all, ...wilson(positives, all) },
    level(members): LevelResult {
      const n = members.length;
      const k = count(target.values, members);
      const figures = rateFigures(k, n, positives - k, all - n);
      return {
        ...figures,
        n,
        rest: { ...figures.rest, n: all - n },
        lean: figures.difference.value,
        p: test(k, n - k, positives - k, all - n - positives + k),
        signal: signalOf(n, all, figures.difference.value, (positives * (all - positives)) / all ** 2),
        retention: null,
      };
    },
    joint: (grouping, results, id) =>
      jointRates(target, positives, grouping, results, test, randomFor(seed, target.outcome, id)),
  };
}

/** Exact permutation p of the strongest level of a yes or no; the Bonferroni bound where no permutation could see. */
function jointRates(
  target: Target,
  positives: number,
  grouping: Grouping,
  results: readonly { readonly p: number }[],
  test: TableP,
  random: () => number,
): number {
  const least = results.reduce((smallest, result) => Math.min(smallest, result.p), 1);
  const tests = grouping.complementary ? 1 : results.length;
  if (tests <= 1 || least * tests < finestP) return Math.min(1, least * tests);
  const all = target.rows.length;
  const sizes = grouping.members.map((members) => members.length);
  const tables = sizes.map((n) => strengths(n, positives, all, test));
  const counts = new Int32Array(sizes.length);
  const scores = grouping.codes === null ? scoresOf(target.values) : null;
  const draw =
    scores === null
      ? (sums: Float64Array) => sums.set(splitSuccesses(all, positives, sizes, random, counts))
      : withMean(drawOverlapping(scores, grouping, random), sizes, positives / all);
  const strongest = asStrong(draw, sizes.length, (level, k) => tables[level]!(k), -Math.log(least));
  return Math.max(least, permutationP(strongest));
}

/** Scores are centred: the mean turns their sums back into counts. */
function withMean(draw: (sums: Float64Array) => void, sizes: readonly number[], mean: number) {
  return (sums: Float64Array) => {
    draw(sums);
    for (let level = 0; level < sizes.length; level++)
      sums[level] = Math.round(sums[level]! + sizes[level]! * mean);
  };
}

/** −ln p by the number of positives in a level of n, each worked out when first met. */
function strengths(n: number, positives: number, total: number, test: TableP): (k: number) => number {
  const known = new Map<number, number>();
  return (k) => {
    const met = known.get(k);
    if (met !== undefined) return met;
    const strength = -Math.log(test(k, n - k, positives - k, total - n - positives + k));
    known.set(k, strength);
    return strength;
  };
}
