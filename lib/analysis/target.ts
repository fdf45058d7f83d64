import type { Frame, OutcomeColumn, RetentionColumn } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import type { OutcomeTest } from "#lib/analysis/finding.ts";
import { type GoodCustomers, retentionOutcome, standing, type Watched } from "#lib/analysis/good-customer.ts";
import type { Score } from "#lib/analysis/good-score.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { winsorise } from "#lib/stats/numeric.ts";
import { enoughInView, type Timeline, timeline } from "#lib/stats/timeline.ts";

/** The name of the outcome that a good-customer definition makes. */
export const goodCustomerOutcome = "good customer";

/** How long accounts were followed, per row of a target; months NaN where the file does not say. */
export interface Followed {
  readonly months: Float64Array;
  readonly left: Uint8Array;
  /** Months at which each came into view; null where all were from the start. */
  readonly entry?: Float64Array | null;
  readonly on: Timeline;
}

/** For means: the row numbers by ascending value, and the values winsorised at the pooled 1 and 99 % quantiles. */
export interface Numbers {
  readonly order: Int32Array;
  readonly clipped: Float64Array;
}

/** One outcome made ready: the accounts where it is known and its value there. */
export interface Target {
  readonly outcome: string;
  readonly measure: "rate" | "mean";
  readonly better: "higher" | "lower";
  /** Accounts whose outcome is known, ascending; the arrays below run along it. */
  readonly rows: Int32Array;
  /** 0 or 1 for rates, the outcome's own unit for means. */
  readonly values: Float64Array;
  /** Weights of a rate that stands for accounts cut off too early; null where all count once. */
  readonly weights: Float64Array | null;
  /** For retention only. */
  readonly followed: Followed | null;
  readonly numbers: Numbers | null;
  /** For events per unit of time: how many units each account was watched; values × exposure are whole numbers. */
  readonly exposure?: Float64Array | null;
  /** Accounts that belong to the question but whose outcome is not known. */
  readonly unknown: number;
  /** A good customer who must have stayed: what tells who left tells part of this outcome. */
  readonly holdsRetention?: boolean;
  /** For such a good customer, and for sales, by account and not by row: how long it was watched, known or not. */
  readonly watched?: Watched | null;
  /** Of the score of a good customer: what it is made of, by row. */
  readonly score?: Score | null;
}

/** How an outcome is tested. */
export function testOf({ measure, followed, weights, exposure, score }: Target): OutcomeTest {
  if (score) return "scores";
  if (exposure) return "events";
  if (measure === "mean") return "means";
  if (followed !== null) return "log-rank";
  return weights === null ? "table" : "weighted table";
}

/** The good-customer outcome as yes or no, weighted where retention is part of it. */
export function goodCustomerTarget(judged: GoodCustomers): Target {
  const known = (i: number) => judged.labels[i] === standing.good || judged.labels[i] === standing.not;
  const rows = rowsWhere(judged.labels.length, known);
  const values = Float64Array.from(rows, (row) => (judged.labels[row] === standing.good ? 1 : 0));
  const weights = Float64Array.from(rows, (row) => judged.weights[row]!);
  const even = weights.every((weight) => Math.abs(weight - 1) < 1e-12);
  return {
    ...blank,
    outcome: goodCustomerOutcome,
    rows,
    values,
    weights: even ? null : weights,
    unknown: judged.counts.tooEarly + judged.counts.unrecorded,
    holdsRetention: judged.weighted,
    watched: judged.watched,
  };
}

const blank = { measure: "rate", better: "higher", weights: null, followed: null, numbers: null } as const;

/** Where fewer than this share of those who left, or of those who stayed, have a time, their times tell of few only. */
const leastTimed = 0.5;

/**
 * Retention: still a customer at the export (1) or left (0), with the time followed where it is known often enough to
 * speak for everybody; null where the frame has none. With late entries where the frame has them (see inView), without those
 * who left before they came into view.
 */
export function retentionTarget(frame: Frame): Target | null {
  const { retention } = frame;
  if (retention === null) return null;
  const { entry: all } = retention;
  // Of those who had left before they could come into view only some would be here: they would make others look loyal.
  const wasInView = (i: number) => !all || !(Number.isNaN(all[i]!) || all[i]! >= retention.months[i]!);
  const rows = rowsWhere(retention.left.length, (i) => retention.left[i] !== 2 && wasInView(i));
  if (rows.length === 0) return null;
  const values = Float64Array.from(rows, (row) => 1 - retention.left[row]!);
  const months = Float64Array.from(rows, (row) => retention.months[row]!);
  const left = Uint8Array.from(rows, (row) => retention.left[row]!);
  const entry = all ? Float64Array.from(rows, (row) => all[row]!) : null;
  const followed = areTimed(months, left)
    ? { months, left, entry, on: timeline(months, entry, enoughInView) }
    : null;
  return {
    ...blank,
    outcome: retentionOutcome,
    rows,
    values,
    followed,
    unknown: retention.left.length - rows.length,
  };
}

function areTimed(months: Float64Array, left: Uint8Array): boolean {
  return (
    [0, 1].every((side) => {
      const mine = months.filter((_, row) => left[row] === side);
      const timed = mine.filter((month) => !Number.isNaN(month)).length;
      return timed >= leastTimed * mine.length;
    }) && months.some((month) => !Number.isNaN(month))
  );
}

