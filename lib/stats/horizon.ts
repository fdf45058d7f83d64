import { kaplanMeier, type SurvivalCurve, survivalAt, survivalBefore } from "#lib/stats/survival.ts";
import { riskTable, type Timeline, timeline } from "#lib/stats/timeline.ts";

/**
 * The censoring curve: the share not yet cut off, by Kaplan and Meier with the roles exchanged. Where someone left and
 * someone was cut off at the same time, the one who left went first and is no longer at risk of being cut off.
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
 * Weights of the rows whose fate at the horizon is known (left by then, or followed that far): 1 / Ĝ(min(T, h)−), with Ĝ
 * the censoring curve, so that they also stand for those cut off before (inverse probability of censoring). 0 where the
 * fate or the time is unknown. The weights of a file sum to about its number of rows.
 */
export function horizonWeights(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  horizon: number,
  curve: SurvivalCurve = censoringCurve(months, left),
): Float64Array {
  const weights = new Float64Array(months.length);
  for (let i = 0; i < weights.length; i++) {
    const time = months[i]!;
    const known = time >= horizon || (left[i] === 1 && time < horizon);
    if (known) weights[i] = 1 / survivalBefore(curve, Math.min(time, horizon));
  }
  return weights;
}

/**
 * Pseudo-observations of survival at the horizon (Andersen, Klein and Rosthøj 2003): n·S(h) − (n − 1)·S₋ᵢ(h), whose mean
 * within a group estimates that group's share still there. They may lie outside 0…1 and are never cut into yes and no.
 * NaN where the time is unknown. O(n log n). Not for late entries.
 */
export function pseudoSurvival(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  horizon: number,
): Float64Array {
  const on = timeline(months);
  const curve = kaplanMeier(months, left, on);
  const { times, atRisk, events } = curve;
  const n = on.rows.length;
  const whole = survivalAt(curve, horizon);
  let end = 0;
  while (end < times.length && times[end]! <= horizon) end++;
  // Without a row that ends at j, everyone at risk before j is one fewer; from j on nothing changes.
  const before = new Float64Array(end + 1).fill(1);
  const after = new Float64Array(end + 1).fill(1);
  for (let j = 0; j < end; j++) before[j + 1] = before[j]! * (1 - events[j]! / Math.max(1, atRisk[j]! - 1));
  for (let j = end - 1; j >= 0; j--) after[j] = after[j + 1]! * (1 - events[j]! / atRisk[j]!);
  const pseudo = new Float64Array(on.at.length).fill(Number.NaN);
  for (const row of on.rows) {
    const j = on.at[row]!;
    let without = before[end]!;
    if (j < end) {
      const others = atRisk[j]! - 1;
      const step = others > 0 ? 1 - (events[j]! - left[row]!) / others : 1;
      without = before[j]! * step * after[j + 1]!;
    }
    pseudo[row] = n * whole - (n - 1) * without;
  }
  return pseudo;
}
