import { isBlankRow } from "#lib/import/heading-row.ts";
import type { SplitRow } from "#lib/import/split.ts";

/** Lines below a table that are no data: the title and copyright lines of a report. */
export interface Footer {
  readonly lines: number;
  /** The beginnings of the first of them. */
  readonly texts: readonly string[];
}

export interface DataRows {
  /** Whether the next row of the file is data. */
  isData(row: Pick<SplitRow, "number" | "cells">): boolean;
  /** The rows of data among these: without blank lines and footers. */
  pick<Row extends SplitRow>(rows: readonly Row[]): Row[];
  /** Whether the last row was blank, or of a footer: the next one may be of a footer. */
  readonly isInDoubt: boolean;
  /** What was left out so far. */
  readonly footer: Footer;
}

const footerWords =
  /copyright|confidential|generated (?:by|on)|all rights reserved|do not distribute|^(?:grand )?totals?(?: \(\d+ records?\))?:?$/i;
/** Programs that fill up every line with delimiters: a row of a single filled cell is a line of text where there are so many. */
const fewestToBeFilledUp = 4;
const textsKept = 3;
const textLength = 80;

const filledWidth = (cells: readonly string[]): number =>
  cells.findLastIndex((cell) => cell.trim() !== "") + 1;

/** Whether a row that follows a blank line is of what reports write below their table. */
function isBelowTable(cells: readonly string[], width: number): boolean {
  if (width < 2 || cells.length === 1) return width > 1;
  const filled = filledWidth(cells);
  if (filled >= width) return false;
  return (filled === 1 && width >= fewestToBeFilledUp) || footerWords.test((cells[0] ?? "").trim());
}

/**
 * Tells data from what report exports put below it: after a blank line, lines of one cell in a table of several columns. They
 * are left out and counted, not complained of. Where somebody has said which row is the last of the table (`lastRow`; not
 * null), that alone decides.
 */
export function createDataRows(width: number, lastRow: number | null = null): DataRows {
  const footer = { lines: 0, texts: [] as string[] };
  let inDoubt = false;

  function isData({ number, cells }: Pick<SplitRow, "number" | "cells">): boolean {
    if (isBlankRow(cells)) {
      inDoubt = lastRow === null;
      return false;
    }
    const isFooter = lastRow === null ? inDoubt && isBelowTable(cells, width) : number > lastRow;
    // Footers follow one another without a blank line between them, so the doubt stays.
    if (!isFooter) {
      inDoubt = false;
      return true;
    }
    footer.lines++;
    const text = cells.find((cell) => cell.trim() !== "") ?? "";
    if (footer.texts.length < textsKept) footer.texts.push(text.trim().slice(0, textLength));
    return false;
  }

  return {
    isData,
    pick: (rows) => rows.filter(isData),
    get isInDoubt() {
      return inDoubt;
    },
    footer,
  };
}
