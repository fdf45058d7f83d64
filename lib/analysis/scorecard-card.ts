import { worthOf } from "#lib/analysis/effective.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import type { Term } from "#lib/analysis/scorecard-terms.ts";
import type { Halves } from "#lib/analysis/search/halves.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { type Calibration, calibrate } from "#lib/stats/calibration.ts";
import { areaUnderCurve } from "#lib/stats/discrimination.ts";
import { sigmoid } from "#lib/stats/logistic.ts";
import { wilson } from "#lib/stats/rate.ts";

/** What points mean: so many for the odds of everybody, and so many more for twice the odds ("points to double the odds"). */
export interface Scale {
  readonly atBase: number;
  readonly toDouble: number;
}

export const usualScale: Scale = { atBase: 100, toDouble: 20 };

export interface ScorecardLevel {
  readonly label: string;
  readonly when: readonly Condition[];
  /** Accounts of the part it was fitted on, and how many of them were good. */
  readonly n: number;
  readonly good: number;
  readonly woe: number;
  readonly points: number;
}

export interface ScorecardAttribute {
  readonly attribute: string;
  readonly informationValue: number;
  /** p over every band tried, of numbers; else null. */
  readonly bandsP: number | null;
  readonly coefficient: number;
  readonly levels: readonly ScorecardLevel[];
}

/** A fifth of the accounts held back, by points: what was foretold of them and what became of them. */
export interface PointsGroup {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly foretold: number;
  readonly seen: Estimate;
}

export interface Scorecard {
  readonly outcome: string;
  /** What the accounts held back were chosen by. */
  readonly splitBy: Halves["by"];
  readonly trained: { readonly n: number; readonly good: number };
  readonly scale: Scale;
  /** Rate of the part it was fitted on: the odds that `scale.atBase` points stand for. */
  readonly base: number;
  /** Points before any attribute is looked at. */
  readonly start: number;
  readonly attributes: readonly ScorecardAttribute[];
  /** Strength of the penalty (smaller holds back more), and what others would have lost on the folds. */
  readonly c: number;
  readonly losses: readonly { readonly c: number; readonly mean: number; readonly se: number }[];
  /** Of the accounts held back, by whole points as a person would add them up. */
  readonly holdout: {
    readonly n: number;
    readonly good: number;
    readonly area: Estimate;
    readonly calibration: Calibration;
    /** Their rate, to be held against what was foretold of them. */
    readonly seen: Estimate;
    readonly groups: readonly PointsGroup[];
  };
}

/** Terms that are left, and the regression on their weights of evidence. */
export interface Fitted {
  readonly terms: readonly Term[];
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

const groupsShown = 5;

/**
 * Writes the regression down as whole points, and judges those on the accounts held back. `clusters` by row of the holdout, or
 * null: rows of one are no evidence for each other, and every interval allows for it.
 */
export function cardOf(
  { terms, intercept, coefficients }: Fitted,
  { discovery, holdout, by }: Halves,
  penalty: Pick<Scorecard, "c" | "losses">,
  scale: Scale,
  clusters: Int32Array | null,
): Scorecard {
  const trained = tally(discovery);
  const base = trained.sum > 0 ? trained.goodSum / trained.sum : 0;
  const factor = scale.toDouble / Math.LN2;
  const baseOdds = Math.log(base / (1 - base));
  const points = terms.map(({ woe }, i) => woe.map((one) => Math.round(factor * coefficients[i]! * one)));
  const start = Math.round(scale.atBase + factor * (intercept - baseOdds));
  const sums = Int32Array.from(holdout.rows, (account) =>
    terms.reduce((sum, { codes }, i) => sum + points[i]![codes[account]!]!, start),
  );
  const odds = Float64Array.from(sums, (sum) => (sum - scale.atBase) / factor + baseOdds);
  const { values: labels, weights } = holdout;
  return {
    outcome: discovery.outcome,
    splitBy: by,
    trained: { n: discovery.rows.length, good: trained.good },
    scale,
    base,
    start,
    attributes: terms.flatMap((term, i) => {
      // What comes to no point anywhere is nothing to add up.
      if (points[i]!.every((one) => one === 0)) return [];
      const { attribute, informationValue, bandsP } = term;
      const levels = levelsOfTerm(term, discovery, points[i]!);
      return [{ attribute, informationValue, bandsP, coefficient: coefficients[i]!, levels }];
    }),
    ...penalty,
    holdout: {
      n: holdout.rows.length,
      good: tally(holdout).good,
      area: areaUnderCurve(sums, labels, weights, clusters),
      calibration: calibrate(odds, labels, weights, clusters),
      seen: seenOf(holdout, Int32Array.from(labels.keys()), clusters),
      groups: groupsOf(sums, odds, holdout, clusters),
    },
  };
}

function tally({ values, weights }: Target) {
  const found = { good: 0, sum: 0, goodSum: 0 };
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    found.good += values[row]!;
    found.sum += weight;
    found.goodSum += weight * values[row]!;
  }
  return found;
}

function levelsOfTerm(term: Term, { rows, values }: Target, points: Float64Array): ScorecardLevel[] {
  const [n, good] = [new Int32Array(points.length), new Int32Array(points.length)];
  rows.forEach((account, row) => {
    const level = term.codes[account]!;
    n[level]!++;
    good[level]! += values[row]!;
  });
  return term.labels.map((label, i) => ({
    label,
    when: term.when[i]!,
    n: n[i]!,
    good: good[i]!,
    woe: term.woe[i]!,
    // −0 would be written with its sign.
    points: points[i]! + 0,
  }));
}

/** Fifths of the accounts by points; accounts of equal points stay together. */
function groupsOf(
  sums: Int32Array,
  odds: Float64Array,
  held: Target,
  clusters: Int32Array | null,
): PointsGroup[] {
  const order = Int32Array.from(sums.keys()).sort((a, b) => sums[a]! - sums[b]!);
  const groups: PointsGroup[] = [];
  for (let at = 0; at < order.length; ) {
    let end = Math.max(at + 1, Math.round(((groups.length + 1) * order.length) / groupsShown));
    while (end < order.length && sums[order[end]!] === sums[order[end - 1]!]) end++;
    const rows = order.subarray(at, end);
    groups.push({
      from: sums[rows[0]!]!,
      to: sums[rows.at(-1)!]!,
      n: rows.length,
      foretold: foretoldOf(rows, odds, held.weights),
      seen: seenOf(held, rows, clusters),
    });
    at = end;
  }
  return groups;
}

function foretoldOf(rows: Int32Array, odds: Float64Array, weights: Float64Array | null): number {
  let [total, foretold] = [0, 0];
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    foretold += weight * sigmoid(odds[row]!);
  }
  return foretold / total;
}

/** The rate of some rows with Wilson's interval at what they are worth (see worthOf). */
function seenOf(held: Target, rows: Int32Array, clusters: Int32Array | null): Estimate {
  const { rate, worth } = worthOf(held, rows, clusters);
  return { value: rate, ...wilson(rate * worth, worth) };
}
