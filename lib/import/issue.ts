/** One thing wrong with one row: what, where, and what would be accepted. Collected, never thrown. */
export interface Issue {
  /** As the spreadsheet counts, the headings being row 1. */
  readonly row: number;
  /** The heading; null when the row as a whole is meant. */
  readonly column: string | null;
  /** The cell as it stands, cut to 80 characters. */
  readonly value: string;
  readonly kind: IssueKind;
  readonly accepted: string;
}

export const issueKinds = [
  "ragged",
  "open quote",
  "cell too long",
  "not text",
  "number",
  "range",
  "currency",
  "date",
  "yes-no",
  "tenure",
  "status",
  "end before start",
  "no identity",
  "repeated",
] as const;
export type IssueKind = (typeof issueKinds)[number];

const longestShown = 80;

export function shown(value: string): string {
  return value.length > longestShown ? `${value.slice(0, longestShown - 1)}…` : value;
}

/** What is wrong, without the place: the place is shown beside it. */
export function reasonOf(issue: Issue): string {
  const value = `“${issue.value}”`;
  switch (issue.kind) {
    case "ragged":
      return `The row has ${issue.value}.`;
    case "open quote":
      return "A quotation mark opens in the cell and never closes.";
    case "cell too long":
      return `The cell has ${issue.value} characters.`;
    case "not text":
      return "The cell contains characters that are not text.";
    case "number":
      return `${value} is not a number.`;
    case "range":
      return `${value} is not a range.`;
    case "currency":
      return `${value} is in another currency than the rest of the column.`;
    case "date":
      return `${value} is not a date that can be read.`;
    case "yes-no":
      return `${value} is neither yes nor no.`;
    case "tenure":
      return `${value} is not a length of time.`;
    case "status":
      return `Nobody has said whether ${value} means that the customer left.`;
    case "end before start":
      return `The end date ${value} is before the start date.`;
    case "no identity":
      return "The cell that names the customer is empty.";
    case "repeated":
      return `${value} stands in an earlier row already.`;
  }
}

/** What is wrong and what would be accepted, without the place. */
export const reasonAndRemedy = (issue: Issue): string => `${reasonOf(issue)} Accepted: ${issue.accepted}.`;

/** The whole sentence: where, what, what would be accepted. */
export function sentenceOfIssue(issue: Issue): string {
  const where = issue.column === null ? `Row ${issue.row}` : `Row ${issue.row}, “${issue.column}”`;
  return `${where}: ${reasonAndRemedy(issue)}`;
}
