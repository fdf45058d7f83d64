import type { Work } from "#lib/analysis/search/aside.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { coverRules } from "#lib/analysis/search/cover.ts";
import {
  fewestOf,
  type Layout,
  materialOf,
  openGround,
  type Part,
  rowsOf,
  sumsOf,
} from "#lib/analysis/search/ground.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { mostShuffled, told } from "#lib/analysis/search/limits.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { openIdleEnds, refineEnds, settleEnds } from "#lib/analysis/search/refine.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { findRules } from "#lib/analysis/search/walk.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";

const subsampleSize = 5_000;
/**
 * Rules kept of one draw, and what a condition must pay at there: a rule that 100,000 rows show must have a chance to be seen
 * in 5,000. The ends of such a rule were moved when it was found, and are moved in the draw: a tenth of a skewed number is too
 * wide to come near them, and the planted rule of 100,000 rows was found again in fewer than half.
 */
const again = {
  bootstrap: { kept: 60, payLevel: 1e-4, movesEnds: false },
  subsample: { kept: 200, payLevel: 1e-3, movesEnds: true },
} as const;

/** What is searched again among accounts drawn again. */
export interface Resamples {
  /** As they are searched; what is said of them does not matter. */
  readonly columns: readonly Omit<SearchColumn, "say">[];
  readonly target: Target;
  /** By row of the target, or null. */
  readonly clusters: Int32Array | null;
  readonly seed: number;
  readonly maxConditions: number;
}

/** A rule of the ten best of its direction in one draw, and the rate or mean of its accounts there. */
export interface Again {
  readonly direction: Direction;
  readonly parts: readonly Part[];
  readonly sampled: number;
}

/** Row numbers of the target, or whole clusters of them, drawn again. */
type Draw = (random: Random) => Int32Array;

/** What is found among accounts drawn again, by the number of the draw. */
export const resampleWork: Work<Resamples, number, Again[]> = {
  name: "resamples",
  rows: ({ columns }) => columns[0]?.codes.length ?? 0,
  open: openResamples,
};

/**
 * Searches accounts drawn again, by the number of the draw: bootstraps up to 5,000 rows, subsamples of 5,000 above (the
 * fewest accounts of a rule scaled with them), clusters drawn whole.
 */
function openResamples(
  { columns: plain, target, clusters, seed, maxConditions }: Resamples,
  kernel: Kernel,
): (round: number) => Again[] {
  const columns = plain.map((column): SearchColumn => ({ ...column, say: unsaid }));
  const small = target.rows.length <= mostShuffled;
  const draw = small ? bootstrap(target, clusters) : subsample(target, clusters);
  return (round) => {
    const picks = draw(randomFor(seed, target.outcome, "resample", String(round)));
    const scale = picks.length / target.rows.length;
    const fewest = small ? undefined : Math.max(5, Math.round(fewestOf(target.rows.length) * scale));
    const material = materialOf(columns, partOfTarget(target, picks));
    const ground = openGround(material, kernel, maxConditions, fewest);
    const { kept, payLevel, movesEnds } = small ? again.bootstrap : again.subsample;
    const found = findRules(ground, kept, payLevel, false);
    const covered = [found.good, found.poor].flatMap((candidates) => {
      const moved = movesEnds ? candidates.map((candidate) => refineEnds(ground, candidate)) : candidates;
      return coverRules(ground, moved, told);
    });
    return covered.map(({ candidate }) => {
      // As the rules they are compared with were: an end that tells nothing would make two of one.
      const opened = openIdleEnds(ground, candidate, null);
      const { direction, parts } = movesEnds ? opened : settleEnds(ground, opened);
      return { direction, parts, sampled: average(ground, rowsOf(ground, parts)) };
    });
  };
}

const unsaid = () => {
  throw new Error("Rules of a draw are compared, not said.");
};

/** The rate of a plain yes or no, else the mean of what is searched. */
export function average(layout: Layout, rows: Int32Array): number {
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
