import type { Choice } from "#lib/analysis/back-test/choice.ts";
import { evenClusters, worthOf } from "#lib/analysis/effective.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import type { Target } from "#lib/analysis/target.ts";
import { quantile7 } from "#lib/stats/numeric.ts";
import type { Random } from "#lib/stats/random.ts";
import { wilson } from "#lib/stats/rate.ts";

/** Shares of accounts, from 0 to 1, at which the curve is told. */
export const gainShares: readonly number[] = Array.from({ length: 21 }, (_, i) => i / 20);

/** The share of good accounts found among the share of accounts taken first; chance finds as many as it takes. */
export interface Gain {
  readonly curve: readonly Estimate[];
  /** Share of accounts that the choice takes, weighted as the curve is. */
  readonly share: number;
  /** The same of the best single attribute; null where there is none. */
  readonly attribute: readonly number[] | null;
  /** At the share that the choice takes: good among as many by the attribute, and by how much the choice does better. */
  readonly beside: { readonly precision: number; readonly difference: Estimate } | null;
}

/** Rows of one score together, best first: what no order is told of. */
interface Ranked {
  readonly groupOf: Int32Array;
  readonly groups: number;
}

function rankRows({ score }: Choice, target: Target): Ranked {
  const scores = Float64Array.from(target.rows, (account) => score[account]!);
  const distinct = [...new Set(scores)].sort((a, b) => b - a);
  const places = new Map(distinct.map((value, place) => [value, place]));
  return { groupOf: Int32Array.from(scores, (value) => places.get(value)!), groups: distinct.length };
}

/** The curve as corners: shares of accounts and of good ones after every group of one score. */
function cornersOf({ groupOf, groups }: Ranked, values: Float64Array, weights: ArrayLike<number>) {
  const all = new Float64Array(groups);
  const good = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row++) {
    all[groupOf[row]!]! += weights[row]!;
    good[groupOf[row]!]! += weights[row]! * values[row]!;
  }
  const x = new Float64Array(groups + 1);
  const y = new Float64Array(groups + 1);
  for (let group = 0; group < groups; group++) {
    x[group + 1] = x[group]! + all[group]!;
    y[group + 1] = y[group]! + good[group]!;
  }
  const [total, goods] = [x[groups]!, y[groups]!];
  return {
    x: x.map((sum) => sum / total),
    y: y.map((sum) => (goods > 0 ? sum / goods : 0)),
    base: goods / total,
  };
}

type Corners = ReturnType<typeof cornersOf>;

/** Between two corners accounts stand in no order: a straight line. */
function heightAt({ x, y }: Corners, share: number): number {
  let right = 1;
  while (right < x.length - 1 && x[right]! < share) right++;
  const [from, to] = [x[right - 1]!, x[right]!];
  const along = to > from ? Math.min(1, Math.max(0, (share - from) / (to - from))) : 1;
  return y[right - 1]! + along * (y[right]! - y[right - 1]!);
}

/** How often one account is drawn when as many are drawn again with replacement, approximately (Poisson of mean 1). */
function drawTimes(random: Random): number {
  let left = random() - Math.exp(-1);
  let times = 0;
  let chance = Math.exp(-1);
  while (left > 0 && times < 12) {
    times++;
    chance /= times;
    left -= chance;
  }
  return times;
}

/**
 * The gain curve of a choice with a 95 % band, beside the best single attribute, by Poisson bootstrap of the accounts
 * (Hanley and MacGibbon 2006; see openEnds), of whole groups where they belong to some (`clusters` by row of the target), seeded; both are
 * drawn together, so that their difference is one of the same accounts.
 */
export function gainOf(
  choice: Choice,
  attribute: Choice | null,
  target: Target,
  seed: number,
  clusters: Int32Array | null = null,
  rounds = 400,
): Gain {
  const weights = target.weights ?? new Float64Array(target.rows.length).fill(1);
  const mine = rankRows(choice, target);
  const theirs = attribute && rankRows(attribute, target);
  const own = cornersOf(mine, target.values, weights);
  const other = theirs && cornersOf(theirs, target.values, weights);
  const share = shareTaken(choice, target, weights);
  const heights = gainShares.map(() => new Float64Array(rounds));
  const differences = new Float64Array(rounds);
  const random = randomFor(seed, target.outcome, "gain");
  const drawn = new Float64Array(weights.length);
  const units = clusters ?? Int32Array.from(drawn.keys());
  const times = new Float64Array(units.reduce((most, unit) => Math.max(most, unit), -1) + 1);
  for (let round = 0; round < rounds; round++) {
    for (let unit = 0; unit < times.length; unit++) times[unit] = drawTimes(random);
    for (let row = 0; row < drawn.length; row++) drawn[row] = weights[row]! * times[units[row]!]!;
    const corners = cornersOf(mine, target.values, drawn);
    gainShares.forEach((at, i) => {
      heights[i]![round] = heightAt(corners, at);
    });
    if (theirs) {
      const beside = cornersOf(theirs, target.values, drawn);
      differences[round] =
        (heightAt(corners, share) - heightAt(beside, share)) * (share > 0 ? corners.base / share : 0);
    }
  }
  const curve = gainShares.map((at, i) => banded(heightAt(own, at), heights[i]!));
  return {
    share,
    curve: openEnds(curve, target, clusters),
    attribute: other && gainShares.map((at) => heightAt(other, at)),
    beside: other && share > 0 ? besideOf(own, other, share, differences) : null,
  };
}

function besideOf(own: Corners, other: Corners, share: number, differences: Float64Array): Gain["beside"] {
  const precision = (corners: Corners) => (heightAt(corners, share) * corners.base) / share;
  return {
    precision: precision(other),
    difference: banded(precision(own) - precision(other), differences),
  };
}

function banded(value: number, drawn: Float64Array): Estimate {
  const low = quantile7(drawn, 0.025);
  const high = quantile7(drawn, 0.975);
  return { value, low: Math.min(value, low), high: Math.max(value, high) };
}

/**
 * A gain curve (at `gainShares`) whose band is no point where no good account is left, or none is found yet, as every draw says
 * too: it then reaches to where as many of those left (or taken) would be good as Wilson's interval of none of them allows.
 */
export function openEnds(
  curve: readonly Estimate[],
  target: Target,
  clusters: Int32Array | null,
): Estimate[] {
  const everybody = Int32Array.from(target.values.keys());
  const { rate, worth } = worthOf(target, everybody, null);
  const n = clusters === null ? worth : evenClusters(everybody, clusters);
  return curve.map((band, i) => openEnded(band, gainShares[i]!, rate, n));
}

/** `n`: how many equally weighted accounts, or groups of one size, all are worth. */
function openEnded(band: Estimate, share: number, base: number, n: number): Estimate {
  const hidden = (many: number) => {
    const unseen = many * wilson(0, many).high;
    return unseen / (base * n + unseen);
  };
  if (band.value >= 1 && share < 1 && n > 0)
    return { ...band, low: Math.min(band.low, 1 - hidden((1 - share) * n)) };
  if (band.value <= 0 && share > 0 && n > 0 && base > 0)
    return { ...band, high: Math.max(band.high, hidden(share * n)) };
  return band;
}

function shareTaken({ taken }: Choice, target: Target, weights: ArrayLike<number>): number {
  let [all, inside] = [0, 0];
  target.rows.forEach((account, row) => {
    all += weights[row]!;
    if (taken[account] === 1) inside += weights[row]!;
  });
  return all > 0 ? inside / all : 0;
}
