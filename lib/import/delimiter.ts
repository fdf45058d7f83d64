import { createSplitter } from "#lib/import/split.ts";

/** The comma last: of two that fit equally well it is the one that stands in ordinary text. */
export const delimiters = ["\t", ";", "|", ","] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Layout {
  readonly delimiter: Delimiter;
  readonly newline: "\n" | "\r";
  /** Rows before the headings: Excel's `sep=;` line, and blank lines. */
  readonly rowsBefore: number;
}

const sampleRows = 200;
const sampleLength = 65_536;

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/** How well the text falls into columns: the share of rows as wide as the headings, better for more columns. */
function score(text: string, delimiter: Delimiter, newline: "\n" | "\r"): number {
  const rows = createSplitter(delimiter, newline)
    .push(text)
    .slice(0, sampleRows)
    .filter((row) => !isBlank(row.cells));
  const width = rows[0]?.cells.length ?? 0;
  if (width < 2) return 0;
  const even = rows.filter((row) => row.cells.length === width).length;
  return (even / rows.length) * (1 - 1 / width);
}

/**
 * Finds the delimiter from the beginning of a file: the one under which rows are as wide as the first row.
 * A file of one column gets the comma. Looks at the first 65,536 characters and 200 rows at most.
 */
export function detectLayout(start: string): Layout {
  const head = start.slice(0, sampleLength);
  const newline = head.includes("\n") || !head.includes("\r") ? "\n" : "\r";
  const text = head.endsWith(newline) ? head : `${head}${newline}`;
  const hint = /^sep=([,;\t|])\r?[\n\r]/i.exec(text);
  const hinted = delimiters.find((delimiter) => delimiter === hint?.[1]);
  const body = hint === null ? text : text.slice(hint[0].length);
  const blankRows = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0].split("\n").length ?? 1;
  const rowsBefore = (hint === null ? 0 : 1) + (newline === "\n" ? blankRows - 1 : 0);
  if (hinted !== undefined) return { delimiter: hinted, newline, rowsBefore };
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const found = score(body, delimiter, newline);
    if (found > bestScore) {
      best = delimiter;
      bestScore = found;
    }
  }
  return { delimiter: best, newline, rowsBefore };
}
