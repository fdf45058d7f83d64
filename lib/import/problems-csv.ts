import { csvLine } from "#lib/import/csv.ts";
import type { SetIssue } from "#lib/import/import-set.ts";

export const problemsCsvHead: string = csvLine(["File", "Row", "Column", "Value", "What is wrong"]);

/** One problem as a line of the table that is downloaded to mend files by; the sentence says what would be accepted. */
export function problemCsvLine({ fileName, row, column, value, message }: SetIssue): string {
  return csvLine([fileName, row === null ? "" : String(row), column ?? "", value, message]);
}
