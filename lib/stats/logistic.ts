import { cholesky, solve } from "#lib/stats/cholesky.ts";

/** A fitted logistic model: ln odds = intercept + Σ coefficient · column. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Standard errors of the intercept and then of the coefficients, from the information at the fit (penalty included). */
  readonly se: Float64Array;
  /** ‖coefficients‖²/2 + C·log loss; without a penalty the log loss itself. */
  readonly objective: number;
  /** False where the labels are separated and nothing holds the estimate back, or 50 rounds did not settle it. */
  readonly converged: boolean;
}

/** ln(1 + eˣ) without overflow. */
const softPlus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** 1 / (1 + e⁻ˣ) without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x));
}

/** ln odds of every row under a fit; `columns` as it was fitted with. */
export function logOddsOf(
  { intercept, coefficients }: Pick<LogisticFit, "intercept" | "coefficients">,
  columns: readonly ArrayLike<number>[],
  rows: number,
): Float64Array {
  const odds = new Float64Array(rows).fill(intercept);
  columns.forEach((column, i) => {
    const by = coefficients[i]!;
    for (let row = 0; row < rows; row++) odds[row]! += by * column[row]!;
  });
  return odds;
}

/**
 * The weighted mean log loss −[y ln p + (1 − y) ln(1 − p)] in nats of ln odds against labels of 0 and 1 (or between); NaN
 * of nothing. weights: null where every row counts once.
 */
export function logLoss(
  logOdds: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): number {
  let [sum, total] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += weight * (softPlus(logOdds[row]!) - labels[row]! * logOdds[row]!);
    total += weight;
  }
  return sum / total;
}

/** What one Newton step needs at an estimate: the objective, its slope and its curvature (lower triangle). */
interface Point {
  readonly objective: number;
  readonly slope: Float64Array;
  readonly curvature: Float64Array;
}

function evaluate(
  design: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | null,
  c: number,
  estimate: Float64Array,
): Point {
  const size = design.length;
  const [scale, penalty] = c === Number.POSITIVE_INFINITY ? [1, 0] : [c, 1];
  const slope = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const x = new Float64Array(size);
  let objective = 0;
  for (let row = 0; row < labels.length; row++) {
    let odds = 0;
    for (let i = 0; i < size; i++) {
      x[i] = design[i]![row]!;
      odds += estimate[i]! * x[i]!;
    }
    const p = sigmoid(odds);
    const weight = scale * (weights === null ? 1 : weights[row]!);
    objective += weight * (softPlus(odds) - labels[row]! * odds);
    const away = weight * (labels[row]! - p);
    const bend = weight * p * (1 - p);
    for (let i = 0; i < size; i++) {
      slope[i]! += away * x[i]!;
      const scaled = bend * x[i]!;
      if (scaled === 0) continue;
      for (let j = 0; j <= i; j++) curvature[i * size + j]! += scaled * x[j]!;
    }
  }
  // The intercept comes first and is never penalised.
  for (let i = 1; i < size; i++) {
    objective += (penalty * estimate[i]! ** 2) / 2;
    slope[i]! -= penalty * estimate[i]!;
    curvature[i * size + i]! += penalty;
  }
  return { objective, slope, curvature };
}

/**
 * Logistic regression with an L2 penalty on the coefficients and none on the intercept, minimising ‖β‖²/2 + C·Σ w·log loss,
 * by iteratively reweighted least squares (Newton's method) with halved steps; scikit-learn's and LIBLINEAR's objective, so
 * that a larger C holds back less and Infinity not at all. columns: one list of numbers per covariate, all as long as
 * labels (0 or 1); weights ≥ 0 or null. A column that repeats others is shared out where there is a penalty, and 0 with an
 * infinite error where there is none. O(rows · columns² · rounds).
 */
export function ridgeLogistic(
  columns: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  c: number,
  weights: ArrayLike<number> | null = null,
): LogisticFit {
  const design = [new Float64Array(labels.length).fill(1), ...columns];
  const size = design.length;
  let estimate = new Float64Array(size);
  let now = evaluate(design, labels, weights, c, estimate);
  let converged = labels.length === 0;
  for (let round = 0; round < 50 && !converged; round++) {
    const step = solve(cholesky(now.curvature, size), now.slope);
    let [next, scale]: [Point, number] = [now, 1];
    for (; scale > 1e-10; scale /= 2) {
      const trial = estimate.map((value, i) => value + scale * step[i]!);
      next = evaluate(design, labels, weights, c, trial);
      if (next.objective <= now.objective + 1e-13 * Math.abs(now.objective)) break;
    }
    const moved = step.map((by) => scale * by);
    estimate = estimate.map((value, i) => value + moved[i]!);
    now = next;
    converged = moved.every((by, i) => Math.abs(by) <= 1e-10 * Math.max(1, Math.abs(estimate[i]!)));
  }
  const parts = cholesky(now.curvature, size);
  const spread = c === Number.POSITIVE_INFINITY ? 1 : c;
  const se = estimate.map((_, i) => {
    if (parts.used[i] === 0) return Number.POSITIVE_INFINITY;
    const unit = estimate.map((__, j) => (i === j ? 1 : 0));
    return Math.sqrt(solve(parts, unit)[i]! * spread);
  });
  // Where every row is foretold for certain the steps end only because nothing is left to gain.
  const separated = c === Number.POSITIVE_INFINITY && now.objective < 1e-6 * labels.length;
  return {
    intercept: estimate[0]!,
    coefficients: estimate.slice(1),
    se,
    objective: now.objective,
    converged: converged && !separated,
  };
}

/** How strengths of penalty did on rows the fit had not seen. */
export interface ChosenPenalty {
  readonly c: number;
  /** Per strength, in the order given: mean log loss over the folds and its standard error. */
  readonly losses: readonly { readonly c: number; readonly mean: number; readonly se: number }[];
}

/**
 * The strongest penalty that does no worse than the best by more than one standard error of the best's mean log loss over
 * the folds (Breiman's one-standard-error rule). `loss(c, fold)` is the log loss on that fold of what was fitted on the
 * others, bins and weights of evidence included; a fold without rows gives NaN and is passed over. cs ascending: strongest
 * penalty first.
 */
export function choosePenalty(
  cs: readonly number[],
  folds: number,
  loss: (c: number, fold: number) => number,
): ChosenPenalty {
  const losses = cs.map((c) => {
    const found = Array.from({ length: folds }, (_, fold) => loss(c, fold)).filter(Number.isFinite);
    const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
    const squares = found.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return { c, mean, se: Math.sqrt(squares / (found.length - 1) / found.length) };
  });
  const best = losses.reduce((least, one) => (one.mean < least.mean ? one : least));
  const chosen = losses.find((one) => one.mean <= best.mean + best.se) ?? best;
  return { c: chosen.c, losses };
}
