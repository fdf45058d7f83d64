import type { Estimate } from "#lib/analysis/finding.ts";
import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { groupPermutationP, type Scores, scoresOf, standardised } from "#lib/analysis/permutation.ts";
import { signalOf } from "#lib/analysis/rates.ts";
import { jointScores } from "#lib/analysis/score-joint.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import {
  brunnerMunzelOf,
  largestTie,
  midRanks,
  moments,
  pooledHalfWidth,
  pooledVariance,
  type TwoMoments,
  welchOf,
} from "#lib/analysis/two-groups.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { midP } from "#lib/stats/fisher.ts";
import { type Moments, meanInterval, variance } from "#lib/stats/numeric.ts";

/** A group below this, or one without any spread, is judged by permutation. */
const fewestRows = 20;
/** Smaller groups at times vary little by chance, and then seem far from the rest: ranks are tested against one variance for all as well. */
const steadyRows = 50;
/** Groups of which both sides are larger than this need no permutation: the sum is normal. */
const mostDrawn = 2_000;

/** From this share of accounts at one value (most tickets are none), a group's own variance tells mostly how many are not. */
const mostlyTied = 0.5;
/** Fewer accounts of a group than this expected at other values: by permutation. */
const fewestOthers = 5;
/** Where so many share the value at one end, and fewer than so many others are expected, their number is far from normal. */
const nearlyAll = 0.8;
const skewedOthers = 25;

/**
 * A numeric outcome: raw means and their difference are shown, with intervals that allow for skewness (see meanInterval); p is the larger of Welch on values winsorised at the
 * pooled 1 and 99 % quantiles and Brunner-Munzel on the ranks, so that neither outliers nor shape alone decide; of groups
 * under 50 also of Mann and Whitney's (1947), which has one variance for all: of 20 accounts that vary little by chance the other two
 * found at 1 in 10,000 what happens four times as often. Where the two point in opposite directions p is 1. Where at least half of the accounts share one value both tests find twice as much in
 * noise as they say (a group that happens to have few others has little variance as well): there p is the larger of the
 * normal limits of permuting the values and their ranks, tested against one variance for all, and where few are elsewhere of the
 * exact test of how many are: of six expected the normal limit calls one in 10,000 what happens four times as often. What the level leans to is told by the winsorised means, as its test sees it.
 */