/** Every numeric outcome of the frame that some account has. */
export function numericTargets(frame: Frame): Target[] {
  return frame.outcomes.flatMap((column) => {
    if (column.outcome.sale !== undefined) return [];
    if (column.outcome.perDays !== undefined && frame.retention !== null)
      return eventTarget(column, column.outcome.perDays, frame.retention);
    const rows = rowsWhere(column.values.length, (i) => !Number.isNaN(column.values[i]!));
    if (rows.length === 0) return [];
    const values = Float64Array.from(rows, (row) => column.values[row]!);
    const unknown = column.values.length - rows.length;
    const { name: outcome, better } = column.outcome;
    const numbers = { order: orderOf(values), clipped: winsorise(values) };
    return [{ ...blank, outcome, measure: "mean" as const, better, rows, values, numbers, unknown }];
  });
}

/**
 * Events per `perDays` days over the time each account was watched, its last day included, as folding counts them. What is searched and compared within like groups are the
 * values made linear, λ + (events − λ·exposure)/mean exposure, whose mean in a group is its rate to a first approximation.
 */
function eventTarget(column: OutcomeColumn, perDays: number, { months }: RetentionColumn): Target[] {
  const { values: all, outcome } = column;
  const rows = rowsWhere(all.length, (i) => !Number.isNaN(all[i]!) && months[i]! > 0);
  if (rows.length === 0) return [];
  const values = Float64Array.from(rows, (row) => all[row]!);
  const exposure = Float64Array.from(rows, (row) => (months[row]! * daysPerMonth + 1) / perDays);
  const watched = exposure.reduce((sum, one) => sum + one, 0);
  const rate = values.reduce((sum, value, row) => sum + Math.round(value * exposure[row]!), 0) / watched;
  const linear = values.map(
    (value, row) =>
      rate + ((Math.round(value * exposure[row]!) - rate * exposure[row]!) * rows.length) / watched,
  );
  return [
    {
      ...blank,
      outcome: outcome.name,
      measure: "mean",
      better: outcome.better,
      rows,
      values,
      numbers: { order: orderOf(values), clipped: winsorise(linear) },
      exposure,
      unknown: all.length - rows.length,
    },
  ];
}

function rowsWhere(n: number, known: (i: number) => boolean): Int32Array {
  const rows = new Int32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (known(i)) rows[count++] = i;
  return rows.slice(0, count);
}

function orderOf(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** Good not good (or stayed and left) of a rate, unweighted: what decides whether a table is small. */
export function smallerSide(target: Target): number {
  const positives = target.values.reduce((sum, value) => sum + value, 0);
  return Math.min(positives, target.rows.length - positives);
}

/** The levels of an attribute among the rows of one target. */
export interface Grouping {
  /** Which levels of the attribute appear here, neither empty nor everybody. */
  readonly levels: Int32Array;
  /** Row numbers (into the target's arrays) of each of them. */
  readonly members: readonly Int32Array[];
  /** Level position (into `levels`) of every row, −1 for none; null where levels overlap. */
  readonly codes: Int32Array | null;
  /** Two levels that are each other's rest: one question, asked once. */
  readonly complementary: boolean;
}

/** Groups the rows of a target by the levels of an attribute. */
export function groupRows(levelled: LevelledAttribute, target: Target): Grouping {
  if (levelled.codes !== null) return exclusive(levelled.codes, levelled.levels.length, target.rows);
  const all = overlapping(levelled, target);
  const n = target.rows.length;
  const levels = appearing(
    all.map((rows) => rows.length),
    n,
  );
  const members = Array.from(levels, (level) => all[level]!);
  const covered = members.reduce((sum, rows) => sum + rows.length, 0);
  const complementary = members.length === 2 && covered === n && areDisjoint(members, n);
  return { levels, members, codes: null, complementary };
}

/** The levels that are neither empty nor everybody. */
function appearing(sizes: ArrayLike<number>, n: number): Int32Array {
  return Int32Array.from({ length: sizes.length }, (_, level) => level).filter(
    (level) => sizes[level]! > 0 && sizes[level]! < n,
  );
}

// For every attribute with every outcome: loops over typed arrays, without closures.
function exclusive(accountLevels: Int32Array, many: number, rows: Int32Array): Grouping {
  const n = rows.length;
  const sizes = new Int32Array(many);
  for (let at = 0; at < n; at++) sizes[accountLevels[rows[at]!]!]!++;
  const levels = appearing(sizes, n);
  const position = new Int32Array(many).fill(-1);
  levels.forEach((level, i) => {
    position[level] = i;
  });
  const ends = new Int32Array(many);
  for (let level = 1; level < many; level++) ends[level] = ends[level - 1]! + sizes[level - 1]!;
  const inOrder = new Int32Array(n);
  const codes = new Int32Array(n);
  for (let at = 0; at < n; at++) {
    const level = accountLevels[rows[at]!]!;
    inOrder[ends[level]!++] = at;
    codes[at] = position[level]!;
  }
  const members = Array.from(levels, (level) => inOrder.subarray(ends[level]! - sizes[level]!, ends[level]));
  const complementary = members.length === 2 && members[0]!.length + members[1]!.length === n;
  return { levels, members, codes, complementary };
}

function overlapping(levelled: LevelledAttribute, target: Target): Int32Array[] {
  const size = Math.max(
    0,
    ...levelled.members!.map((list) => (list.at(-1) ?? -1) + 1),
    (target.rows.at(-1) ?? -1) + 1,
  );
  const position = new Int32Array(size).fill(-1);
  target.rows.forEach((row, at) => {
    position[row] = at;
  });
  return levelled.members!.map((list) => list.map((account) => position[account]!).filter((at) => at >= 0));
}

function areDisjoint(members: readonly Int32Array[], n: number): boolean {
  const seen = new Uint8Array(n);
  for (const rows of members) {
    for (const row of rows) {
      if (seen[row] === 1) return false;
      seen[row] = 1;
    }
  }
  return true;
}
