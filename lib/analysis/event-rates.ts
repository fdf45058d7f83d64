import type { Estimate } from "#lib/analysis/finding.ts";
import { type LevelResult, type Measure, smallestP } from "#lib/analysis/measure.ts";
import { groupPermutationP, type Scores, scoresOf } from "#lib/analysis/permutation.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { tTwoSided } from "#lib/stats/distributions.ts";
import { compareRates, poissonRateInterval } from "#lib/stats/poisson.ts";

/** Fewer rows, or fewer events expected, than these in a group: no approximation is trusted. */
const fewestRows = 20;
const fewestExpected = 5;

/** Events and exposure of a group. */
interface Arm {
  readonly n: number;
  readonly events: number;
  readonly exposure: number;
}

const rateOf = ({ events, exposure }: Arm) => events / exposure;

/**
 * Events over exposure, such as tickets per 90 days (statistics.md, "tickets"): the rate of a group is its events over its
 * exposure, so that an account watched for a month does not weigh as much as one of three years. p is the larger of two
 * score tests of O − E: quasi-Poisson (McCullagh and Nelder 1989), variance φ·λ·e₁e₀/(e₁ + e₀), φ Pearson's chi-square over
 * its degrees of freedom around the two groups' own rates, never below 1, t on N − 2; and one with the variance that the
 * accounts themselves show (White 1980), t on the accounts of the smaller group less one: φ alone takes the variance for
 * proportional to the time watched, and where it grows faster, levels of old accounts would be called findings. Where a
 * group is small it is the largest of the exact conditional test (see compareRates), of permuting pairs of events and exposure,
 * and of permuting residuals as wide as each other (Pearson's of the negative binomial, its dispersion by moments): of twelve
 * accounts watched for years among those of months the pairs alone called four of ten differences of nothing significant. The
 * levels of an attribute together by Bonferroni, since accounts watched unevenly may not be exchanged. Intervals are Garwood's with so many events counting as one as φ, or the group's own accounts, make needed; of a
 * difference by MOVER (Zou and Donner 2008). The effect is the ratio of the rates with + 1/2.
 */
