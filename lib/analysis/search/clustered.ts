import { clusteredMean, studentInterval, worthOf } from "#lib/analysis/effective.ts";
import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { rateFigures } from "#lib/analysis/rates.ts";
import { curvesOf } from "#lib/analysis/retention.ts";
import { materialOf } from "#lib/analysis/search/ground.ts";
import type { Target } from "#lib/analysis/target.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { wilson } from "#lib/stats/rate.ts";

/** What the sums over clusters say of a group within its parent: standard deviations above what its share makes likely. */
export function clusterZ(
  values: ArrayLike<number>,
  clusters: Int32Array,
  parent: Int32Array,
  group: Int32Array,
): number {
  const sums = new Map<number, { own: number; all: number }>();
  let mean = 0;
  for (const row of parent) mean += values[row]! / parent.length;
  const at = (row: number) => {
    const known = sums.get(clusters[row]!);
    if (known !== undefined) return known;
    const fresh = { own: 0, all: 0 };
    sums.set(clusters[row]!, fresh);
    return fresh;
  };
  for (const row of parent) at(row).all += values[row]! - mean;
  for (const row of group) at(row).own += values[row]! - mean;
  const share = group.length / parent.length;
  let [sum, squares] = [0, 0];
  for (const { own, all } of sums.values()) {
    const part = own - share * all;
    sum += part;
    squares += part * part;
  }
  return squares > 0 ? sum / Math.sqrt(squares) : 0;
}

/**
 * Measures levels where several rows are of one account (statistics.md, "several rows of one account"): p is the normal
 * limit of turning the signs of whole clusters, z = Σ Dg / √Σ Dg², Dg what cluster g adds to the difference between the
 * level and everybody, and never below that of measureOf; intervals are as wide as the clusters make them (see worthOf).
 * The levels of an attribute together by Bonferroni. `clusters` say by row of the target whose row it is.
 */
export function measureClustered(target: Target, clusters: Int32Array, seed: number): Measure {
  const plain = measureOf(target, seed);
  const { values } = materialOf([], target);
  const everybody = Int32Array.from(values.keys());
  const inLevel = new Uint8Array(values.length);

  function restOf(members: Int32Array): Int32Array {
    for (const row of members) inLevel[row] = 1;
    const rest = everybody.filter((row) => inLevel[row] === 0);
    for (const row of members) inLevel[row] = 0;
    return rest;
  }

  function summariesOf(members: Int32Array): LevelResult["retention"] {
    for (const row of members) inLevel[row] = 1;
    const { summaries } = curvesOf(target.followed!, inLevel, clusters);
    for (const row of members) inLevel[row] = 0;
    return summaries;
  }

  function widened(
    members: Int32Array,
    level: LevelResult,
  ): Pick<LevelResult, "inside" | "rest" | "difference"> {
    const rest = restOf(members);
    if (target.measure === "mean") {
      const [a, b] = [clusteredMean(target, members, clusters), clusteredMean(target, rest, clusters)];
      const difference = studentInterval(a.mean - b.mean, Math.hypot(a.se, b.se), Math.min(a.df, b.df));
      return {
        inside: wider(studentInterval(a.mean, a.se, a.df), level.inside),
        rest: { ...wider(studentInterval(b.mean, b.se, b.df), level.rest), n: level.rest.n },
        difference: wider(difference, level.difference),
      };
    }
    const [a, b] = [worthOf(target, members, clusters), worthOf(target, rest, clusters)];
    const figures = rateFigures(a.rate * a.worth, a.worth, b.rate * b.worth, b.worth);
    return { ...figures, rest: { ...figures.rest, n: level.rest.n } };
  }

  const everyWorth = worthOf(target, everybody, clusters);
  return {
    base:
      target.measure === "mean"
        ? plain.base
        : { value: everyWorth.rate, ...wilson(everyWorth.rate * everyWorth.worth, everyWorth.worth) },
    level(members, id) {
      const level = plain.level(members, id);
      const z = clusterZ(values, clusters, everybody, members);
      const { inside, rest, difference } = widened(members, level);
      // The rows of a cluster know less than as many accounts: never surer than without clusters.
      const p = Math.max(level.p, Math.min(1, 2 * normalUpperTail(Math.abs(z))));
      return {
        ...level,
        inside,
        rest,
        difference,
        retention: level.retention && summariesOf(members),
        p,
        signal: Math.min(level.signal, (z * z) / values.length),
      };
    },
    joint(grouping, results) {
      const least = results.reduce((smallest, result) => Math.min(smallest, result.p), 1);
      return Math.min(1, least * (grouping.complementary ? 1 : results.length));
    },
  };
}

function wider(own: LevelResult["inside"], plain: LevelResult["inside"]): LevelResult["inside"] {
  return { value: plain.value, low: Math.min(own.low, plain.low), high: Math.max(own.high, plain.high) };
}
