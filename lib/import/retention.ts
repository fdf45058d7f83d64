import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { columnWith, type Mapping, type StatusMeaning, type tenureUnits } from "#lib/import/mapping.ts";

/** Which of the columns that tell retention a file has. */
export interface RetentionShape {
  readonly status: boolean;
  readonly end: boolean;
  readonly tenure: boolean;
}

/** What one row says about it. Dates are days since 1970-01-01, tenure is in months; NaN is missing. */
export interface RetentionFacts {
  readonly status: StatusMeaning | null;
  readonly start: number;
  readonly end: number;
  readonly tenure: number;
}

/** As in a frame: left 1, stayed 0, unknown 2. Months NaN: not known how long. */
export interface RetentionRead {
  readonly left: 0 | 1 | 2;
  readonly months: number;
}

/** The columns of a mapping that tell retention, or null when it does not say who left. */
export function retentionShape(mapping: Mapping): RetentionShape | null {
  const status = columnWith(mapping, "status") >= 0;
  const end = columnWith(mapping, "end date") >= 0;
  return status || end ? { status, end, tenure: columnWith(mapping, "tenure") >= 0 } : null;
}

/** A length of time in months. */
export function monthsOf(value: number, unit: (typeof tenureUnits)[number]): number {
  return unit === "months" ? value : unit === "years" ? value * 12 : value / daysPerMonth;
}

function leftOf(facts: RetentionFacts, shape: RetentionShape, asOf: number): 0 | 1 | 2 {
  if (facts.status !== null) return facts.status === "left" ? 1 : facts.status === "stayed" ? 0 : 2;
  const ended = facts.end <= asOf;
  if (shape.status) return ended ? 1 : 2;
  return ended ? 1 : 0;
}

/**
 * Whether an account left and how many months it was followed, until it left or until `asOf` (days since
 * 1970-01-01), the day the data was taken. The status decides where there is one; otherwise an end date up to that day
 * means left, and none, or a later one, means still a customer. A tenure column gives the months; else the
 * dates do. A customer who starts after the data was taken says nothing yet.
 */
export function readRetention(facts: RetentionFacts, shape: RetentionShape, asOf: number): RetentionRead {
  const left = leftOf(facts, shape, asOf);
  if (left === 2 || facts.start > asOf) return { left: 2, months: Number.NaN };
  if (shape.tenure) return { left, months: facts.tenure };
  const until = left === 1 ? Math.min(facts.end, asOf) : asOf;
  const days = until - facts.start;
  return { left, months: days >= 0 ? days / daysPerMonth : Number.NaN };
}
