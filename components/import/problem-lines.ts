import { type Issue, reasonAndRemedy } from "#lib/import/issue.ts";
import type { ProblemLine } from "./problem-list";

/** Problems of one file as lines of a list. */
export const linesOf = (issues: readonly Issue[]): ProblemLine[] =>
  issues.map((issue) => ({
    file: null,
    row: issue.row,
    column: issue.column,
    message: reasonAndRemedy(issue),
  }));
