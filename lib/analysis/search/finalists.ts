import { type Covered, coverRules } from "#lib/analysis/search/cover.ts";
import { countBoth, eachRow, type Ground, type Layout } from "#lib/analysis/search/ground.ts";
import { refined, told } from "#lib/analysis/search/limits.ts";
import { listsTried, payLevel } from "#lib/analysis/search/look.ts";
import { isPadded } from "#lib/analysis/search/pays.ts";
import { openIdleEnds, refineEnds } from "#lib/analysis/search/refine.ts";
import type { Found } from "#lib/analysis/search/walk.ts";

/**
 * The rules of both directions that are worth a test: unpadded by the exact test, ends included, and unlike each other. With
 * `refine` their ends are moved first, which only a test on rows held back allows for. `clusters` along the ground, or null.
 */
export function finalists(
  ground: Ground,
  found: Found,
  refine: boolean,
  clusters: Int32Array | null,
): Covered[] {
  const level = payLevel / listsTried(ground.depth);
  return (["good", "poor"] as const).flatMap((direction) => {
    const candidates = found[direction];
    const first = (
      refine
        ? coverRules(ground, candidates, refined).map(({ candidate }) => refineEnds(ground, candidate))
        : candidates
    ).map((candidate) => openIdleEnds(ground, candidate, clusters));
    const chosen: Covered[] = [];
    let open = first;
    // A rule that fails the exact test makes room for the next one.
    while (chosen.length < told && open.length > 0) {
      const covered = coverRules(ground, open, told);
      const idle = covered.filter(({ candidate }) =>
        isPadded(ground, candidate.parts, direction, clusters, level, found.selectors),
      );
      if (idle.length === 0) return covered;
      const left = new Set(idle.map(({ candidate }) => candidate));
      open = open.filter((candidate) => !left.has(candidate));
    }
    return chosen;
  });
}

/** Row numbers of a material that a rule holds for, ascending. */
export function membersOf(layout: Layout, rows: Int32Array): Int32Array {
  const members = new Int32Array(countBoth(rows, rows));
  let at = 0;
  eachRow(rows, (row) => {
    members[at++] = layout.order[row]!;
  });
  return members.sort();
}
