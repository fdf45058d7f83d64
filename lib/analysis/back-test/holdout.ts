import type { Frame } from "#lib/accounts/frame.ts";
import { isoDate } from "#lib/analysis/format.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { discoveryShare, halvesBy, halvesOf } from "#lib/analysis/search/halves.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import { smallerSide, type Target } from "#lib/analysis/target.ts";

/** Below so many customers with a known outcome nothing is held back: a part of them would tell nothing. */
const fewestForHoldout = 200;
/** Good and not good accounts that either part must have. */
const fewestOfEach = 10;
const endless = Number.POSITIVE_INFINITY;

/** The accounts that patterns and choices may use, and those they are tried on: two outcomes as if there were no other. */
export interface Holdout {
  /** The later accounts where they are dated; else drawn by chance within good and not good. */
  readonly by: "time" | "account";
  /** ISO date from which accounts are held out; null where they are drawn. */
  readonly from: string | null;
  readonly training: Target;
  readonly held: Target;
  /** Later accounts whose outcome is known and on which nothing is tried: others of their group are in the training part. */
  readonly kin: number;
  /** Whether an account is held back, known or not. */
  isHeld(account: number): boolean;
}

/**
 * Holds back 40 % of the accounts (statistics.md, "back-test"): the later ones where nearly all are dated and both parts
 * have ten good and ten others, else drawn by each account's id (or its group's name) and the seed, so that an account stays
 * in its part whatever else becomes known. Of accounts in groups, such as those of one parent company, nothing is tried on later
 * ones of which others came before: what a parent's first accounts taught is no forecast of its next. Null below 200 accounts, and where either part would hold fewer than ten of a kind.
 */
export function holdoutOf(frame: Frame, target: Target, seed: number): Holdout | null {
  const { startDays, accountIds } = frame;
  if (target.rows.length < fewestForHoldout) return null;
  const groups = groupsOf(frame);
  const dated = halvesOf(target, null, startDays, randomFor(seed, target.outcome, "back-test"));
  if (dated.by === "time" && startDays !== null) {
    const before = new Set(groups === null ? [] : dated.discovery.rows.map((row) => groups.codes[row]!));
    const isKin = (account: number) => groups !== null && before.has(groups.codes[account]!);
    const { rows } = dated.holdout;
    const strangers = Int32Array.from(rows.keys()).filter((row) => !isKin(rows[row]!));
    const held = strangers.length === rows.length ? dated.holdout : partOfTarget(dated.holdout, strangers);
    const first = rows.reduce((least, account) => Math.min(least, startDays[account]!), endless);
    if (isEnough(dated.discovery, held))
      return {
        by: "time",
        from: isoDate(first),
        training: dated.discovery,
        held,
        kin: rows.length - held.rows.length,
        isHeld: (account) => startDays[account]! >= first && !isKin(account),
      };
  }
  const nameOf = (account: number) => groups?.nameOf(account) ?? accountIds[account]!;
  const isFirst = (account: number) => randomFor(seed, "back-test", nameOf(account))() < discoveryShare;
  const drawn = halvesBy(target, isFirst);
  if (!isEnough(drawn.discovery, drawn.holdout)) return null;
  return {
    by: "account",
    from: null,
    training: drawn.discovery,
    held: drawn.holdout,
    kin: 0,
    isHeld: (account) => !isFirst(account),
  };
}

const isEnough = (training: Target, held: Target): boolean =>
  Math.min(smallerSide(training), smallerSide(held)) >= fewestOfEach;
