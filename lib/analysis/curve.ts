import type { Pattern } from "#lib/analysis/finding.ts";
import { curvesOf } from "#lib/analysis/retention.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { SurvivalCurve } from "#lib/stats/survival.ts";

/** From this month on, until the next step, this share was still a customer, with its 95 % interval. */
export interface CurveStep {
  readonly months: number;
  readonly kept: number;
  readonly low: number;
  readonly high: number;
}

/** A Kaplan-Meier curve ready to draw; nothing follows the last month anybody was followed. */
export interface ChartCurve {
  readonly label: string;
  readonly tone: Pattern["direction"];
  readonly n: number;
  /** Ascending; the first at 0 months is 1; at most 201. */
  readonly steps: readonly CurveStep[];
  readonly followedTo: number;
  /** Accounts still followed at each tick. */
  readonly atRisk: readonly number[];
}

export interface RetentionChart {
  readonly ticks: readonly number[];
  readonly curves: readonly [inside: ChartCurve, rest: ChartCurve];
}

const mostSteps = 200;

/** Curves of a level (its rows in the target) and the rest; null where the outcome was not followed over time. */
export function retentionChart(
  target: Target,
  rows: Int32Array,
  label: string,
  tone: Pattern["direction"],
): RetentionChart | null {
  if (target.followed === null) return null;
  const inLevel = new Uint8Array(target.rows.length);
  for (const row of rows) inLevel[row] = 1;
  const curves = curvesOf(target.followed, inLevel);
  const ticks = monthTicks(Math.max(lastFollowed(curves.inside), lastFollowed(curves.rest)));
  return {
    ticks,
    curves: [
      chartCurve(curves.inside, label, tone, ticks),
      chartCurve(curves.rest, "the rest", "none", ticks),
    ],
  };
}

function lastFollowed(curve: SurvivalCurve): number {
  for (let j = curve.times.length - 1; j >= 0; j--) if (curve.atRisk[j]! > 0) return curve.times[j]!;
  return 0;
}

/** Months under the axis: about six steps of a length people count in. */
function monthTicks(last: number): number[] {
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((candidate) => last / candidate <= 8) ?? 240;
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
}

function chartCurve(
  curve: SurvivalCurve,
  label: string,
  tone: Pattern["direction"],
  ticks: readonly number[],
): ChartCurve {
  const changes = [...curve.times.keys()].filter((j) => curve.events[j]! > 0);
  const steps = thin(changes).map((j) => ({
    months: curve.times[j]!,
    kept: curve.survival[j]!,
    low: curve.low[j]!,
    high: curve.high[j]!,
  }));
  return {
    label,
    tone,
    n: curve.atRisk[0] ?? 0,
    steps: [{ months: 0, kept: 1, low: 1, high: 1 }, ...steps],
    followedTo: lastFollowed(curve),
    atRisk: ticks.map((tick) => atRiskAt(curve, tick)),
  };
}

function atRiskAt(curve: SurvivalCurve, month: number): number {
  const next = curve.times.findIndex((time) => time >= month);
  return next < 0 ? 0 : curve.atRisk[next]!;
}

/** At most mostSteps of them, evenly, the last always: a drawn line shows no more. */
function thin(changes: readonly number[]): number[] {
  if (changes.length <= mostSteps) return [...changes];
  const every = (changes.length - 1) / (mostSteps - 1);
  return Array.from({ length: mostSteps }, (_, i) => changes[Math.round(i * every)]!);
}
