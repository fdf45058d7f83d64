import { csvLine } from "#lib/import/csv.ts";
import type { SetIssue } from "#lib/import/import-set.ts";
import { type Issue, reasonOf } from "#lib/import/issue.ts";

export const problemsCsvHead: string = csvLine([
  "Row",
  "Column",
  "Value",
  "What is wrong",
  "What would be accepted",
]);

/** One problem as a line of the table that is downloaded to mend a file by. */
export function problemCsvLine(issue: Issue): string {
  return csvLine([String(issue.row), issue.column ?? "", issue.value, reasonOf(issue), issue.accepted]);
}

export const setProblemsCsvHead: string = csvLine(["File", "Row", "Column", "Value", "What is wrong"]);

/** The same of several files; the sentence says what would be accepted. */
export function setProblemCsvLine({ fileName, row, column, value, message }: SetIssue): string {
  return csvLine([fileName, row === null ? "" : String(row), column ?? "", value, message]);
}