export function measureMeans(target: Target, small: boolean, seed: number): Measure {
  const { values } = target;
  const { clipped, order } = target.numbers!;
  const total = values.length;
  const reference = scoresOf(clipped);
  const centre = clipped.reduce((sum, value) => sum + value, 0) / total;
  const range = { low: values[order[0]!]!, high: values[order[total - 1]!]! };
  const scatter = variance(clipped);
  const inLevel = new Uint8Array(total);
  const tied = largestTie(values, order);
  const isTied = tied >= mostlyTied;
  const common = values[order[(total - 1) >> 1]!]!;
  // Made when first asked for: of a table of large levels nobody does.
  let ranked: { readonly ranks: Float64Array; readonly scores: Scores } | null = null;

  /** The sum of the ranks of some rows, in standard deviations of permuting them. */
  function rankedSum(members: Int32Array): number {
    if (ranked === null) {
      const ranks = midRanks(values, order);
      ranked = { ranks, scores: scoresOf(ranks) };
    }
    const { ranks, scores } = ranked;
    const middle = (total - 1) / 2;
    return standardised(
      scores,
      members.reduce((all, row) => all + ranks[row]! - middle, 0),
      members.length,
    );
  }

  /** Where most accounts share one value: by the normal limits of permuting values and ranks. */
  function tiedP(sum: number, members: Int32Array): number {
    const [value, rank] = [standardised(reference, sum, members.length), rankedSum(members)];
    if (value * rank <= 0) return 1;
    const normal = 2 * normalUpperTail(Math.min(Math.abs(value), Math.abs(rank)));
    return isLopsided(members.length) ? Math.max(normal, othersP(members)) : normal;
  }

  function isLopsided(n: number): boolean {
    const isEnd = common === range.low || common === range.high;
    return tied >= nearlyAll && isEnd && Math.min(n, total - n) * (1 - tied) < skewedOthers;
  }

  /** How many are not at the common value, by mid-p Fisher. */
  function othersP(members: Int32Array): number {
    const n = members.length;
    const others = total - Math.round(tied * total);
    const k = members.reduce((sum, row) => sum + (values[row] === common ? 0 : 1), 0);
    return midP(k, n - k, others - k, total - n - others + k);
  }

  function p(sides: TwoMoments, members: Int32Array, id: string): number {
    const [n, rest] = [sides.inside.n, sides.rest.n];
    const sum = (sides.inside.mean - centre) * n;
    const hasFewOthers = isTied && Math.min(n, rest) * (1 - tied) < fewestOthers;
    if (small || isFragile(sides) || hasFewOthers) {
      if (Math.min(n, rest) > mostDrawn)
        return 2 * normalUpperTail(Math.abs(standardised(reference, sum, n)));
      return groupPermutationP(reference, sum, n, randomFor(seed, target.outcome, id, "level"));
    }
    if (isTied) return tiedP(sum, members);
    const [welch, rank] = [welchOf(sides), brunnerMunzelOf(values, order, inLevel, n)];
    if (welch.difference * rank.lean < 0) return 1;
    const ofRanks = Math.min(n, rest) < steadyRows ? 2 * normalUpperTail(Math.abs(rankedSum(members))) : 0;
    return Math.max(welch.p, rank.p, ofRanks);
  }

  return {
    base: meanEstimate(moments(values, null).inside, range, 0),
    level(members, id): LevelResult {
      for (const row of members) inLevel[row] = 1;
      const raw = moments(values, inLevel);
      const mild = moments(clipped, inLevel);
      const level = p(mild, members, id);
      for (const row of members) inLevel[row] = 0;
      const lean = mild.inside.mean - mild.rest.mean;
      const pooled = pooledVariance(raw);
      return {
        n: members.length,
        inside: meanEstimate(raw.inside, range, pooled),
        rest: { ...meanEstimate(raw.rest, range, pooled), n: raw.rest.n },
        difference: differenceOf(raw, range.high - range.low),
        effect: hedges(raw),
        lean,
        p: level,
        // Where mean and ranks point in opposite directions more accounts would not settle it.
        signal: level === 1 ? 0 : signalOf(members.length, total, lean, scatter),
        retention: null,
      };
    },
    joint: (grouping, results, id) =>
      jointScores(reference, grouping, results, randomFor(seed, target.outcome, id, "joint")),
  };
}

/** Groups of which one is a handful, or all alike: their own variance says little. */
function isFragile({ inside, rest }: TwoMoments): boolean {
  return Math.min(inside.n, rest.n) < fewestRows || inside.variance === 0 || rest.variance === 0;
}

/**
 * The difference with its interval by MOVER (Zou and Donner 2008) from those of the two means, beside a handful no narrower than
 * Student's, within what values reach.
 */
function differenceOf(sides: TwoMoments, width: number): Estimate {
  const [own, others] = [meanInterval(sides.inside), meanInterval(sides.rest)];
  const value = own.value - others.value;
  const least = isFragile(sides) ? pooledHalfWidth(sides) : 0;
  const down = Math.max(least, Math.hypot(own.value - own.low, others.high - others.value));
  const up = Math.max(least, Math.hypot(own.high - own.value, others.value - others.low));
  return { value, low: Math.max(value - down, -width), high: Math.min(value + up, width) };
}

/**
 * A mean with its interval (see meanInterval), never wider than the values themselves reach. A group whose values are all alike
 * takes the variance given: two equal values are not known for certain.
 */
function meanEstimate(side: Moments, range: { low: number; high: number }, instead: number): Estimate {
  const variance = side.variance > 0 || !(instead > 0) ? side.variance : instead;
  const { value, low, high } = meanInterval({ ...side, variance });
  return {
    value,
    low: Math.min(value, Math.max(range.low, low)),
    high: Math.max(value, Math.min(range.high, high)),
  };
}

/** Hedges' g from moments (see hedgesG in lib/stats/numeric.ts). */
function hedges({ inside, rest }: TwoMoments): number {
  const df = inside.n + rest.n - 2;
  if (df < 1) return 0;
  const pooled = Math.sqrt(pooledVariance({ inside, rest }));
  return pooled > 0 ? ((inside.mean - rest.mean) / pooled) * (1 - 3 / (4 * df - 1)) : 0;
}
