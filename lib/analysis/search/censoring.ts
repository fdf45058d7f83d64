import { orderOfStaying } from "#lib/analysis/good-score.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { scoresOf, standardised } from "#lib/analysis/permutation.ts";
import { type Followed, groupRows, type Target } from "#lib/analysis/target.ts";
import { midRanks } from "#lib/analysis/two-groups.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { benjaminiHochberg } from "#lib/stats/multiplicity.ts";
import { logRank } from "#lib/stats/survival.ts";

const level = 0.05;

/**
 * Whether some attribute predicts how long accounts were watched: log-rank tests with leaving and being cut off
 * exchanged (of a list for each member), Benjamini-Hochberg at .05. Then (time, left) pairs may not be permuted, because they were not
 * exchangeable before anything was looked at; nor may scores that tell of staying by pseudo-observations. False for
 * outcomes without time.
 */
export function censoringDepends(levelled: readonly LevelledAttribute[], target: Target): boolean {
  const followed = target.followed ?? stayingIn(target);
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

/** How long the rows of a score were followed, where staying is part of it. */
function stayingIn({ score }: Target): Followed | null {
  if (!score?.staying) return null;
  const { months, left } = score.staying;
  return { months, left, on: orderOfStaying(score.staying) };
}

/**
 * Whether some attribute predicts how long events were counted: rank sums (Wilcoxon 1945) of the time watched of every level
 * against the rest, Bonferroni over the levels of an attribute and Benjamini-Hochberg at .05 over attributes. Then events
 * may not be permuted over accounts: those watched longer vary more, and rules that pick them would reach what shuffled
 * copies seldom do. False for outcomes that are not events over time.
 */
export function exposureDepends(levelled: readonly LevelledAttribute[], target: Target): boolean {
  const { exposure } = target;
  if (!exposure) return false;
  const ranks = midRanks(
    exposure,
    Int32Array.from(exposure.keys()).sort((a, b) => exposure[a]! - exposure[b]!),
  );
  const reference = scoresOf(ranks);
  const middle = (ranks.length - 1) / 2;
  const ps = levelled.flatMap((one) => {
    const { members } = groupRows(one, target);
    if (members.length === 0) return [];
    const strongest = members.reduce((most, rows) => {
      const sum = rows.reduce((all, row) => all + ranks[row]! - middle, 0);
      return Math.max(most, Math.abs(standardised(reference, sum, rows.length)));
    }, 0);
    return [Math.min(1, 2 * normalUpperTail(strongest) * members.length)];
  });
  return benjaminiHochberg(ps).some((q) => q <= level);
}
