import type { UnevenWatch } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import type { Target } from "#lib/analysis/target.ts";
import { censoringCurve } from "#lib/stats/horizon.ts";
import { newcombe } from "#lib/stats/rate.ts";
import { survivalBefore } from "#lib/stats/survival.ts";
import { partOf } from "#lib/stats/timeline.ts";

/** Shares of the two groups that differ by less than this were watched alike; rates that move by less stay as they are. */
const muchEarlier = 0.1;
const muchMoved = 0.05;

/** A group weighted by its own follow-up: its rate, and the number of equally weighted accounts it is worth (Kish). */
interface Own {
  readonly rate: number;
  readonly effective: number;
  /** Share of which it is too early to tell. */
  readonly early: number;
  /** Whether its rate at the horizon can be told at all. */
  readonly reached: boolean;
}

/**
 * Good customers who must have stayed are weighted as if everybody had been watched for as long. Where a level holds the
 * young accounts, those known of it are mostly those who left, and any such level would look poor. So the level and the
 * rest are weighted again, each by its own censoring curve, which agrees with their own Kaplan-Meier curves. Null where
 * both were watched alike, or where that changes nothing worth telling. `isInside` is 1 for the accounts of the frame that
 * the level, or a rule, holds for, known or not; `difference` is what was seen with the weights of everybody.
 */
export function unevenWatch(target: Target, isInside: Uint8Array, difference: number): UnevenWatch | null {
  const { watched } = target;
  if (!watched) return null;
  const [inside, rest] = [ownRate(target, isInside, 1), ownRate(target, isInside, 0)];
  const early = { inside: inside.early, rest: rest.early };
  if (Math.abs(inside.early - rest.early) < muchEarlier) return null;
  const months = watched.horizon;
  if (!inside.reached || !rest.reached) return { early, own: null, months, holds: false };
  const own = { inside: inside.rate, rest: rest.rate };
  const { value, low, high } = newcombe(
    inside.rate * inside.effective,
    inside.effective,
    rest.rate * rest.effective,
    rest.effective,
  );
  const holds = difference > 0 ? low > 0 : high < 0;
  return holds && Math.abs(value - difference) < muchMoved ? null : { early, own, months, holds };
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

function ownRate(target: Target, isInside: Uint8Array, side: 0 | 1): Own {
  const { months, left, on, horizon } = target.watched!;
  const mine = partOf(on, (account) => isInside[account] === side);
  const curve = censoringCurve(months, left, mine);
  let young = 0;
  for (const account of mine.rows) if (left[account] === 0 && months[account]! < horizon) young++;
  let [sum, squares, good] = [0, 0, 0];
  target.rows.forEach((account, row) => {
    if (isInside[account] !== side) return;
    const weight = 1 / survivalBefore(curve, Math.min(months[account]!, horizon));
    sum += weight;
    squares += weight * weight;
    good += weight * target.values[row]!;
  });
  return {
    rate: good / sum,
    effective: (sum * sum) / squares,
    early: mine.rows.length > 0 ? young / mine.rows.length : 0,
    reached: sum > 0 && isTold(target, mine.rows),
  };
}

/** Whether somebody was followed to the horizon, or everybody had left by then: else the last were cut off before it. */
function isTold({ watched }: Target, byTime: Int32Array): boolean {
  const { months, left, horizon } = watched!;
  const last = months[byTime.at(-1) ?? -1] ?? 0;
  return last >= horizon || byTime.every((account) => months[account]! < last || left[account] === 1);
}
