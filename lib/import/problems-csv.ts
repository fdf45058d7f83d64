import type { SetIssue } from "#lib/import/import-set.ts";
import { type Issue, reasonOf } from "#lib/import/issue.ts";

/** A cell that a spreadsheet would run as a formula is made text; quotes as in RFC 4180. */
function field(text: string): string {
  const neutral = /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}

const line = (cells: readonly string[]) => `${cells.map(field).join(",")}\r\n`;

export const problemsCsvHead: string = line([
  "Row",
  "Column",
  "Value",
  "What is wrong",
  "What would be accepted",
]);

/** One problem as a line of the table that is downloaded to mend a file by. */
export function problemCsvLine(issue: Issue): string {
  return line([String(issue.row), issue.column ?? "", issue.value, reasonOf(issue), issue.accepted]);
}

export const setProblemsCsvHead: string = line(["File", "Row", "Column", "Value", "What is wrong"]);

/** The same of several files; the sentence says what would be accepted. */
export function setProblemCsvLine({ fileName, row, column, value, message }: SetIssue): string {
  return line([fileName, row === null ? "" : String(row), column ?? "", value, message]);
}