export function measureEvents(target: Target, small: boolean, seed: number): Measure {
  const exposure = target.exposure!;
  const events = target.values.map((value, row) => Math.round(value * exposure[row]!));
  const total = events.length;
  const whole = armOf(events, exposure, null, 0);
  const pooled = rateOf(whole);
  const reference = scoresOf(events.map((count, row) => count - pooled * exposure[row]!));
  const residuals = residualsOf(events, exposure, pooled);
  const evenly = scoresOf(residuals);
  const inLevel = new Uint8Array(total);

  /** Pearson's dispersion around the rates of the two groups; 1 where counts vary no more than Poisson's. */
  function dispersion(inside: Arm, rest: Arm): number {
    const rates = [rateOf(rest), rateOf(inside)];
    let chiSquare = 0;
    for (let row = 0; row < total; row++) {
      const expected = rates[inLevel[row]!]! * exposure[row]!;
      if (expected > 0) chiSquare += (events[row]! - expected) ** 2 / expected;
    }
    return Math.max(1, chiSquare / Math.max(1, total - 2));
  }

  /** The variance of O − E that the accounts show around one rate for all. */
  function ownVariance(inside: Arm): number {
    const share = inside.exposure / whole.exposure;
    let sum = 0;
    for (let row = 0; row < total; row++)
      sum += ((inLevel[row]! - share) * (events[row]! - pooled * exposure[row]!)) ** 2;
    return (sum * total) / Math.max(1, total - 1);
  }

  /** How many times a Poisson count's the variance of a group's events is, as its own accounts have it; at least φ. */
  function ownDispersion(arm: Arm, side: 0 | 1, phi: number): number {
    if (arm.n < fewestRows || arm.events === 0) return phi;
    let sum = 0;
    for (let row = 0; row < total; row++)
      if (inLevel[row] === side) sum += (events[row]! - rateOf(arm) * exposure[row]!) ** 2;
    return Math.max(phi, (sum * arm.n) / (arm.n - 1) / arm.events);
  }

  function tested(inside: Arm, rest: Arm, phi: number, own: number, id: string): { p: number; z: number } {
    const expected = pooled * inside.exposure;
    const excess = inside.events - expected;
    const quasi = (phi * pooled * inside.exposure * rest.exposure) / whole.exposure;
    const standard = (variance: number) => (variance > 0 ? excess / Math.sqrt(variance) : 0);
    const z = standard(Math.max(quasi, own));
    const few =
      Math.min(inside.n, rest.n) < fewestRows || Math.min(expected, whole.events - expected) < fewestExpected;
    if (!small && !few) {
      const df = Math.min(inside.n, rest.n) - 1;
      return { p: Math.max(tTwoSided(standard(quasi), total - 2), tTwoSided(standard(own), df)), z };
    }
    const exact = compareRates(inside.events, inside.exposure, rest.events, rest.exposure).p;
    const permuted = (scores: Scores, of: number, name: string) =>
      groupPermutationP(scores, of, inside.n, randomFor(seed, target.outcome, id, name));
    const pairs = permuted(reference, excess, "level");
    const mean = residuals.reduce((all, residual) => all + residual, 0) / total;
    let sum = 0;
    for (let row = 0; row < total; row++) if (inLevel[row] === 1) sum += residuals[row]! - mean;
    return { p: Math.max(exact, pairs, permuted(evenly, sum, "residuals")), z };
  }

  return {
    base: estimateOf(whole, ownDispersion(whole, 0, 1)),
    level(members, id): LevelResult {
      for (const row of members) inLevel[row] = 1;
      const [inside, rest] = [armOf(events, exposure, inLevel, 1), armOf(events, exposure, inLevel, 0)];
      const phi = dispersion(inside, rest);
      const spread = ownVariance(inside);
      const own = estimateOf(inside, ownDispersion(inside, 1, phi));
      const others = estimateOf(rest, ownDispersion(rest, 0, phi));
      const { p, z } = tested(inside, rest, phi, spread, id);
      for (const row of members) inLevel[row] = 0;
      const value = own.value - others.value;
      return {
        n: inside.n,
        inside: own,
        rest: { ...others, n: rest.n },
        difference: {
          value,
          low: value - Math.hypot(own.value - own.low, others.high - others.value),
          high: value + Math.hypot(own.high - own.value, others.value - others.low),
        },
        effect: (inside.events + 0.5) / inside.exposure / ((rest.events + 0.5) / rest.exposure),
        lean: value,
        p,
        signal: (z * z) / total,
        retention: null,
      };
    },
    joint: (grouping, results) =>
      Math.min(1, smallestP(results) * (grouping.complementary ? 1 : results.length)),
  };
}

/** What every account has more of than expected, in standard deviations of the negative binomial (κ by moments, not below 0). */
function residualsOf(events: Float64Array, exposure: Float64Array, pooled: number): Float64Array {
  let [excess, squares] = [0, 0];
  for (let row = 0; row < events.length; row++) {
    const expected = pooled * exposure[row]!;
    excess += (events[row]! - expected) ** 2 - expected;
    squares += expected * expected;
  }
  const kappa = squares > 0 ? Math.max(0, excess / squares) : 0;
  return events.map((count, row) => {
    const expected = pooled * exposure[row]!;
    return expected > 0 ? (count - expected) / Math.sqrt(expected + kappa * expected * expected) : 0;
  });
}

function armOf(events: Float64Array, exposure: Float64Array, inLevel: Uint8Array | null, side: 0 | 1): Arm {
  const arm = { n: 0, events: 0, exposure: 0 };
  for (let row = 0; row < events.length; row++) {
    if (inLevel !== null && inLevel[row] !== side) continue;
    arm.n++;
    arm.events += events[row]!;
    arm.exposure += exposure[row]!;
  }
  return arm;
}

function estimateOf(arm: Arm, phi: number): Estimate {
  return { value: rateOf(arm), ...poissonRateInterval(arm.events / phi, arm.exposure / phi) };
}
