import type { PatternSheet } from "#lib/analysis/sheet.ts";

/** Whether the comparison keeps its direction within the strata. */
export function strataSentence({ by, all, within }: NonNullable<PatternSheet["strata"]>): string {
  const direction = Math.sign(all.inside - all.rest);
  const same = within.filter(({ inside, rest }) => Math.sign(inside - rest) === direction).length;
  const levels = `${within.length} levels of ${by}`;
  if (within.length === 1) return `Only one level of ${by} holds accounts of both kinds.`;
  if (same === within.length) return `In all ${levels} the difference points the same way.`;
  if (same === 0) return `In none of the ${levels} does the difference point the same way.`;
  return `In ${same} of the ${levels} the difference points the same way.`;
}
