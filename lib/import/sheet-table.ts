import { csvCell } from "#lib/import/csv.ts";
/** A row of a sheet: its number from 1, and its cells as text; those that are not there are undefined. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly (string | undefined)[];
}

/** Cells shown as one: rows from 1, columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface SheetHead {
  readonly headings: readonly string[];
  /** The number of the last row that belongs to the headings. */
  readonly row: number;
  /** Filled rows above the headings: the title of a report. They are no data. */
  readonly titles: number;
}

/** Rows looked at to find the headings. */
export const headRows = 30;

const filledIn = (row: SheetRow) =>
  row.cells.filter((cell) => cell !== undefined && cell.trim() !== "").length;

function widthOf(rows: readonly SheetRow[]): number {
  let width = 0;
  for (const { cells } of rows) {
    for (let i = cells.length; i > width; i--) {
      if ((cells[i - 1] ?? "").trim() === "") continue;
      width = i;
      break;
    }
  }
  return width;
}

/** Whether cells are missing where merged headings would leave them out: only then is it worth looking for merges. */
export function mayBeMerged(rows: readonly SheetRow[]): boolean {
  const width = widthOf(rows);
  return rows.slice(0, 6).some((row) => filledIn(row) < width);
}

/** A group above several headings: merged over more than one column, but no title over all of them. */
function hasGroup(row: SheetRow | undefined, merges: readonly Merge[], width: number): boolean {
  if (row === undefined) return false;
  return merges.some(
    ({ top, bottom, left, right }) =>
      top <= row.number && bottom >= row.number && right > left && right - left + 1 < width && left < width,
  );
}

/** What stands in a cell, or in the merged cells that it is part of. */
function filler(rows: readonly SheetRow[], merges: readonly Merge[]) {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return (number: number, column: number): string => {
    const own = (byNumber.get(number)?.cells[column] ?? "").trim();
    if (own !== "") return own;
    const merge = merges.find(
      ({ top, bottom, left, right }) =>
        top <= number && number <= bottom && left <= column && column <= right,
    );
    return merge === undefined ? "" : (byNumber.get(merge.top)?.cells[merge.left] ?? "").trim();
  };
}

/**
 * Finds the headings of a sheet among its first rows: the first row that is at least half as filled as the fullest one, with the
 * rows of groups above and below it (`Revenue` over `2024` and `2025` gives `Revenue 2024` and `Revenue 2025`). Null: no row
 * is filled.
 */
export function findHead(rows: readonly SheetRow[], merges: readonly Merge[]): SheetHead | null {
  const filled = rows.filter((row) => filledIn(row) > 0);
  const most = Math.max(0, ...filled.map(filledIn));
  // A title fills one cell, also above a table of two columns.
  const least = Math.min(most, Math.max(2, most / 2));
  const at = filled.findIndex((row) => filledIn(row) >= least);
  const row = filled[at];
  if (row === undefined) return null;
  const width = widthOf(filled);
  const above = filled[at - 1];
  const first = above?.number === row.number - 1 && hasGroup(above, merges, width) ? above : row;
  let last = row.number;
  if (first === row && hasGroup(row, merges, width)) last++;
  for (const { top, bottom, left } of merges) {
    if (top >= first.number && top <= row.number && left < width)
      last = Math.max(last, Math.min(bottom, row.number + 3));
  }
  const cellAt = filler(rows, merges);
  const headings = Array.from({ length: width }, (_, column) => {
    const parts: string[] = [];
    for (let number = first.number; number <= last; number++) {
      const part = cellAt(number, column);
      if (part !== "" && parts.at(-1) !== part) parts.push(part);
    }
    return parts.join(" ");
  });
  return { headings, row: last, titles: filled.indexOf(first) };
}

/** The headings as somebody has said: the row of this number, or the next that is filled. Null: there is none. */
export function headAt(rows: readonly SheetRow[], said: number): SheetHead | null {
  const filled = rows.filter((row) => filledIn(row) > 0);
  const at = filled.findIndex(({ number }) => number >= said);
  const row = filled[at];
  if (row === undefined) return null;
  const headings = Array.from({ length: widthOf(filled.slice(at)) }, (_, i) => (row.cells[i] ?? "").trim());
  return { headings, row: row.number, titles: at };
}

export interface SheetText {
  /** The lines that this row adds, those of the empty rows before it too. */
  row(row: SheetRow): string;
}

/**
 * Writes a sheet as comma-separated text that keeps its row numbers: titles and the upper rows of headings become blank
 * lines, and a line feed inside a cell is quoted. Rows up to the headings must not be given.
 */
export function writeSheet(head: SheetHead): { readonly start: string; readonly text: SheetText } {
  const width = head.headings.length;
  let written = head.row;
  let below = false;
  return {
    start: `${"\n".repeat(head.row - 1)}${head.headings.map(csvCell).join(",")}\n`,
    text: {
      row({ number, cells }) {
        if (number <= written) return "";
        const blank = number - written - 1;
        let end = cells.length;
        while (end > 0 && (cells[end - 1] ?? "") === "") end--;
        written = number;
        const lines = "\n".repeat(blank);
        if (end === 0) return `${lines}\n`;
        // The last lines of a report, after an empty row, are told from data by their one cell.
        below = end === 1 && (below || blank > 0);
        const length = below ? 1 : Math.max(width, end);
        const line: string[] = [];
        for (let i = 0; i < length; i++) line.push(csvCell(cells[i] ?? ""));
        return `${lines}${line.join(",")}\n`;
      },
    },
  };
}
