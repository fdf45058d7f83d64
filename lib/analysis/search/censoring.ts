import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { groupRows, type Target } from "#lib/analysis/target.ts";
import { benjaminiHochberg } from "#lib/stats/multiplicity.ts";
import { logRank } from "#lib/stats/survival.ts";

const level = 0.05;

/**
 * Whether some attribute predicts how long accounts were watched: log-rank tests with leaving and being cut off
 * exchanged (of a list for each member), Benjamini-Hochberg at .05. Then (time, left) pairs may not be permuted, because they were not
 * exchangeable before anything was looked at. False for outcomes without time.
 */
export function censoringDepends(levelled: readonly LevelledAttribute[], target: Target): boolean {
  const { followed } = target;
  if (followed === null) return false;
  const cutOff = followed.left.map((left) => 1 - left);
  const ps = levelled.flatMap((one) => {
    const { codes, levels, members } = groupRows(one, target);
    const test = (groups: Int32Array, many: number) =>
      logRank(followed.months, cutOff, groups, many, null, followed.on).p;
    if (codes !== null) return levels.length < 2 ? [] : [test(codes, levels.length)];
    // Members of a list overlap: each is asked about by itself.
    return members.map((rows) => {
      const groups = new Int32Array(target.rows.length);
      for (const row of rows) groups[row] = 1;
      return test(groups, 2);
    });
  });
  return benjaminiHochberg(ps).some((q) => q <= level);
}
