import type { Estimate, RetentionSummary } from "#lib/analysis/finding.ts";
import type { ChangeOverTime } from "#lib/analysis/hazards.ts";
import type { Grouping } from "#lib/analysis/target.ts";

/** One level against the rest, before any correction for how many were looked at. */
export interface LevelResult {
  readonly n: number;
  readonly inside: Estimate;
  readonly rest: Estimate & { readonly n: number };
  readonly difference: Estimate;
  readonly effect: number;
  /** Above 0 where the level has more of the outcome than the rest, as its test sees it; 0 where it is the same. */
  readonly lean: number;
  readonly p: number;
  /**
   * What one account adds to the test: the square of its standardised statistic, divided by the accounts. A rate of share
   * s that differs by d has s(1 − s)d²/(p0(1 − p0)). It says how many accounts would be needed.
   */
  readonly signal: number;
  readonly retention: { readonly inside: RetentionSummary; readonly rest: RetentionSummary } | null;
  /** For retention: whether the hazards stay in proportion. */
  readonly change?: ChangeOverTime | null;
}

/** How one outcome is measured: the figures of a level, and one p for all levels of an attribute together. */
export interface Measure {
  readonly base: Estimate;
  /** Rows of the level (numbers into the target's arrays); `id` seeds what chance it needs. */
  level(members: Int32Array, id: string): LevelResult;
  /** Permutation min-p over the levels of one attribute; complementary levels count once. */
  joint(grouping: Grouping, results: readonly LevelResult[], id: string): number;
}

/** The smallest p of the levels, 1 where there is none. */
export function smallestP(results: readonly LevelResult[]): number {
  return results.reduce((least, result) => Math.min(least, result.p), 1);
}
