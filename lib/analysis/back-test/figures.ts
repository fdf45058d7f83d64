import type { Choice } from "#lib/analysis/back-test/choice.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
import { z95 } from "#lib/stats/distributions.ts";
import { wilson } from "#lib/stats/rate.ts";

/** What a choice comes to on accounts whose outcome is known. */
export interface ChoiceFigures {
  readonly n: number;
  readonly taken: number;
  /** Good among all, among those taken, and not taken though good: whole accounts. */
  readonly good: number;
  readonly goodTaken: number;
  /** The rate of all: what chance would take. */
  readonly base: Estimate;
  /** Good among those taken; null where it takes nobody. */
  readonly precision: Estimate | null;
  /** Taken among the good ones; null where none is good. */
  readonly recall: Estimate | null;
  /** precision / base; null where either is unknown or nought. */
  readonly lift: Estimate | null;
}

/** A weighted share with Wilson's interval at the effective number of accounts (Kish 1965). */
function shareOf(rows: Iterable<{ readonly weight: number; readonly yes: boolean }>): Estimate | null {
  let [sum, squares, yes] = [0, 0, 0];
  for (const { weight, yes: isYes } of rows) {
    sum += weight;
    squares += weight * weight;
    if (isYes) yes += weight;
  }
  if (!(sum > 0)) return null;
  const size = (sum * sum) / squares;
  return { value: yes / sum, ...wilson((yes / sum) * size, size) };
}

/**
 * Precision, recall and lift of a choice. Shares with Wilson's interval (weighted: at the effective number of accounts);
 * lift with a log-normal interval by linearisation, because precision and the rate of all share their accounts (Särndal,
 * Swensson and Wretman 1992, ratio of ratios).
 */
export function figuresOf({ taken }: Choice, target: Target): ChoiceFigures {
  const rows = Array.from(target.rows, (account, row) => ({
    weight: target.weights?.[row] ?? 1,
    isTaken: taken[account] === 1,
    isGood: target.values[row] === 1,
  }));
  const inside = rows.filter(({ isTaken }) => isTaken);
  const good = rows.filter(({ isGood }) => isGood);
  const base = shareOf(rows.map(({ weight, isGood }) => ({ weight, yes: isGood })));
  const precision = shareOf(inside.map(({ weight, isGood }) => ({ weight, yes: isGood })));
  return {
    n: rows.length,
    taken: inside.length,
    good: good.length,
    goodTaken: inside.filter(({ isGood }) => isGood).length,
    base: base ?? { value: Number.NaN, ...wilson(0, 0) },
    precision,
    recall: shareOf(good.map(({ weight, isTaken }) => ({ weight, yes: isTaken }))),
    lift: liftOf(rows, precision?.value ?? 0, base?.value ?? 0),
  };
}

interface Row {
  readonly weight: number;
  readonly isTaken: boolean;
  readonly isGood: boolean;
}

function liftOf(rows: readonly Row[], precision: number, base: number): Estimate | null {
  if (!(precision > 0 && base > 0)) return null;
  let [all, inside] = [0, 0];
  for (const { weight, isTaken } of rows) {
    all += weight;
    if (isTaken) inside += weight;
  }
  let variance = 0;
  for (const { weight, isTaken, isGood } of rows) {
    const y = isGood ? 1 : 0;
    const own = isTaken ? (y - precision) / (inside * precision) : 0;
    variance += (weight * (own - (y - base) / (all * base))) ** 2;
  }
  const spread = Math.exp(z95 * Math.sqrt(variance));
  const value = precision / base;
  return { value, low: value / spread, high: value * spread };
}
