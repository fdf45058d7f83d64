import type { Choice } from "#lib/analysis/back-test/choice.ts";
import { worthOf } from "#lib/analysis/effective.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import type { Target } from "#lib/analysis/target.ts";
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
  /** precision / base; null where nobody is taken or nobody is good. */
  readonly lift: Estimate | null;
}

/**
 * Precision, recall and lift of a choice. Shares with Wilson's interval, weighted and of rows in groups (`clusters` by row of
 * the target, or null) at the effective number of accounts (see worthOf); lift = RR/(s·RR + 1 − s), s the share taken and RR the
 * ratio of the rates of those taken and of the others, with its interval by MOVER (Donner and Zou 2012) from the two Wilson
 * intervals: one that a precision of 100 % does not make a point.
 */
export function figuresOf(
  { taken }: Choice,
  target: Target,
  clusters: Int32Array | null = null,
): ChoiceFigures {
  const rows = Int32Array.from(target.rows.keys());
  const isTaken = (row: number) => taken[target.rows[row]!] === 1;
  const inside = rows.filter(isTaken);
  const good = rows.filter((row) => target.values[row] === 1);
  const shareOf = (of: Target, among: Int32Array): Estimate | null => {
    const { rate, worth } = worthOf(of, among, clusters);
    return worth > 0 ? { value: rate, ...wilson(rate * worth, worth) } : null;
  };
  const precision = shareOf(target, inside);
  const others = shareOf(
    target,
    rows.filter((row) => !isTaken(row)),
  );
  const takenAsValue = { ...target, values: Float64Array.from(rows, (row) => (isTaken(row) ? 1 : 0)) };
  return {
    n: rows.length,
    taken: inside.length,
    good: good.length,
    goodTaken: good.filter(isTaken).length,
    base: shareOf(target, rows) ?? { value: Number.NaN, ...wilson(0, 0) },
    precision,
    recall: shareOf(takenAsValue, good),
    lift: precision && liftOf(precision, others, worthOf(takenAsValue, rows, null).rate),
  };
}

/** The lift of taking a share `taken` of all; null where nobody is good. Taking everybody is what chance does. */
export function liftOf(inside: Estimate, others: Estimate | null, taken: number): Estimate | null {
  if (others === null) return { value: 1, low: 1, high: 1 };
  if (inside.value === 0 && others.value === 0) return null;
  const of = (ratio: number) =>
    ratio === Number.POSITIVE_INFINITY ? 1 / taken : ratio / (taken * ratio + 1 - taken);
  const both = inside.value * others.value;
  const up = (share: Estimate, end: number) => end * (2 * share.value - end);
  const [b, c] = [up(inside, inside.low), up(others, others.high)];
  const [d, e] = [up(inside, inside.high), up(others, others.low)];
  // The roots of MOVER's two quadratics, written so that nothing is divided by nought.
  const low = b === 0 ? 0 : b / (both + Math.sqrt(Math.max(0, both * both - b * c)));
  const high = e > 0 ? (both + Math.sqrt(Math.max(0, both * both - d * e))) / e : Number.POSITIVE_INFINITY;
  const value = others.value > 0 ? inside.value / others.value : Number.POSITIVE_INFINITY;
  return { value: of(value), low: of(Math.max(0, low)), high: of(high) };
}
