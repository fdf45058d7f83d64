import type { Attribute } from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";

/** Text, yes-no and range values: `codes[i]` indexes `dictionary`, -1 is missing. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly attribute: Attribute;
  readonly dictionary: readonly string[];
  readonly codes: Int32Array;
}

/** Numbers, and dates as days since 1970-01-01 (`attribute.type` tells which); NaN is missing. */
export interface NumberColumn {
  readonly kind: "number";
  readonly attribute: Attribute;
  readonly values: Float64Array;
}

/** Lists: members of account i are `codes[offsets[i]] … codes[offsets[i + 1] - 1]`; `missing[i]` is 1 where unknown. */
export interface ListColumn {
  readonly kind: "list";
  readonly attribute: Attribute;
  readonly dictionary: readonly string[];
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly missing: Uint8Array;
}

export type Column = CategoryColumn | NumberColumn | ListColumn;

/**
 * Months followed and whether the account left (1), stayed (0) or is unknown (2, months NaN), by account. A file
 * may say who left without saying when: then `left` is 0 or 1 and `months` NaN. Such accounts count in rates at
 * the export, and cannot take part in retention curves or anything else that needs the time.
 */
export interface RetentionColumn {
  readonly months: Float64Array;
  readonly left: Uint8Array;
  /**
   * Months after its start at which each account came into view, for data that lacks those who left before (left
   * truncation): below 0 for accounts in view from the start, NaN unknown. Absent: all were. Worked out, never stored.
   */
  readonly entry?: Float64Array | null;
}

/** NaN is missing. */
export interface OutcomeColumn {
  readonly outcome: NumericOutcome;
  readonly values: Float64Array;
}

/**
 * All accounts of a workspace, column by column, in the order of `accountIds`; what every analysis reads.
 * `startDays` is the start date as days since 1970-01-01 (NaN unknown), used for the cohort.
 */
export interface Frame {
  readonly accountIds: readonly string[];
  readonly columns: readonly Column[];
  readonly retention: RetentionColumn | null;
  readonly outcomes: readonly OutcomeColumn[];
  readonly startDays: Float64Array | null;
}
