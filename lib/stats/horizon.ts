import { kaplanMeier, type SurvivalCurve, survivalBefore } from "#lib/stats/survival.ts";
import { riskTable, type Timeline, timeline } from "#lib/stats/timeline.ts";

/**
 * The censoring curve: the share not yet cut off, by Kaplan and Meier with the roles exchanged. Where someone left and
 * someone was cut off at the same time, the one who left went first and is no longer at risk of being cut off (Robins and
 * Rotnitzky 1992). months, left: as kaplanMeier; not for late entries, see horizonWeight.
 */
export function censoringCurve(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  on: Timeline = timeline(months),
): SurvivalCurve {
  const risk = riskTable(on, left);
  const size = risk.times.length;
  const [atRisk, events, survival] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let s = 1;
  for (let j = 0; j < size; j++) {
    const ended = on.starts[j + 1]! - on.starts[j]!;
    atRisk[j] = risk.atRisk[j]! - risk.events[j]!;
    events[j] = ended - risk.events[j]!;
    if (events[j]! > 0) s *= 1 - events[j]! / atRisk[j]!;
    survival[j] = s;
  }
  return { times: risk.times, atRisk, events, survival, low: survival, high: survival };
}

/**
 * What rows weigh whose fate at the horizon is known (left by then, or followed that far): 1 / Ĝ(min(T, h)−), with Ĝ the
 * censoring curve of the rows of `on`, so that they also stand for those cut off before (inverse probability of censoring;
 * Robins and Rotnitzky 1992). With late entries being cut off is not all that hides rows: then a row weighs what the
 * Kaplan-Meier curve of those under observation falls by for it, n·S(T−)/at risk, and those followed to the horizon share
 * what is left, which without late entries is the same (Satten and Datta 2001). The weights sum to about the number of
 * rows. Gives the weight of a row number: 0 where its fate or time is unknown, where it came under observation at the
 * horizon or later (that it is there tells nothing), or where it left while too few were in view (see thinTimes). months and horizon in one unit; left: 1 where it left.
 */
export function horizonWeight(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  horizon: number,
  on: Timeline = timeline(months),
): (row: number) => number {
  const { entry, at, times } = on;
  const isKnown = (row: number) => at[row]! >= 0 && (months[row]! >= horizon || left[row] === 1);
  if (entry === null) {
    const curve = censoringCurve(months, left, on);
    return (row) => (isKnown(row) ? 1 / survivalBefore(curve, Math.min(months[row]!, horizon)) : 0);
  }
  const curve = kaplanMeier(months, left, on);
  const later = times.findIndex((time) => time >= horizon);
  const reach = later < 0 ? times.length : later;
  let followed = 0;
  for (const row of on.rows) if (at[row]! >= reach && entry[row]! < horizon) followed++;
  return (row) => {
    if (!isKnown(row) || entry[row]! >= horizon) return 0;
    if (at[row]! < reach && curve.thin?.[at[row]!] === 1) return 0;
    const atRisk = at[row]! < reach ? curve.atRisk[at[row]!]! : followed;
    return (on.rows.length * survivalBefore(curve, Math.min(months[row]!, horizon))) / atRisk;
  };
}

/** The weights of all rows; see horizonWeight. */
export function horizonWeights(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  horizon: number,
  on: Timeline = timeline(months),
): Float64Array {
  const weightOf = horizonWeight(months, left, horizon, on);
  return Float64Array.from(on.at, (_, row) => weightOf(row));
}
