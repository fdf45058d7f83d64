import type { LevelResult, Measure } from "#lib/analysis/measure.ts";
import { groupPermutationP, scoresOf, standardised } from "#lib/analysis/permutation.ts";
import { count, doubledFisher, rateFigures, signalOf } from "#lib/analysis/rates.ts";
import { jointScores } from "#lib/analysis/score-joint.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { normalUpperTail } from "#lib/stats/distributions.ts";
import { wilson } from "#lib/stats/rate.ts";

/** A weighted rate and the number of equally weighted rows that would carry as much (Kish 1965). */
interface WeightedRate {
  readonly rate: number;
  readonly effective: number;
}

/** Where a level or its rest is smaller, or holds or lacks fewer than five good, the normal tail is not trusted. */
const fewestRows = 20;
const fewestExpected = 5;

/**
 * A yes or no that stands, by weights, for accounts of whom it is too early to tell: rates are weighted, intervals
 * Wilson's and Newcombe's at Kish's effective size, and p permutes pairs of label and weight (by the normal limit of
 * that permutation where groups are large). In small tables the doubled Fisher p of the known rows must agree.
 */
export function measureWeightedRates(target: Target, small: boolean, seed: number): Measure {
  const { values } = target;
  const weights = target.weights!;
  const total = values.length;
  const base = weightedRate(values, weights, null);
  const scores = values.map((value, row) => weights[row]! * (value - base.rate));
  const reference = scoresOf(scores);
  const scatter = scores.reduce((sum, score) => sum + score * score, 0) / total;
  const inLevel = new Uint8Array(total);
  const positives = values.reduce((sum, value) => sum + value, 0);

  function p(members: Int32Array, sum: number, id: string): number {
    const n = members.length;
    const least = (Math.min(n, total - n) * Math.min(positives, total - positives)) / total;
    const few = Math.min(n, total - n) < fewestRows || least < fewestExpected;
    const random = randomFor(seed, target.outcome, id, "level");
    const shuffled = few
      ? groupPermutationP(reference, sum, n, random)
      : 2 * normalUpperTail(Math.abs(standardised(reference, sum, n)));
    if (!small) return shuffled;
    const k = count(values, members);
    // Two tests that point in opposite directions support neither.
    if ((k * total - n * positives) * sum < 0) return 1;
    return Math.max(shuffled, doubledFisher(k, n - k, positives - k, total - n - positives + k));
  }

  return {
    base: { value: base.rate, ...wilson(base.rate * base.effective, base.effective) },
    level(members, id): LevelResult {
      for (const row of members) inLevel[row] = 1;
      const inside = weightedRate(values, weights, (row) => inLevel[row] === 1);
      const rest = weightedRate(values, weights, (row) => inLevel[row] === 0);
      for (const row of members) inLevel[row] = 0;
      const figures = rateFigures(
        inside.rate * inside.effective,
        inside.effective,
        rest.rate * rest.effective,
        rest.effective,
      );
      const n = members.length;
      const sum = count(scores, members);
      return {
        ...figures,
        n,
        rest: { ...figures.rest, n: total - n },
        lean: figures.difference.value,
        p: p(members, sum, id),
        // Scores sum to 0, so their means differ by sum/n + sum/(N − n); their scatter holds what the weights add.
        signal: signalOf(n, total, sum / n + sum / (total - n), scatter),
        retention: null,
      };
    },
    joint: (grouping, results, id) =>
      jointScores(reference, grouping, results, randomFor(seed, target.outcome, id, "joint")),
  };
}

function weightedRate(
  values: Float64Array,
  weights: Float64Array,
  counts: ((row: number) => boolean) | null,
): WeightedRate {
  let [sum, squares, positive] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    if (counts !== null && !counts(row)) continue;
    const weight = weights[row]!;
    sum += weight;
    squares += weight * weight;
    positive += weight * values[row]!;
  }
  return { rate: positive / sum, effective: (sum * sum) / squares };
}
