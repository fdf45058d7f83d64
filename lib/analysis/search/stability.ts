import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { alike, type Covered, coverRules, jaccard } from "#lib/analysis/search/cover.ts";

import {
  countBoth,
  fewestOf,
  type Layout,
  layOut,
  materialOf,
  openGround,
  rowsOf,
  sumsOf,
} from "#lib/analysis/search/ground.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { mostShuffled, type SearchOptions, told } from "#lib/analysis/search/search-options.ts";
import type { Steadiness } from "#lib/analysis/search/steadiness.ts";
import { findRules } from "#lib/analysis/search/walk.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { Random } from "#lib/stats/random.ts";
import { shuffle } from "#lib/stats/random.ts";

const bootstraps = 200;
const subsamples = 50;
const subsampleSize = 5_000;
const kept = 60;
/** What a condition must pay at in a resample: a rule that 100,000 rows show must have a chance to be seen in 5,000. */
const payLevelAgain = 1e-4;

/** Row numbers of the target, or whole clusters of them, drawn again. */
type Draw = (random: Random) => Int32Array;

/**
 * Stability (statistics.md): the search is repeated on 200 bootstraps up to 5,000 rows, on 50 subsamples of 5,000 above (the
 * fewest accounts of a rule scaled with them), clusters drawn whole; a rule is found again where the covered top ten of its
 * direction holds one of Jaccard ≥ .6 on the original rows. `rules` are found on the whole target, best first. `tick` is
 * told after every resample what share is done; it may throw to stop.
 */
export function steadinessOf(
  columns: readonly SearchColumn[],
  target: Target,
  rules: readonly Pick<Covered["candidate"], "parts" | "direction">[],
  options: SearchOptions,
  tick: (share: number) => void = () => {},
): Steadiness[] {
  const small = target.rows.length <= mostShuffled;
  const rounds = small ? bootstraps : subsamples;
  const draw = small ? bootstrap(target, options.clusters) : subsample(target, options.clusters);
  const whole = layOut(materialOf(columns, target));
  const mine = rules.map(({ parts, direction }) => ({ ...setOf(whole, parts), direction }));
  const times = new Float64Array(rules.length);
  const optimism = new Float64Array(rules.length);
  const compared = new Float64Array(rules.length);
  const ranks = rankWithin(rules);
  const sign = target.better === "higher" ? 1 : -1;
  for (let round = 0; round < rounds; round++) {
    const picks = draw(randomFor(options.seed, target.outcome, "resample", String(round)));
    const scale = picks.length / target.rows.length;
    const fewest = small ? undefined : Math.max(5, Math.round(fewestOf(target.rows.length) * scale));
    const ground = openGround(
      materialOf(columns, partOfTarget(target, picks)),
      options.kernel,
      options.maxConditions,
      fewest,
    );
    const found = findRules(ground, kept, payLevelAgain, false);
    const covered = [found.good, found.poor].flatMap((candidates) => coverRules(ground, candidates, told));
    const again = covered.map(({ candidate }) => {
      const { parts, direction } = candidate;
      const all = setOf(whole, parts);
      const sampled = average(ground, rowsOf(ground, parts));
      return { ...all, direction, gain: sampled - average(whole, all.rows) };
    });
    mine.forEach((rule, i) => {
      const same = again.filter(({ direction }) => direction === rule.direction);
      const likeness = same.map((other) => jaccard(rule, other));
      const nearest = likeness.indexOf(Math.max(...likeness));
      const isFound = nearest >= 0 && likeness[nearest]! >= alike;
      if (isFound) times[i]!++;
      // What stands in its place: the rule itself where it is found again, else the one of its rank.
      const instead = same[isFound ? nearest : Math.min(ranks[i]!, same.length - 1)];
      if (instead === undefined) return;
      optimism[i]! += instead.gain;
      compared[i]!++;
    });
    tick((round + 1) / rounds);
  }
  return rules.map((_, i) => ({
    stability: times[i]! / rounds,
    // The sum searched for retention has no unit that is shown.
    optimism: compared[i] === 0 || target.followed !== null ? 0 : (sign * optimism[i]!) / compared[i]!,
  }));
}

/** Place of each rule among those of its direction, from 0. */
function rankWithin(rules: readonly { readonly direction: string }[]): number[] {
  return rules.map(
    ({ direction }, i) => rules.slice(0, i).filter((other) => other.direction === direction).length,
  );
}

function setOf(layout: Layout, parts: Covered["candidate"]["parts"]) {
  const rows = rowsOf(layout, parts);
  return { rows, n: countBoth(rows, rows) };
}

/** The rate of a plain yes or no, else the mean of what is searched. */
function average(layout: Layout, rows: Int32Array): number {
  const sums = sumsOf(layout, rows);
  if (layout.scorer.planes === null) return sums[1]! / sums[0]!;
  if (layout.scorer.width === 5) return sums[3]! / sums[1]!;
  return sums[1]! / sums[0]!;
}

function bootstrap(target: Target, clusters: Int32Array | null): Draw {
  const n = target.rows.length;
  if (clusters === null) return (random) => Int32Array.from({ length: n }, () => Math.floor(random() * n));
  const groups = groupsOf(clusters);
  return (random) => Int32Array.from(groups.flatMap(() => groups[Math.floor(random() * groups.length)]!));
}

function subsample(target: Target, clusters: Int32Array | null): Draw {
  const n = target.rows.length;
  if (clusters === null) {
    return (random) => {
      const chosen = new Set<number>();
      while (chosen.size < subsampleSize) chosen.add(Math.floor(random() * n));
      return Int32Array.from(chosen).sort();
    };
  }
  const groups = groupsOf(clusters);
  return (random) => {
    const picks: number[] = [];
    for (const group of shuffle([...groups], random)) {
      if (picks.length >= subsampleSize) break;
      picks.push(...group);
    }
    return Int32Array.from(picks).sort();
  };
}

function groupsOf(clusters: Int32Array): number[][] {
  const groups = new Map<number, number[]>();
  clusters.forEach((cluster, row) => {
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [row]);
    else group.push(row);
  });
  return [...groups.values()];
}
