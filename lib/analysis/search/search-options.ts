import type { Hands } from "#lib/analysis/search/aside.ts";

export interface SearchOptions extends Hands {
  readonly seed: number;
  /** 1 to 4. */
  readonly maxConditions: number;
  /** Outcomes searched beside each other: the correction is over all of them. */
  readonly outcomes: number;
  /** Definitions of this outcome tried on these data, which p is corrected for as well; usually 1. */
  readonly tried?: number;
  /** Whose row it is, by row of the target, where several rows are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** Above this p nothing is told of a rule: permuting stops once it is certain. Usually .1, the end of "suggestive". */
  readonly telling?: number;
  /** When every account of the frame began (days), where that is known. */
  readonly startDays: Float64Array | null;
}

/** What p of a rule is corrected for beside the search: outcomes, and definitions of this one. */
export const chancesOf = ({ outcomes, tried = 1 }: SearchOptions): number => outcomes * tried;
