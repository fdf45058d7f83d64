import type { Estimate } from "#lib/analysis/finding.ts";
import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { groupPermutationP, scoresOf, standardised } from "#lib/analysis/permutation.ts";
import { jointScores } from "#lib/analysis/score-joint.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { brunnerMunzelOf, moments, type TwoMoments, welchOf } from "#lib/analysis/two-groups.ts";
import { normalUpperTail, tQuantile } from "#lib/stats/distributions.ts";

/** A group below this, or one without any spread, is judged by permutation. */
const fewestRows = 20;
/** Groups of which both sides are larger than this need no permutation: the sum is normal. */
const mostDrawn = 2_000;

/**
 * A numeric outcome: raw means and their difference are shown; p is the larger of Welch on values winsorised at the
 * pooled 1 and 99 % quantiles and Brunner-Munzel on the ranks, so that neither outliers nor shape alone decide.
 */
export function measureMeans(target: Target, small: boolean, seed: number): Measure {
  const { values } = target;
  const { clipped, order } = target.numbers!;
  const total = values.length;
  const reference = scoresOf(clipped);
  const centre = clipped.reduce((sum, value) => sum + value, 0) / total;
  const range = { low: values[order[0]!]!, high: values[order[total - 1]!]! };
  const inLevel = new Uint8Array(total);

  function p(sides: TwoMoments, id: string): number {
    const [n, rest] = [sides.inside.n, sides.rest.n];
    const flat = sides.inside.variance === 0 || sides.rest.variance === 0;
    const sum = (sides.inside.mean - centre) * n;
    if (small || Math.min(n, rest) < fewestRows || flat) {
      if (Math.min(n, rest) > mostDrawn)
        return 2 * normalUpperTail(Math.abs(standardised(reference, sum, n)));
      return groupPermutationP(reference, sum, n, randomFor(seed, target.outcome, id, "level"));
    }
    return Math.max(welchOf(sides).p, brunnerMunzelOf(values, order, inLevel, n));
  }

  return {
    base: meanEstimate(moments(values, null).inside, range),
    level(members, id): LevelResult {
      for (const row of members) inLevel[row] = 1;
      const raw = moments(values, inLevel);
      const level = p(moments(clipped, inLevel), id);
      for (const row of members) inLevel[row] = 0;
      const welch = welchOf(raw);
      const width = range.high - range.low;
      const difference = {
        value: welch.difference,
        low: Math.max(welch.low, -width),
        high: Math.min(welch.high, width),
      };
      return {
        n: members.length,
        inside: meanEstimate(raw.inside, range),
        rest: { ...meanEstimate(raw.rest, range), n: raw.rest.n },
        difference,
        effect: hedges(raw),
        lean: welch.difference,
        p: level,
        retention: null,
      };
    },
    joint: (grouping, results, id) =>
      jointScores(reference, grouping, results, randomFor(seed, target.outcome, id, "joint")),
  };
}

/** A mean with its Student interval, never wider than the values themselves reach. */
function meanEstimate(side: TwoMoments["inside"], range: { low: number; high: number }): Estimate {
  const half =
    side.n < 2 ? Number.POSITIVE_INFINITY : tQuantile(0.975, side.n - 1) * Math.sqrt(side.variance / side.n);
  return {
    value: side.mean,
    low: Math.min(side.mean, Math.max(range.low, side.mean - half)),
    high: Math.max(side.mean, Math.min(range.high, side.mean + half)),
  };
}

/** Hedges' g from moments (see hedgesG in lib/stats/numeric.ts). */
function hedges({ inside, rest }: TwoMoments): number {
  const df = inside.n + rest.n - 2;
  if (df < 1) return 0;
  const squares = (side: TwoMoments["inside"]) => (side.n < 2 ? 0 : side.variance * (side.n - 1));
  const pooled = Math.sqrt((squares(inside) + squares(rest)) / df);
  return pooled > 0 ? ((inside.mean - rest.mean) / pooled) * (1 - 3 / (4 * df - 1)) : 0;
}
