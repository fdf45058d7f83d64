import { type LevelResult, smallestP } from "#lib/analysis/measure.ts";
import {
  asStrong,
  drawExclusive,
  drawNormal,
  drawOverlapping,
  finestP,
  permutationP,
  type Scores,
  standardised,
} from "#lib/analysis/permutation.ts";
import type { Grouping } from "#lib/analysis/target.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";
import type { Random } from "#lib/stats/random.ts";

/** Above this many rows the sums of levels of this size are normal for every purpose here, and drawn as such. */
const mostShuffled = 20_000;

/**
 * Permutation p of the strongest level for outcomes that are sums of scores (weighted labels, winsorised values,
 * martingale residuals): pairs of label and weight, values or (time, event) are shuffled over the rows. The smallest
 * level p is compared with the smallest normal p of the shuffled sums, which is at most that of the stricter tests
 * (Welch and Brunner-Munzel), so the answer errs on the safe side; it is never below the smallest level p itself, as it
 * could be where chance or a lighter tail than the normal one had it.
 * `weights` are what the levels' sums vary with: sizes, or expected events for retention.
 */
export function jointScores(
  scores: Scores,
  grouping: Grouping,
  results: readonly LevelResult[],
  random: Random,
  weights: ArrayLike<number> | null = null,
): number {
  const least = smallestP(results);
  const tests = grouping.complementary ? 1 : results.length;
  const bound = Math.min(1, least * tests);
  if (tests <= 1 || bound < finestP) return bound;
  const seen = -normalQuantile(least / 2);
  if (!(seen > 0)) return bound;
  const sizes = grouping.members.map((members) => members.length);
  const total = scores.ascending.length;
  const overlapping = grouping.codes === null;
  const large = total > mostShuffled;
  if (overlapping && large) return bound;
  if (!overlapping && (large || weights !== null)) {
    const spread = weights ?? sizes;
    const draw = drawNormal(spread, sumOf(weights) ?? total, random);
    return Math.max(least, permutationP(asStrong(draw, sizes.length, (_, t) => Math.abs(t), seen)));
  }
  const draw = overlapping ? drawOverlapping(scores, grouping, random) : drawExclusive(scores, sizes, random);
  const strengthOf = (level: number, sum: number) => Math.abs(standardised(scores, sum, sizes[level]!));
  return Math.max(least, permutationP(asStrong(draw, sizes.length, strengthOf, seen)));
}

function sumOf(weights: ArrayLike<number> | null): number | null {
  return weights === null ? null : Array.from(weights).reduce((sum, weight) => sum + weight, 0);
}
