import { shareOut } from "#lib/analysis/search/aside.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { alike, type Covered, jaccard } from "#lib/analysis/search/cover.ts";

import { countBoth, type Layout, layOut, materialOf, rowsOf } from "#lib/analysis/search/ground.ts";
import { mostShuffled } from "#lib/analysis/search/limits.ts";
import { average, resampleWork } from "#lib/analysis/search/resamples.ts";
import type { SearchOptions } from "#lib/analysis/search/search-options.ts";
import type { Steadiness } from "#lib/analysis/search/steadiness.ts";
import type { Target } from "#lib/analysis/target.ts";

const bootstraps = 200;
const subsamples = 50;

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
  const rounds = target.rows.length <= mostShuffled ? bootstraps : subsamples;
  const whole = layOut(materialOf(columns, target));
  const mine = rules.map(({ parts, direction }) => ({ ...setOf(whole, parts), direction }));
  const times = new Float64Array(rules.length);
  const optimism = new Float64Array(rules.length);
  const compared = new Float64Array(rules.length);
  const ranks = rankWithin(rules);
  const sign = target.better === "higher" ? 1 : -1;
  const { clusters, seed, maxConditions } = options;
  const drawn = {
    columns: columns.map(({ say: _, ...column }) => column),
    target,
    clusters,
    seed,
    maxConditions,
  };
  let [next, seen] = [0, 0];
  const number = () => (next < rounds ? next++ : null);
  shareOut(options, resampleWork, drawn, number, (found) => {
    const again = found.map(({ direction, parts, sampled }) => {
      const all = setOf(whole, parts);
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
    tick(++seen / rounds);
    return true;
  });
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
