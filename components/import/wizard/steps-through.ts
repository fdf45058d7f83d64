import { type Step, stepsOf } from "./address";
import { doubtfulColumns } from "./step-words";
import type { Looked } from "./use-preview";

/** The steps of these files. `isFirst`: nothing is in the workspace that one table of accounts could be joined with. */
export function stepsThrough({ files, preview }: Looked, isFirst: boolean): readonly Step[] {
  const isAlone = isFirst && files.length === 1 && files[0]?.source.tool === "own";
  return stepsOf(!isAlone || (preview !== undefined && preview.joins !== null));
}

/** Where the way on leads: past columns of which nothing is to be asked. */
export function stepAfter(steps: readonly Step[], step: Step, looked: Looked): Step | undefined {
  const after = steps[steps.indexOf(step) + 1];
  const asks = doubtfulColumns(looked) > 0 || (looked.preview?.blocked.length ?? 0) > 0;
  return after === "columns" && !asks ? steps[steps.indexOf(after) + 1] : after;
}
