import { type Step, stepsOf } from "./address";
import { asksInColumns, holdsNothing } from "./step-words";
import type { Looked } from "./use-preview";

/**
 * The steps of these files: of what cannot be read there is only the first. `isFirst`: nothing is in the workspace that one
 * table of accounts could be joined with.
 */
export function stepsThrough(looked: Looked, isFirst: boolean): readonly Step[] {
  const { files, preview } = looked;
  if (holdsNothing(looked)) return ["files"];
  const isAlone = isFirst && files.length === 1 && files[0]?.source.tool === "own";
  return stepsOf(!isAlone || (preview !== undefined && preview.joins !== null));
}

/** Where the way on leads: past columns of which nothing is to be asked. */
export function stepAfter(steps: readonly Step[], step: Step, looked: Looked): Step | undefined {
  const after = steps[steps.indexOf(step) + 1];
  return after === "columns" && !asksInColumns(looked) ? steps[steps.indexOf(after) + 1] : after;
}
