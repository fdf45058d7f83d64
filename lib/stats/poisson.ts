import { binomial, twoSided } from "#lib/stats/discrete.ts";
import { gammaQuantile } from "#lib/stats/distributions.ts";
import { clopperPearson, type Interval } from "#lib/stats/rate.ts";

/** Garwood's exact interval (1936) of a rate: count events over an exposure > 0, per unit of exposure. */
export function poissonRateInterval(count: number, exposure: number, confidence = 0.95): Interval {
  const alpha = (1 - confidence) / 2;
  return {
    low: count === 0 ? 0 : gammaQuantile(alpha, count) / exposure,
    high: gammaQuantile(1 - alpha, count + 1) / exposure,
  };
}

/** Two rates compared. */
export interface RateRatio extends Interval {
  /** (count1 / exposure1) / (count2 / exposure2); NaN where nothing happened in either. */
  readonly ratio: number;
  readonly p: number;
}

/**
 * Exact conditional comparison of two Poisson rates: given all events, those of the first are binomial with the share of
 * its exposure. p two-sided as R's poisson.test, interval of the ratio from Clopper and Pearson.
 */
export function compareRates(
  count1: number,
  exposure1: number,
  count2: number,
  exposure2: number,
  confidence = 0.95,
): RateRatio {
  const n = count1 + count2;
  const share = clopperPearson(count1, n, confidence);
  const odds = (p: number) => ((p / (1 - p)) * exposure2) / exposure1;
  return {
    ratio: count1 / exposure1 / (count2 / exposure2),
    low: n === 0 ? 0 : odds(share.low),
    high: share.high === 1 ? Number.POSITIVE_INFINITY : odds(share.high),
    p: twoSided(binomial(n, exposure1 / (exposure1 + exposure2)), count1),
  };
}
