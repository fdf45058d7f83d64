import { curveIn } from "#lib/analysis/retention.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { SurvivalCurve } from "#lib/stats/survival.ts";
import { partOf } from "#lib/stats/timeline.ts";

/** From `months` on this share (0-1) was still a customer, with its pointwise 95 % interval. */
export interface CurvePoint {
  readonly months: number;
  readonly kept: number;
  readonly low: number;
  readonly high: number;
}

export interface GroupCurve {
  /** Accounts whose months are known. */
  readonly n: number;
  readonly points: readonly CurvePoint[];
  /** The longest anybody of the group was followed, in months. */
  readonly followedTo: number;
  /** Accounts still followed at each tick. */
  readonly atRisk: readonly number[];
}

/** Kaplan-Meier curves of a pattern's accounts and of the rest, on one axis. */
export interface RetentionDetail {
  /** Months, ascending from 0. */
  readonly ticks: readonly number[];
  readonly inside: GroupCurve;
  readonly rest: GroupCurve;
}

/**
 * How long some accounts stay, and the rest: Kaplan and Meier's curves (see kaplanMeier), late entries counted from when they
 * came into view, with bands as wide as `groups` make them (by row, or null). `isInside` is 1 by row of the target. Null for other outcomes, and where nobody was followed.
 */
export function retentionDetail(
  { followed }: Target,
  isInside: Uint8Array,
  groups: Int32Array | null = null,
): RetentionDetail | null {
  if (!followed) return null;
  const curveOf = (inside: number) => {
    const mine = partOf(followed.on, (row) => isInside[row] === inside);
    const curve = curveIn(followed, mine, groups);
    return { n: mine.rows.length, curve };
  };
  const [inside, rest] = [curveOf(1), curveOf(0)];
  const last = Math.max(lastOf(inside.curve), lastOf(rest.curve));
  if (!(last > 0)) return null;
  const ticks = monthTicks(last);
  const group = ({ n, curve }: { n: number; curve: SurvivalCurve }): GroupCurve => ({
    n,
    points: curvePoints(curve),
    followedTo: lastOf(curve),
    atRisk: ticks.map((tick) => atRiskAt(curve, tick)),
  });
  return { ticks, inside: group(inside), rest: group(rest) };
}

/** The last time at which anybody of a curve was followed: its times are those of everybody. */
const lastOf = ({ times, atRisk }: SurvivalCurve): number => times[atRisk.findLastIndex((n) => n > 0)] ?? 0;

/** More steps than this are finer than a screen. */
const mostPoints = 160;

/** The steps of a curve, thinned to an even grid where there are very many. */
function curvePoints(curve: SurvivalCurve): CurvePoint[] {
  const start = { months: 0, kept: 1, low: 1, high: 1 };
  const events = [...curve.times.keys()].filter((j) => curve.events[j]! > 0);
  const at = (j: number): CurvePoint => ({
    months: curve.times[j]!,
    kept: curve.survival[j]!,
    low: curve.low[j]!,
    high: curve.high[j]!,
  });
  if (events.length <= mostPoints) return [start, ...events.map(at)];
  const last = lastOf(curve);
  const grid = Array.from({ length: mostPoints }, (_, i) => ((i + 1) / mostPoints) * last);
  return [
    start,
    ...grid.map((months) => {
      const step = curve.times.findLastIndex((time) => time <= months + 1e-9);
      // Before the first time everybody is still there, whatever happens at it.
      return { ...(step < 0 ? start : at(step)), months };
    }),
  ];
}

function atRiskAt(curve: SurvivalCurve, tick: number): number {
  const j = curve.times.findIndex((time) => time >= tick);
  return j < 0 ? 0 : curve.atRisk[j]!;
}

/** Half years, years or several years, so that there are at most eight. */
function monthTicks(last: number): number[] {
  const step = [1, 3, 6, 12, 24, 36, 60, 120].find((months) => last / months <= 7) ?? 240;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}
