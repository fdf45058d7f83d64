import { worthOf } from "#lib/analysis/effective.ts";
import type { Watched } from "#lib/analysis/good-customer.ts";
import { orderOfStaying, type Staying, scoreValues } from "#lib/analysis/good-score.ts";
import type { Target } from "#lib/analysis/target.ts";
import { horizonWeight } from "#lib/stats/horizon.ts";
import { mean, variance } from "#lib/stats/numeric.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";
import { partOf, type Timeline } from "#lib/stats/timeline.ts";

/** A group weighted by its own follow-up: its rate, and the number of equally weighted accounts it is worth (Kish 1965). */
export interface OwnRate {
  readonly rate: number;
  readonly effective: number;
  /** Share of those watched of which it is too early to tell. */
  readonly early: number;
  /** Whether its rate at the horizon can be told at all. */
  readonly reached: boolean;
}

/**
 * The rate of good customers in a group, each account known weighing 1/Ĝ(min(T, h)−) with Ĝ the censoring curve of this group
 * alone (inverse probability of censoring): where being good is having stayed, it is the group's own Kaplan-Meier curve at
 * the horizon. One curve for everybody would take the young of one group for the old of another. `outcomeOf` gives 1, 0 or NaN
 * (not known) by account; `isMine` says who belongs to the group. Where accounts belong to `groups` (by account, or null; not given, those of `watched`) they are
 * worth no more than these make them (see worthOf). Where nobody was followed to the horizon and not everybody
 * had left, the rate cannot be told: `reached` is false.
 */
export function rateByOwnFollowUp(
  watched: Watched,
  outcomeOf: (account: number) => number,
  isMine: (account: number) => boolean,
  groups: Int32Array | null = watched.groups ?? null,
): OwnRate {
  const { months, left, on, horizon } = watched;
  const mine = partOf(on, isMine);
  const weightOf = horizonWeight(months, left, horizon, mine);
  const young = mine.rows.filter((account) => left[account] === 0 && months[account]! < horizon).length;
  const known = mine.rows.filter((account) => !Number.isNaN(outcomeOf(account)));
  const { rate, worth } = worthOf(
    { values: Float64Array.from(known, outcomeOf), weights: Float64Array.from(known, weightOf) },
    Int32Array.from(known.keys()),
    groups && known.map((account) => groups[account]!),
  );
  return {
    rate,
    effective: worth,
    early: mine.rows.length > 0 ? young / mine.rows.length : 0,
    reached: worth > 0 && isTold(watched, mine),
  };
}

/**
 * Whether somebody was followed to the horizon, or everybody had left by then: else the last were cut off before it. Of late
 * entries those who came into view at the horizon or later say nothing of the time before; where some left while hardly anybody
 * was in view, the curve says only how many stay of those who had stayed until there were more; and where all in view left at
 * once before the horizon, it ends at 0 though others who came later stayed.
 */
function isTold(
  { months, left, horizon }: Pick<Watched, "months" | "left" | "horizon">,
  mine: Timeline,
): boolean {
  const { rows, entry, at } = mine;
  const last = months[rows.at(-1) ?? -1] ?? 0;
  if (last < horizon) return rows.every((account) => months[account]! < last || left[account] === 1);
  if (entry === null) return true;
  if (!rows.some((account) => months[account]! >= horizon && entry[account]! < horizon)) return false;
  const curve = kaplanMeier(months, left, mine);
  const leftUnseen = (account: number) =>
    left[account] === 1 && months[account]! < horizon && curve.thin?.[at[account]!] === 1;
  return survivalBefore(curve, horizon) > 0 && !rows.some(leftUnseen);
}

/** The mean score of a group by its own follow-up, with its standard error. */
export interface OwnScore {
  readonly mean: number;
  readonly se: number;
  /** As of OwnRate. */
  readonly early: number;
  readonly reached: boolean;
}

/** Smaller groups, and those all alike, vary no less than everybody: of a dozen accounts often none has left by chance. */
const fewestRows = 20;

/** The standard error of the mean of a group's scores among those of everybody. */
export function meanError(values: Float64Array, everybody: Float64Array): number {
  const own = variance(values);
  const isFragile = values.length < fewestRows || !(own > 0);
  return Math.sqrt((isFragile ? Math.max(own, variance(everybody)) : own) / values.length);
}

/** The mean score of a group, staying told by the pseudo-observations of its own curve; see rateByOwnFollowUp. */
export function scoreByOwnFollowUp(
  { score, values: everybody }: Target,
  staying: Staying,
  isMine: (row: number) => boolean,
): OwnScore {
  const { months, left, rise } = staying;
  const mine = partOf(orderOfStaying(staying), isMine);
  const values = scoreValues(score!, mine).filter((value) => !Number.isNaN(value));
  const young = mine.rows.filter((row) => left[row] === 0 && months[row]! < rise.to).length;
  return {
    mean: mean(values),
    se: meanError(values, everybody),
    early: mine.rows.length > 0 ? young / mine.rows.length : 0,
    reached: mine.rows.length > 1 && isTold({ months, left, horizon: rise.to }, mine),
  };
}
