import { isFollowedTo } from "#lib/analysis/good-score.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { drawByKey } from "#lib/analysis/search/row-keys.ts";
import type { Target } from "#lib/analysis/target.ts";
import { horizonWeight } from "#lib/stats/horizon.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";
import { partOf } from "#lib/stats/timeline.ts";

/** A target in two parts: one to look at as often as one likes, one to test on once. */
export interface Halves {
  readonly discovery: Target;
  readonly holdout: Target;
  /** The same as row numbers of the whole target. */
  readonly rows: { readonly discovery: Int32Array; readonly holdout: Int32Array };
  readonly by: "account" | "cluster" | "time";
}

type Rows = Halves["rows"];

export const discoveryShare = 0.6;
/** Dates say something about the order only where nearly everybody has one. */
const datedShare = 0.95;
/** A cut in time that leaves less, or more, than these shares to test on divides too unevenly. */
const leastHeld = 0.25;
const mostHeld = 0.55;

/**
 * 60 % to search and 40 % to test on (statistics.md, "combinations"): the later 40 % where accounts are dated (`startDays`
 * by account, NaN unknown); else whole clusters where rows come in clusters (`clusters` by row); else drawn within each
 * value of a yes or no. Where rows weigh for those of whom it is too early to tell, every account watched goes to one part
 * and the weights are made anew in each from its own censoring curve, so that the part tested on owes the other nothing; a
 * cut in time after which nobody was followed to the horizon is no cut. With `keys` (by account, see rowKeys) single accounts
 * are drawn by what they are, so that neither their order nor which of both outcomes is called good changes the parts.
 */
export function halvesOf(
  target: Target,
  clusters: Int32Array | null,
  startDays: Float64Array | null,
  random: Random,
  keys: Int32Array | null = null,
): Halves {
  const days = startDays === null ? null : Float64Array.from(target.rows, (account) => startDays[account]!);
  const dated = days === null ? 0 : days.reduce((sum, day) => sum + (Number.isNaN(day) ? 0 : 1), 0);
  if (days !== null && startDays !== null && clusters === null && dated >= datedShare * days.length) {
    const cut = cutInTime(days);
    const rows = cut === null ? null : splitBy(target, (row) => !(days[row]! >= cut));
    const halves = rows && inParts(target, rows, "time", (account) => !(startDays[account]! >= cut!));
    if (halves !== null && isFollowed(halves.holdout) && isFollowed(halves.discovery)) return halves;
  }
  const drawn = () => random() < discoveryShare;
  if (clusters !== null) return inParts(target, byCluster(target, clusters, random), "cluster", drawn);
  return inParts(target, byAccount(target, random, keys), "account", drawn);
}

/** Two parts by what is said of each account alone, so that neither new accounts nor another horizon move one. */
export function halvesBy(target: Target, isFirst: (account: number) => boolean): Halves {
  return inParts(
    target,
    splitBy(target, (row) => isFirst(target.rows[row]!)),
    "account",
    isFirst,
  );
}

function splitBy(target: Target, isFirst: (row: number) => boolean): Rows {
  const rows = Int32Array.from(target.rows.keys());
  return { discovery: rows.filter(isFirst), holdout: rows.filter((row) => !isFirst(row)) };
}

/** The day from which on accounts are held back; null where too many started on the same day for one to divide them. */
function cutInTime(days: Float64Array): number | null {
  const known = days.filter((day) => !Number.isNaN(day)).sort();
  const cut = known[Math.floor(known.length * discoveryShare)]!;
  const share = days.reduce((sum, day) => sum + (day >= cut ? 1 : 0), 0) / days.length;
  return share < leastHeld || share > mostHeld ? null : cut;
}

function byCluster(target: Target, clusters: Int32Array, random: Random): Rows {
  const names = shuffle([...new Set(clusters)], random);
  const first = new Set(names.slice(0, Math.round(names.length * discoveryShare)));
  return splitBy(target, (row) => first.has(clusters[row]!));
}

function byAccount(target: Target, random: Random, keys: Int32Array | null): Rows {
  const rows = Int32Array.from(target.rows.keys());
  const strata =
    target.measure === "rate"
      ? [0, 1].map((value) => rows.filter((row) => target.values[row] === value))
      : [rows];
  const isFirst = new Uint8Array(rows.length);
  const seed = keys === null ? 0 : Math.floor(random() * 2 ** 32);
  for (const stratum of strata) {
    const first = Math.round(stratum.length * discoveryShare);
    if (keys !== null) drawByKey(stratum, (row) => keys[target.rows[row]!]!, first, seed, isFirst);
    else for (const row of shuffle(stratum, random).subarray(0, first)) isFirst[row] = 1;
  }
  return splitBy(target, (row) => isFirst[row] === 1);
}

/** Both parts; `isEarly` says to which an account belongs that was watched, but is no row because nobody knows yet. */
function inParts(
  target: Target,
  rows: Rows,
  by: Halves["by"],
  isEarly: (account: number) => boolean,
): Halves {
  const parts = {
    discovery: partOfTarget(target, rows.discovery),
    holdout: partOfTarget(target, rows.holdout),
  };
  if (target.weights === null || !target.watched) return { ...parts, rows, by };
  const isFirst = new Uint8Array(target.watched.months.length);
  for (let account = 0; account < isFirst.length; account++) isFirst[account] = isEarly(account) ? 1 : 0;
  for (const row of rows.discovery) isFirst[target.rows[row]!] = 1;
  for (const row of rows.holdout) isFirst[target.rows[row]!] = 0;
  return {
    discovery: reweighted(parts.discovery, (account) => isFirst[account] === 1),
    holdout: reweighted(parts.holdout, (account) => isFirst[account] === 0),
    rows,
    by,
  };
}

/** The weights 1/Ĝ(min(T, h)−) again, Ĝ from the accounts of this part alone. */
function reweighted(part: Target, isMine: (account: number) => boolean): Target {
  const { months: all, left, horizon, on: both, groups = null } = part.watched!;
  const months = all.map((month, account) => (isMine(account) ? month : Number.NaN));
  const on = partOf(both, isMine);
  const weightOf = horizonWeight(months, left, horizon, on);
  return {
    ...part,
    weights: Float64Array.from(part.rows, weightOf),
    watched: { months, left, horizon, on, groups },
  };
}

/** Whether somebody of a part was followed to the horizon: else only those who left are known of it. */
function isFollowed({ weights, watched, score }: Target): boolean {
  const staying = score?.staying;
  if (staying) return staying.months.some((_, row) => isFollowedTo(staying, row));
  if (weights === null || !watched) return true;
  const { months, horizon, on } = watched;
  return on.rows.some((row) => months[row]! >= horizon && !(on.entry && on.entry[row]! >= horizon));
}
