import type { Kernel } from "#lib/analysis/search/kernel.ts";

export interface SearchOptions {
  readonly seed: number;
  /** 1 to 4. */
  readonly maxConditions: number;
  /** Outcomes searched beside each other: the correction is over all of them. */
  readonly outcomes: number;
  /** Definitions of this outcome tried on these data, which p is corrected for as well; usually 1. */
  readonly tried?: number;
  readonly kernel: Kernel;
  /** Whose row it is, by row of the target, where several rows are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** Above this p nothing is told of a rule: permuting stops once it is certain. Usually .1, the end of "suggestive". */
  readonly telling?: number;
  /** When every account of the frame began (days), where that is known. */
  readonly startDays: Float64Array | null;
}

/** What p of a rule is corrected for beside the search: outcomes, and definitions of this one. */
export const chancesOf = ({ outcomes, tried = 1 }: SearchOptions): number => outcomes * tried;

/** Up to so many rows the outcome is permuted; above, rules are tested on rows that were held back. */
export const mostShuffled = 5_000;
/** Clusters below which one row should stand for each (see evidence.ts). */
export const fewestClusters = 40;
/** Rules kept while searching, taken on to be refined, and told in the end; of each direction. */
export const kept = 200;
export const refined = 24;
export const told = 10;
