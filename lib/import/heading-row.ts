import type { ExactRow } from "#lib/import/split.ts";

/** Where the headings of a table stand. */
export interface HeadingRow {
  /** As a spreadsheet counts. */
  readonly row: number;
  /** Filled rows above it: the title of a report. They are no data. */
  readonly titles: number;
}

const mostTitles = 10;
const rowsJudged = 200;
const isNumber = /^[\s\d.,:%/€$£+-]+$/;

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");
export const filledIn = (cells: readonly string[]): number =>
  cells.filter((cell) => cell.trim() !== "").length;

/** The width that most rows of several cells have; the greater of two that as many have. 0: there are none. */
export function usualWidth(rows: readonly ExactRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) {
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}

/** Headings are words in most of their cells. */
function looksLikeHeadings(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  return filled.filter((cell) => isNumber.test(cell)).length * 2 <= filled.length;
}

/**
 * Finds the headings among the first rows of a text: the first row that is no blank line, or, where up to ten rows of one or
 * two filled cells stand above a table of several columns, the first row of that table. A title is believed only where most
 * rows below are of that table, because a short first row is as often a mistake of the table as the title of a report.
 */
export function findHeadingRow(rows: readonly ExactRow[]): HeadingRow {
  const judged = rows.slice(0, rowsJudged);
  const first = judged.find(({ cells }) => cells.length > 1 || !isBlankRow(cells)) ?? judged[0];
  const itself = { row: first?.number ?? 1, titles: 0 };
  const filled = judged.filter(({ cells }) => !isBlankRow(cells));
  const width = usualWidth(filled);
  const least = Math.max(2, Math.ceil(width / 2));
  const at = filled.findIndex(({ cells }) => cells.length === width && filledIn(cells) >= least);
  const head = filled[at];
  if (at < 1 || at > mostTitles || head === undefined) return itself;
  const above = filled.slice(0, at);
  if (!above.every(({ cells }) => filledIn(cells) <= Math.min(2, least - 1))) return itself;
  const below = filled.slice(at + 1);
  const even = below.filter(({ cells }) => cells.length === width).length;
  const isApart = head.number - (above.at(-1)?.number ?? 0) > 1;
  // One heading above rows of two cells is a column of names with commas in them, as often as it is a title.
  const isSure = width > 2 && even >= 2 && even * 4 >= below.length * 3;
  const isTable = isApart ? even >= 1 && even * 2 >= below.length : isSure;
  return isTable && looksLikeHeadings(head.cells) ? { row: head.number, titles: at } : itself;
}
