import type { Frame } from "#lib/accounts/frame.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import {
  fitTerm,
  type RawTerm,
  type Rows,
  rawTerms,
  type Term,
  tells,
} from "#lib/analysis/scorecard-terms.ts";
import { type Halves, halvesOf } from "#lib/analysis/search/halves.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import { isSmall } from "#lib/analysis/small.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { areaUnderCurve } from "#lib/stats/discrimination.ts";
import {
  type Calibration,
  calibrate,
  choosePenalty,
  logLoss,
  logOddsOf,
  ridgeLogistic,
} from "#lib/stats/logistic.ts";
import { shuffle } from "#lib/stats/random.ts";
import { wilson } from "#lib/stats/rate.ts";

/** What points mean: so many for the odds of everybody, and so many more for twice the odds ("points to double the odds"). */
export interface Scale {
  readonly atBase: number;
  readonly toDouble: number;
}

export const usualScale: Scale = { atBase: 100, toDouble: 20 };

export interface ScorecardOptions {
  readonly seed: number;
  /** Attributes that may not be used: what leaks, and what is known only after the sale. */
  readonly leftOut: ReadonlySet<string>;
  /** Whose row it is, by row of the target, where several rows are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** When every account of the frame began (days), where that is known. */
  readonly startDays: Float64Array | null;
  readonly scale: Scale;
}

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
    readonly groups: readonly PointsGroup[];
  };
}

const folds = 5;
const strengths = [0.001, 0.01, 0.1, 1, 10];
/** One attribute for every ten of the rarer kind (events per variable), and never more than a person would read. */
const ofRarerKind = 10;
const mostAttributes = 20;
const groupsShown = 5;

/**
 * A scorecard (statistics.md, "scorecard"): on 60 % of the accounts bands and weights of evidence are fitted, attributes
 * chosen that tell more than chance, and an L2 logistic regression fitted by IRLS with the strongest penalty within one
 * standard error of the best log loss over five folds (bands, weights and choice made anew in each); points by points to
 * double the odds (Siddiqi 2006). Discrimination, calibration and Brier's score are those of the other 40 %, which nothing
 * was fitted on. An attribute whose coefficient contradicts its own weights of evidence is left out. Refused for an outcome
 * that is no yes or no, under 100 accounts or ten of either kind, and where nothing tells anything.
 */
export function scorecardOf(frame: Frame, target: Target, options: ScorecardOptions): Result<Scorecard> {
  if (target.measure !== "rate") return fail("scorecard-yes-or-no", { outcome: target.outcome });
  if (isSmall(target)) return fail("scorecard-too-small", smallDetail(target));
  const random = randomFor(options.seed, target.outcome, "scorecard");
  const halves = halvesOf(target, options.clusters, options.startDays, random);
  const raw = rawTerms(frame, options.leftOut);
  const train = halves.discovery;
  const everyRow = Int32Array.from(train.rows.keys());
  const terms = chooseTerms(raw, train, everyRow, options.seed, true);
  if (terms.length === 0) return fail("scorecard-nothing-tells");
  const { clusters } = options;
  const own = clusters === null ? null : halves.rows.discovery.map((row) => clusters[row]!);
  const { c, losses } = choosePenalty(strengths, folds, foldLosses(raw, train, own, options.seed));
  const fitted = fitCard(terms, train, everyRow, c);
  if (fitted.terms.length === 0) return fail("scorecard-nothing-tells");
  return ok(cardOf(fitted, halves, { c, losses }, options.scale));
}

function smallDetail(target: Target) {
  const good = target.values.reduce((sum, value) => sum + value, 0);
  return { accounts: target.rows.length, good, others: target.rows.length - good };
}

const weightsAt = (target: Target, rows: Rows) =>
  target.weights === null ? null : Float64Array.from(rows, (row) => target.weights![row]!);
const labelsAt = (target: Target, rows: Rows) => Float64Array.from(rows, (row) => target.values[row]!);

/** The terms that tell something on these rows, the most telling first; of a tie the earlier column. */
function chooseTerms(
  raw: readonly RawTerm[],
  target: Target,
  rows: Rows,
  seed: number,
  permuted: boolean,
): Term[] {
  const labels = labelsAt(target, rows);
  const good = labels.reduce((sum, label) => sum + label, 0);
  const most = Math.min(mostAttributes, Math.floor(Math.min(good, labels.length - good) / ofRarerKind));
  return raw
    .map((one, i) => {
      const random = permuted ? randomFor(seed, target.outcome, "bands", String(i)) : null;
      return fitTerm(one, target, rows, random);
    })
    .filter((term) => term !== null)
    .filter(tells)
    .sort((a, b) => b.informationValue - a.informationValue)
    .slice(0, Math.max(1, most));
}

