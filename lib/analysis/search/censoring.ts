import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { groupRows, type Target } from "#lib/analysis/target.ts";
import { benjaminiHochberg } from "#lib/stats/multiplicity.ts";
import { logRank } from "#lib/stats/survival.ts";

const level = 0.05;

/**
 * Whether some attribute predicts how long accounts were watched: log-rank tests with leaving and being cut off
 * exchanged, Benjamini-Hochberg at .05. Then (time, left) pairs may not be permuted, because they were not
 * exchangeable before anything was looked at. False for outcomes without time.
 */
export function censoringDepends(levelled: readonly LevelledAttribute[], target: Target): boolean {
  const { followed } = target;
  if (followed === null) return false;
  const cutOff = followed.left.map((left) => 1 - left);
  const ps = levelled.flatMap((one) => {
    const { codes, levels } = groupRows(one, target);
    if (codes === null || levels.length < 2) return [];
    return [logRank(followed.months, cutOff, codes, levels.length, null, followed.on).p];
  });
  return benjaminiHochberg(ps).some((q) => q <= level);
}
