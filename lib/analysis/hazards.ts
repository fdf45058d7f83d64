import { chiSquareUpperTail } from "#lib/stats/distributions.ts";
import { restrictedMean, type SurvivalCurve } from "#lib/stats/survival.ts";
import type { RiskTable } from "#lib/stats/timeline.ts";

/** How many times as fast a level leaves as the rest, before and after a month, and whether that differs. */
export interface ChangeOverTime {
  readonly months: number;
  readonly early: number;
  readonly late: number;
  readonly p: number;
  /** Where the curves cross: mean months as a customer within the first `to`, which no ratio can say. */
  readonly stayed: { readonly to: number; readonly inside: number; readonly rest: number } | null;
}

/** Fewer departures than this on either side, or of either group, tell nothing about a change. */
const fewestEvents = 10;

/**
 * Test of proportional hazards between two groups on the same times: Cox's partial likelihood (Breslow ties) with one
 * ratio throughout, against one ratio before and another after the median departure of the group with fewer of them
 * (score test; Moreau, O'Quigley and Mesbah 1985); restricted mean times where the one is above 1 and the other below. Null
 * where there are too few departures to say.
 */
export function changeOverTime(level: SurvivalCurve, rest: SurvivalCurve): ChangeOverTime | null {
  const size = level.times.length;
  const half = medianEvent(level, rest);
  const counts = [0, half + 1].map((from, side) => {
    const to = side === 0 ? half + 1 : size;
    return Math.min(sum(level.events, from, to), sum(rest.events, from, to));
  });
  if (Math.min(...counts) < fewestEvents) return null;
  const overall = logRatio(level, rest, 0, size);
  const early = logRatio(level, rest, 0, half + 1);
  const late = logRatio(level, rest, half + 1, size);
  if (overall === null || early === null || late === null) return null;
  const before = scoreOf(level, rest, 0, half + 1, overall);
  const after = scoreOf(level, rest, half + 1, size, overall);
  const variance = (before.information * after.information) / (before.information + after.information);
  if (!(variance > 0)) return null;
  const p = chiSquareUpperTail(before.score ** 2 / variance, 1);
  const stayed = early * late < 0 ? stayedOf(level, rest) : null;
  return { months: level.times[half]!, early: Math.exp(early), late: Math.exp(late), p, stayed };
}

/** Restricted means to the last time at which somebody of either group was followed. */
function stayedOf(level: SurvivalCurve, rest: SurvivalCurve): NonNullable<ChangeOverTime["stayed"]> {
  const last = (curve: SurvivalCurve) => curve.times[curve.atRisk.findLastIndex((n) => n > 0)] ?? 0;
  const to = Math.min(last(level), last(rest));
  return { to, inside: restrictedMean(level, to).value, rest: restrictedMean(rest, to).value };
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let j = from; j < to; j++) total += values[j]!;
  return total;
}

/** Index of the time by which half of the departures of the group with fewer of them have happened. */
function medianEvent(level: RiskTable, rest: RiskTable): number {
  const size = level.times.length;
  const [inLevel, inRest] = [sum(level.events, 0, size), sum(rest.events, 0, size)];
  const events = inLevel < inRest ? level.events : rest.events;
  let seen = 0;
  for (let j = 0; j < size; j++) {
    seen += events[j]!;
    if (seen >= Math.min(inLevel, inRest) / 2) return j;
  }
  return size - 1;
}

/** Score and information of the log hazard ratio over times from…to − 1. */
function scoreOf(level: RiskTable, rest: RiskTable, from: number, to: number, log: number) {
  const ratio = Math.exp(log);
  let [score, information] = [0, 0];
  for (let j = from; j < to; j++) {
    const events = level.events[j]! + rest.events[j]!;
    if (events === 0) continue;
    const weighted = level.atRisk[j]! * ratio;
    const share = weighted / (weighted + rest.atRisk[j]!);
    score += level.events[j]! - events * share;
    information += events * share * (1 - share);
  }
  return { score, information };
}

/** The log hazard ratio by Newton's method with halved steps; null where it does not settle. */
function logRatio(level: RiskTable, rest: RiskTable, from: number, to: number): number | null {
  let log = 0;
  for (let step = 0; step < 50; step++) {
    const { score, information } = scoreOf(level, rest, from, to, log);
    if (!(information > 0)) return null;
    const move = Math.max(-1, Math.min(1, score / information));
    log += move;
    if (Math.abs(move) < 1e-10) return log;
  }
  return null;
}
