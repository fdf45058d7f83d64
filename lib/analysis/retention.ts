import type { RetentionSummary } from "#lib/analysis/finding.ts";
import { changeOverTime } from "#lib/analysis/hazards.ts";
import { type LevelResult, type Measure, smallestP } from "#lib/analysis/measure.ts";
import { groupPermutationP, scoresOf } from "#lib/analysis/permutation.ts";
import { count, doubledFisher, rateFigures } from "#lib/analysis/rates.ts";
import { jointScores } from "#lib/analysis/score-joint.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Followed, Target } from "#lib/analysis/target.ts";
import { widenedByClusters } from "#lib/stats/clustered-survival.ts";
import { chiSquareUpperTail } from "#lib/stats/distributions.ts";
import { wilson } from "#lib/stats/rate.ts";
import { kaplanMeier, martingaleResiduals, medianSurvival, type SurvivalCurve } from "#lib/stats/survival.ts";
import { partOf, type Timeline } from "#lib/stats/timeline.ts";

/** Groups below this, or expecting fewer departures than the second, are also judged by permutation of (time, left) pairs. */
const fewestRows = 20;
const fewestExpected = 5;

/** Log-rank of a level against the rest: observed and expected departures in the level, their variance, and p. */
interface LevelLogRank {
  readonly observed: number;
  readonly expected: number;
  readonly expectedRest: number;
  readonly statistic: number;
  readonly p: number;
}

/** Log-rank test of two curves on the same times (Mantel 1966), from their tables of who was at risk and who left. */
function logRankOfTwo(level: SurvivalCurve, rest: SurvivalCurve): LevelLogRank {
  let [observed, expected, expectedRest, variance] = [0, 0, 0, 0];
  for (let j = 0; j < level.times.length; j++) {
    const events = level.events[j]! + rest.events[j]!;
    if (events === 0) continue;
    const atRisk = level.atRisk[j]! + rest.atRisk[j]!;
    const share = level.atRisk[j]! / atRisk;
    observed += level.events[j]!;
    expected += events * share;
    expectedRest += events * (1 - share);
    if (atRisk > 1) variance += (events * share * (1 - share) * (atRisk - events)) / (atRisk - 1);
  }
  const statistic = variance > 0 ? (observed - expected) ** 2 / variance : 0;
  const p = chiSquareUpperTail(statistic, 1);
  return { observed, expected, expectedRest, statistic, p };
}

/**
 * The log-rank test where chi-square is not trusted: given who was at risk, every departure is the level's with the chance of
 * its share, so that their number is Poisson-binomial; twice the smaller tail, at most 1.
 */
function fewDepartures(level: SurvivalCurve, rest: SurvivalCurve): number {
  const shares = sharesOf(level, rest);
  const observed = level.events.reduce((sum, events) => sum + events, 0);
  // From the side on which the level has fewer, so that the list of chances stays short.
  const of = (count: number, chances: Float64Array) => {
    const chance = new Float64Array(count + 1);
    chance[0] = 1;
    let beyond = 0;
    for (const p of chances) {
      beyond += chance[count]! * p;
      for (let k = count; k > 0; k--) chance[k] = chance[k]! * (1 - p) + chance[k - 1]! * p;
      chance[0]! *= 1 - p;
    }
    return { most: chance.reduce((sum, one) => sum + one, 0), least: beyond + chance[count]! };
  };
  const others = shares.length - observed;
  const { most, least } =
    observed <= others
      ? of(observed, shares)
      : of(
          others,
          shares.map((share) => 1 - share),
        );
  return Math.min(1, 2 * Math.min(most, least));
}

/** The share of a level among those at risk, once for each departure. */
function sharesOf(level: SurvivalCurve, rest: SurvivalCurve): Float64Array {
  const shares: number[] = [];
  for (let j = 0; j < level.times.length; j++) {
    const share = level.atRisk[j]! / (level.atRisk[j]! + rest.atRisk[j]!);
    for (let event = level.events[j]! + rest.events[j]!; event > 0; event--) shares.push(share);
  }
  return Float64Array.from(shares);
}

