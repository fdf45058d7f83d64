import type { Frame } from "#lib/accounts/frame.ts";
import { cardOf, type Fitted, type Scale, type Scorecard } from "#lib/analysis/scorecard-card.ts";
import {
  fitTerm,
  type RawTerm,
  type Rows,
  rawTerms,
  type Term,
  telling,
} from "#lib/analysis/scorecard-terms.ts";
import { halvesOf } from "#lib/analysis/search/halves.ts";
import { randomFor } from "#lib/analysis/seed.ts";
import { isSmall } from "#lib/analysis/small.ts";
import type { Target } from "#lib/analysis/target.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { choosePenalty, logLoss, logOddsOf, ridgeLogistic } from "#lib/stats/logistic.ts";
import { shuffle } from "#lib/stats/random.ts";

export interface ScorecardOptions {
  readonly seed: number;
  /** Attributes that may not be used: what leaks, and what is known only after the sale. */
  readonly leftOut: ReadonlySet<string>;
  /** Whose row it is, by row of the target, where several rows are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** When every account of the frame began (days), where that is known. */
  readonly startDays: Float64Array | null;
  readonly scale: Scale;
  /** Hears the share done, and may throw to stop the work. */
  readonly tick?: ((share: number) => void) | undefined;
}

const folds = 5;
/** Of the work, the part that choosing bands and traits on all accounts takes; the folds take the rest. */
const choosing = 0.85;
const strengths = [0.001, 0.01, 0.1, 1, 10];
/** One attribute for every ten of the rarer kind (events per variable), and never more than a person would read. */
const ofRarerKind = 10;
const mostAttributes = 20;

/**
 * A scorecard (statistics.md, "scorecard"): on 60 % of the accounts bands and weights of evidence are fitted, attributes
 * chosen that tell more than chance (a false discovery rate of 5 % over all tried), and an L2 logistic regression fitted by
 * IRLS with the strongest penalty within one standard error of the best log loss over five folds (bands, weights and choice
 * made anew in each, but for the permuting of bands); points by points to double the odds (Siddiqi 2006). Discrimination,
 * calibration and Brier's score are those of the other 40 %, which nothing was fitted on. An attribute whose coefficient
 * contradicts its own weights of evidence is left out.
 * Refused for an outcome that is no yes or no, or one that time has yet to tell (retention as it stands flatters the young),
 * under 100 accounts or ten of either kind, and where nothing tells anything.
 */
export function scorecardOf(frame: Frame, target: Target, options: ScorecardOptions): Result<Scorecard> {
  if (target.measure !== "rate") return fail("scorecard-yes-or-no", { outcome: target.outcome });
  if (target.followed !== null) return fail("scorecard-over-time");
  if (isSmall(target)) return fail("scorecard-too-small", smallDetail(target));
  const random = randomFor(options.seed, target.outcome, "scorecard");
  const halves = halvesOf(target, options.clusters, options.startDays, random);
  const raw = rawTerms(frame, options.leftOut);
  const train = halves.discovery;
  const everyRow = Int32Array.from(train.rows.keys());
  const tick = options.tick ?? (() => {});
  const terms = chooseTerms(raw, train, everyRow, options.seed, (share) => tick(choosing * share));
  if (terms.length === 0) return fail("scorecard-nothing-tells");
  const { clusters } = options;
  const clustersOf = (rows: Int32Array) => clusters && rows.map((row) => clusters[row]!);
  const own = clustersOf(halves.rows.discovery);
  const { c, losses } = choosePenalty(strengths, folds, foldLosses(raw, train, own, options.seed, tick));
  const fitted = fitCard(terms, train, everyRow, c);
  if (fitted.terms.length === 0) return fail("scorecard-nothing-tells");
  const card = cardOf(fitted, halves, { c, losses }, options.scale, clustersOf(halves.rows.holdout));
  return card.attributes.length === 0 ? fail("scorecard-nothing-tells") : ok(card);
}

function smallDetail(target: Target) {
  const good = target.values.reduce((sum, value) => sum + value, 0);
  return { accounts: target.rows.length, good, others: target.rows.length - good };
}

const weightsAt = (target: Target, rows: Rows) =>
  target.weights === null ? null : Float64Array.from(rows, (row) => target.weights![row]!);
const labelsAt = (target: Target, rows: Rows) => Float64Array.from(rows, (row) => target.values[row]!);

/**
 * The terms that tell something on these rows, the most telling first; of a tie the earlier column. With a `tick` the bands
 * of numbers are permuted, which is what takes long.
 */
function chooseTerms(
  raw: readonly RawTerm[],
  target: Target,
  rows: Rows,
  seed: number,
  tick: ((share: number) => void) | null,
): Term[] {
  const labels = labelsAt(target, rows);
  const good = labels.reduce((sum, label) => sum + label, 0);
  const most = Math.min(mostAttributes, Math.floor(Math.min(good, labels.length - good) / ofRarerKind));
  const fitted = raw
    .map((one, i) => {
      tick?.(i / raw.length);
      const random = tick === null ? null : randomFor(seed, target.outcome, "bands", String(i));
      return fitTerm(one, target, rows, random);
    })
    .filter((term) => term !== null);
  return telling(fitted, raw.length)
    .sort((a, b) => b.informationValue - a.informationValue)
    .slice(0, Math.max(1, most));
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
function foldLosses(
  raw: readonly RawTerm[],
  target: Target,
  clusters: Int32Array | null,
  seed: number,
  tick: (share: number) => void,
) {
  const foldOf = foldsOf(target, clusters, seed);
  const parts = Array.from({ length: folds }, (_, fold) => {
    tick(choosing + ((1 - choosing) * fold) / folds);
    const rest = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] !== fold);
    const test = Int32Array.from(foldOf.keys()).filter((row) => foldOf[row] === fold);
    return { rest, test, terms: chooseTerms(raw, target, rest, seed, null) };
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
