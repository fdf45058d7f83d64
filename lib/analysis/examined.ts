import type { Leakage } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import type { LevelResult } from "#lib/analysis/measure.ts";
import type { Grouping } from "#lib/analysis/target.ts";

/** One attribute measured against one outcome, before the correction over all of them. */
export interface Examined {
  readonly levelled: LevelledAttribute;
  readonly grouping: Grouping;
  readonly results: readonly LevelResult[];
  readonly p: number;
  readonly leakage: readonly Leakage[];
  readonly leaking: boolean;
}
