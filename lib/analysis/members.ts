import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { isoDate } from "#lib/analysis/format.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { fullScore } from "#lib/analysis/good-score.ts";
import { headingInId, type LevelledAttribute, levelsOf } from "#lib/analysis/levels.ts";
import { type Grouping, groupRows, type Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";

/** A pattern found again by its id: its attribute, its target, and its rows in that target. */
export interface Located {
  readonly target: Target;
  readonly levelled: LevelledAttribute;
  readonly grouping: Grouping;
  /** Position of the level in the grouping. */
  readonly at: number;
  /** Rows of the target at the level. */
  readonly rows: Int32Array;
}

/** Finds a pattern by its id for one outcome; null where the data has no such pattern (any more). */
export function locate(
  frame: Frame,
  definition: Definition | null,
  outcome: string,
  id: string,
): Located | null {
  const target = targetsOf(frame, definition).find((candidate) => candidate.outcome === outcome);
  if (target === undefined) return null;
  for (const column of frame.columns) {
    if (!id.startsWith(headingInId(column.attribute.name))) continue;
    const levelled = levelsOf(column, frame.accountIds.length);
    const level = levelled.levels.findIndex((candidate) => candidate.id === id);
    if (level < 0) continue;
    const grouping = groupRows(levelled, target);
    const at = grouping.levels.indexOf(level);
    return at < 0 ? null : { target, levelled, grouping, at, rows: grouping.members[at]! };
  }
  return null;
}

/** One account behind a pattern: its outcome (0 or 1 for rates) and its time as a customer, null where unknown. */
export interface Behind {
  readonly id: string;
  /** Null for a score that time has yet to tell: what stands for it in a mean is no account's own. */
  readonly value: number | null;
  readonly months: number | null;
  readonly left: boolean | null;
  /** ISO date. */
  readonly startedOn: string | null;
}

/**
 * The accounts behind a pattern (P7): those of its level whose outcome is known, in the order of the frame. Null where
 * there is no such pattern.
 */
export function accountsBehind(
  frame: Frame,
  definition: Definition | null,
  outcome: string,
  id: string,
): Behind[] | null {
  const located = locate(frame, definition, outcome, id);
  if (located === null) return null;
  const { target, rows } = located;
  const own = target.score && definition !== null ? judgeAccounts(frame, definition).scores : null;
  return Array.from(rows, (row) => {
    const account = target.rows[row]!;
    const value = own === null ? target.values[row]! : fullScore * own[account]!;
    const id = frame.accountIds[account]!;
    return { id, value: Number.isNaN(value) ? null : value, ...timeOf(frame, account) };
  });
}

function timeOf(frame: Frame, account: number): Pick<Behind, "months" | "left" | "startedOn"> {
  const months = frame.retention?.months[account] ?? Number.NaN;
  const left = frame.retention?.left[account] ?? 2;
  const start = frame.startDays?.[account] ?? Number.NaN;
  return {
    months: Number.isNaN(months) ? null : months,
    left: left === 2 ? null : left === 1,
    startedOn: Number.isNaN(start) ? null : isoDate(start),
  };
}
