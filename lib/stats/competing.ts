import { z95 } from "#lib/stats/distributions.ts";
import { riskTable, type Timeline, thinTimes, timeline } from "#lib/stats/timeline.ts";

/** How a row ended: it was cut off, with the event in question, or with one after which that can no longer come. */
export const endings = { cutOff: 0, event: 1, other: 2 } as const;

/** A cumulative incidence curve: one entry per distinct time, ascending. */
export interface IncidenceCurve {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  /** Share that has had the event by the time, included. */
  readonly incidence: Float64Array;
  /** Pointwise 95 % interval on the log-log scale; 0…0 before the first event. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Aalen and Johansen's cumulative incidence (1978) of an event that others compete with: those who had another no longer can,
 * where the Kaplan-Meier curve would take them for still waiting. Variance by the delta method (Marubini and Valsecchi 1995;
 * Collett 2015, as SAS's LIFETEST), which without others is Greenwood's and without anybody cut off the binomial one. times: how long each row
 * was followed (any unit; NaN rows take no part); ended: `endings` per row. With late entries pass timeline(times, entry).
 */
export function cumulativeIncidence(
  times: ArrayLike<number>,
  ended: ArrayLike<number>,
  on: Timeline = timeline(times),
): IncidenceCurve {
  const any = riskTable(
    on,
    Uint8Array.from(ended, (how) => (how === endings.cutOff ? 0 : 1)),
  );
  const own = riskTable(
    on,
    Uint8Array.from(ended, (how) => (how === endings.event ? 1 : 0)),
  ).events;
  const size = any.times.length;
  const thin = thinTimes(on, any.atRisk);
  const [incidence, low, high] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let [free, share] = [1, 0];
  // Sums over the times so far, so that the variance at each of them needs no second pass.
  const sums = { hazard: 0, first: 0, second: 0, jumps: 0, cross: 0, crossed: 0 };
  for (let j = 0; j < size; j++) {
    const [n, d, d1] = [any.atRisk[j]!, any.events[j]!, own[j]!];
    if (d > 0 && thin?.[j] !== 1) {
      share += (free * d1) / n;
      // Where nobody is left the share stays what it is, whatever came before.
      const hazard = n > d ? d / (n * (n - d)) : 0;
      sums.hazard += hazard;
      sums.first += hazard * share;
      sums.second += hazard * share * share;
      sums.jumps += (free * free * (n - d1) * d1) / n ** 3;
      sums.cross += (free * d1) / n ** 2;
      sums.crossed += (share * free * d1) / n ** 2;
      free *= (n - d) / n;
    }
    const variance =
      share * share * sums.hazard -
      2 * share * sums.first +
      sums.second +
      sums.jumps -
      2 * share * sums.cross +
      2 * sums.crossed;
    incidence[j] = share;
    const reach = (z95 * Math.sqrt(Math.max(0, variance))) / (-share * Math.log(share));
    low[j] = share > 0 && share < 1 ? share ** Math.exp(reach) : share;
    high[j] = share > 0 && share < 1 ? share ** Math.exp(-reach) : share;
  }
  return { times: any.times, atRisk: any.atRisk, incidence, low, high };
}

/** The share by a time, with its interval; 0 before the first. */
export function incidenceAt(
  { times, incidence, low, high }: IncidenceCurve,
  time: number,
): { readonly value: number; readonly low: number; readonly high: number } {
  const j = times.findLastIndex((one) => one <= time);
  return { value: incidence[j] ?? 0, low: low[j] ?? 0, high: high[j] ?? 0 };
}