interface Fitted {
  readonly terms: readonly Term[];
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

const columnsOf = (terms: readonly Term[], target: Target, rows: Rows) =>
  terms.map(({ woe, codes }) => Float64Array.from(rows, (row) => woe[codes[target.rows[row]!]!]!));

/** The regression, again and again without what contradicts its own evidence: points no one could explain. */
function fitCard(terms: readonly Term[], target: Target, rows: Rows, c: number): Fitted {
  const [labels, weights] = [labelsAt(target, rows), weightsAt(target, rows)];
  let kept = terms;
  for (;;) {
    const { intercept, coefficients } = ridgeLogistic(columnsOf(kept, target, rows), labels, c, weights);
    const least = coefficients.indexOf(
      coefficients.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    );
    if (kept.length === 0 || coefficients[least]! > 0) return { terms: kept, intercept, coefficients };
    kept = kept.filter((_, i) => i !== least);
  }
}

/** Log loss on each fold of what was fitted on the other four, bands and choice included; folds by cluster where there are. */
function foldLosses(raw: readonly RawTerm[], target: Target, clusters: Int32Array | null, seed: number) {
  const foldOf = foldsOf(target, clusters, seed);
  const parts = Array.from({ length: folds }, (_, fold) => {
    const rest = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold);
    const test = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold);
    return { rest, test, terms: chooseTerms(raw, target, rest, seed, false) };
  });
  return (c: number, fold: number) => {
    const { rest, test, terms } = parts[fold]!;
    const fit = ridgeLogistic(
      columnsOf(terms, target, rest),
      labelsAt(target, rest),
      c,
      weightsAt(target, rest),
    );
    const odds = logOddsOf(fit, columnsOf(terms, target, test), test.length);
    return logLoss(odds, labelsAt(target, test), weightsAt(target, test));
  };
}

/** Folds of equal size, with as many good in each where rows stand for themselves; whole clusters else. */
function foldsOf(target: Target, clusters: Int32Array | null, seed: number): Int32Array {
  const random = randomFor(seed, target.outcome, "folds");
  const foldOf = new Int32Array(target.rows.length);
  if (clusters !== null) {
    const names = shuffle([...new Set(clusters)], random);
    const place = new Map(names.map((name, i) => [name, i % folds]));
    return foldOf.map((_, row) => place.get(clusters[row]!)!);
  }
  for (const label of [0, 1]) {
    const mine = [...foldOf.keys()].filter((row) => target.values[row] === label);
    shuffle(mine, random).forEach((row, at) => {
      foldOf[row] = at % folds;
    });
  }
  return foldOf;
}

function cardOf(
  { terms, intercept, coefficients }: Fitted,
  { discovery, holdout, by }: Halves,
  penalty: Pick<Scorecard, "c" | "losses">,
  scale: Scale,
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
    attributes: terms.map((term, i) => ({
      attribute: term.attribute,
      informationValue: term.informationValue,
      bandsP: term.bandsP,
      coefficient: coefficients[i]!,
      levels: levelsOfTerm(term, discovery, points[i]!),
    })),
    ...penalty,
    holdout: {
      n: holdout.rows.length,
      good: tally(holdout).good,
      area: areaUnderCurve(sums, labels, weights),
      calibration: calibrate(odds, labels, weights),
      groups: groupsOf(sums, odds, labels, weights),
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
  labels: Float64Array,
  weights: Float64Array | null,
): PointsGroup[] {
  const order = Int32Array.from(sums.keys()).sort((a, b) => sums[a]! - sums[b]!);
  const groups: PointsGroup[] = [];
  for (let at = 0; at < order.length; ) {
    let end = Math.max(at + 1, Math.round(((groups.length + 1) * order.length) / groupsShown));
    while (end < order.length && sums[order[end]!] === sums[order[end - 1]!]) end++;
    groups.push(groupOf(order.subarray(at, end), sums, odds, labels, weights));
    at = end;
  }
  return groups;
}

function groupOf(
  rows: Int32Array,
  sums: Int32Array,
  odds: Float64Array,
  labels: Float64Array,
  weights: Float64Array | null,
): PointsGroup {
  let [total, squares, good, foretold] = [0, 0, 0, 0];
  for (const row of rows) {
    const weight = weights === null ? 1 : weights[row]!;
    total += weight;
    squares += weight * weight;
    good += weight * labels[row]!;
    foretold += weight / (1 + Math.exp(-odds[row]!));
  }
  const effective = (total * total) / squares;
  return {
    from: sums[rows[0]!]!,
    to: sums[rows.at(-1)!]!,
    n: rows.length,
    foretold: foretold / total,
    seen: { value: good / total, ...wilson((good / total) * effective, effective) },
  };
}
