import type { SplitRow } from "#lib/import/split.ts";

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

export interface DataRows {
  /** The rows of data among these: without blank lines and footers. */
  pick<Row extends SplitRow>(rows: readonly Row[]): Row[];
  /** Lines below the table that are no data: the title and copyright lines of a report. */
  readonly footers: number;
}

/**
 * Tells data from what report exports put below it: lines of one cell after a blank line, in a table of several
 * columns. They are left out and counted, not complained of.
 */
export function createDataRows(width: number): DataRows {
  let afterBlank = false;
  let footers = 0;
  return {
    pick: (rows) =>
      rows.filter(({ cells }) => {
        if (isBlank(cells)) {
          afterBlank = true;
          return false;
        }
        if (afterBlank && width > 1 && cells.length === 1) {
          // Footers follow one another without a blank line between them, so the mark stays.
          footers++;
          return false;
        }
        afterBlank = false;
        return true;
      }),
    get footers() {
      return footers;
    },
  };
}