/** The curve of some rows, with a band as wide as the `groups` they belong to make it (by row, or null). */
export function curveIn(
  { months, left }: Followed,
  mine: Timeline,
  groups: Int32Array | null,
): SurvivalCurve {
  const curve = kaplanMeier(months, left, mine);
  return groups === null ? curve : widenedByClusters(curve, left, mine, groups);
}

/** The two curves of a level and its rest, and how many rows each is of; `groups` by row, or null. */
export function curvesOf(followed: Followed, inLevel: Uint8Array, groups: Int32Array | null = null) {
  const side = (of: number) => {
    const mine = partOf(followed.on, (row) => inLevel[row] === of);
    return { n: mine.rows.length, curve: curveIn(followed, mine, groups) };
  };
  const [inside, rest] = [side(1), side(0)];
  return {
    inside: inside.curve,
    rest: rest.curve,
    summaries: { inside: summary(inside.curve, inside.n), rest: summary(rest.curve, rest.n) },
  };
}

function summary(curve: SurvivalCurve, n: number): RetentionSummary {
  return {
    n,
    left: curve.events.reduce((sum, events) => sum + events, 0),
    median: medianSurvival(curve),
  };
}

/**
 * Retention: the rate shown is of those still customers at the export, which young accounts flatter; p is the log-rank
 * test over the whole time each account was followed, so that young accounts count only for the months they were seen.
 * Groups of few accounts or departures are told by the larger of its exact form given who was at risk and of permuting (time,
 * left) pairs: alone the latter is too sure of a few accounts watched for years among many watched for months (three tables of
 * noise in ten). The levels of an attribute together by the normal limit with the covariance of expected departures; by
 * Bonferroni for lists and where few departures are expected. In small tables the doubled Fisher p of the rates must agree. Accounts that came into view
 * late count from then on only.
 */
export function measureRetention(target: Target, small: boolean, seed: number): Measure {
  const followed = target.followed!;
  const { values } = target;
  const total = values.length;
  const positives = values.reduce((sum, value) => sum + value, 0);
  const residuals = martingaleResiduals(followed.months, followed.left, null, followed.on);
  const scores = residuals.map((residual) => (Number.isNaN(residual) ? 0 : residual));
  const reference = scoresOf(scores);
  const inLevel = new Uint8Array(total);
  // What joint() needs of the levels just measured: their expected departures.
  const expected = new Map<LevelResult, number>();

  function p(members: Int32Array, curves: ReturnType<typeof curvesOf>, test: LevelLogRank, id: string) {
    const n = members.length;
    const few =
      Math.min(n, total - n) < fewestRows || Math.min(test.expected, test.expectedRest) < fewestExpected;
    const sum = test.observed - test.expected;
    const p = few
      ? Math.max(
          fewDepartures(curves.inside, curves.rest),
          groupPermutationP(reference, sum, n, randomFor(seed, target.outcome, id, "level")),
        )
      : test.p;
    if (!small) return p;
    const k = count(values, members);
    // Shares and curves that point in opposite directions support neither.
    if ((k * total - n * positives) * sum > 0) return 1;
    return Math.max(p, doubledFisher(k, n - k, positives - k, total - n - positives + k));
  }

  return {
    base: { value: positives / total, ...wilson(positives, total) },
    level(members, id): LevelResult {
      for (const row of members) inLevel[row] = 1;
      const curves = curvesOf(followed, inLevel);
      for (const row of members) inLevel[row] = 0;
      const n = members.length;
      const k = count(values, members);
      const test = logRankOfTwo(curves.inside, curves.rest);
      const figures = rateFigures(k, n, positives - k, total - n);
      const result: LevelResult = {
        ...figures,
        n,
        rest: { ...figures.rest, n: total - n },
        lean: test.expected - test.observed,
        p: p(members, curves, test, id),
        signal: test.statistic / total,
        retention: curves.summaries,
        change: changeOverTime(curves.inside, curves.rest),
      };
      expected.set(result, test.expected);
      return result;
    },
    joint(grouping, results, id) {
      const weights = results.map((result) => expected.get(result) ?? 0);
      const random = randomFor(seed, target.outcome, id, "joint");
      if (grouping.codes === null || weights.some((weight) => weight < fewestExpected))
        return Math.min(1, smallestP(results) * (grouping.complementary ? 1 : results.length));
      return jointScores(reference, grouping, results, random, weights);
    },
  };
}
