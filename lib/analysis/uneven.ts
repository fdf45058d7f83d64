import type { UnevenWatch } from "#lib/analysis/finding.ts";
import { fullScore, type Staying } from "#lib/analysis/good-score.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import {
  type OwnRate,
  type OwnScore,
  rateByOwnFollowUp,
  scoreByOwnFollowUp,
} from "#lib/analysis/own-follow-up.ts";
import type { Target } from "#lib/analysis/target.ts";
import { z95 } from "#lib/stats/distributions.ts";
import { newcombe } from "#lib/stats/rate.ts";

/**
 * Shares of the two groups that differ by less than this were watched alike, where what is seen is more than that: a difference of
 * no more than these shares can come from them alone, and of a million accounts half a point is significant. Rates that move by
 * less stay as they are.
 */
const muchEarlier = 0.05;
const muchMoved = 0.05;

/**
 * Good customers who must have stayed are weighted as if everybody had been watched for as long. Where a level holds the
 * young accounts, those known of it are mostly those who left, and any such level would look poor. So the level and the
 * rest are weighted again, each by its own censoring curve, which agrees with their own Kaplan-Meier curves. Null where
 * both were watched alike, or where that changes nothing worth telling. `isInside` is 1 for the accounts of the frame that
 * the level, or a rule, holds for, known or not; `difference` is what was seen with the weights of everybody. `z` is how many
 * standard errors it must be apart to hold: more than the usual where it was picked out by a search.
 */
export function unevenWatch(
  target: Target,
  isInside: Uint8Array,
  difference: number,
  z: number = z95,
): UnevenWatch | null {
  if (target.score?.staying) return unevenScore(target, target.score.staying, isInside, difference, z);
  const { watched } = target;
  if (!watched) return null;
  const values = new Float64Array(watched.months.length).fill(Number.NaN);
  target.rows.forEach((account, row) => {
    values[account] = target.values[row]!;
  });
  const [inside, rest] = [1, 0].map((side) =>
    rateByOwnFollowUp(
      watched,
      (account) => values[account]!,
      (account) => isInside[account] === side,
    ),
  ) as [OwnRate, OwnRate];
  const early = { inside: inside.early, rest: rest.early };
  const apart = Math.abs(inside.early - rest.early);
  if (apart < muchEarlier && Math.abs(difference) >= apart) return null;
  const ofWhat = { months: watched.horizon, ...(target.holdsRetention !== true && { sale: true }) };
  if (!inside.reached || !rest.reached) return { early, own: null, ...ofWhat, holds: false };
  const own = { inside: inside.rate, rest: rest.rate };
  const { value, low, high } = newcombe(
    inside.rate * inside.effective,
    inside.effective,
    rest.rate * rest.effective,
    rest.effective,
    z,
  );
  const holds = difference > 0 ? low > 0 : high < 0;
  return holds && Math.abs(value - difference) < muchMoved ? null : { early, own, ...ofWhat, holds };
}

/** Points of a score by which a difference must move to be worth telling. */
const pointsMoved = muchMoved * fullScore;

/**
 * The same of a score that tells of staying by pseudo-observations: where neither group is different they are right however
 * unevenly it was watched, but how far two groups are apart they tell only where both were watched alike. So the mean of
 * each group is taken again by its own curve.
 */
function unevenScore(
  target: Target,
  staying: Staying,
  isInside: Uint8Array,
  difference: number,
  z: number,
): UnevenWatch | null {
  const [inside, rest] = [1, 0].map((side) =>
    scoreByOwnFollowUp(target, staying, (row) => isInside[target.rows[row]!] === side),
  ) as [OwnScore, OwnScore];
  const early = { inside: inside.early, rest: rest.early };
  if (Math.abs(inside.early - rest.early) < muchEarlier) return null;
  const months = staying.rise.to;
  if (!inside.reached || !rest.reached) return { early, own: null, months, holds: false };
  const value = inside.mean - rest.mean;
  const holds = value * difference > 0 && Math.abs(value) > z * Math.hypot(inside.se, rest.se);
  const own = { inside: inside.mean, rest: rest.mean };
  return holds && Math.abs(value - difference) < pointsMoved ? null : { early, own, months, holds };
}

/** The accounts a target speaks of where it matters how long they were watched: so many does isInside have to tell of. */
export function accountsWatched({ watched, score, rows }: Target): number | null {
  if (score?.staying) return rows.reduce((most, account) => Math.max(most, account), -1) + 1;
  return watched ? watched.months.length : null;
}

/** 1 for every account of the frame at a level. */
export function accountsAt(
  { codes, members }: LevelledAttribute,
  level: number,
  accounts: number,
): Uint8Array {
  const isInside = new Uint8Array(accounts);
  if (codes !== null) for (let i = 0; i < accounts; i++) isInside[i] = codes[i] === level ? 1 : 0;
  else for (const account of members![level]!) isInside[account] = 1;
  return isInside;
}
