import { type CellProblem, maxRowLength, readQuotedRow } from "#lib/import/quoted-row.ts";

export interface SplitRow {
  /** Counted as a spreadsheet counts: blank lines are rows, line breaks inside quotes are not. From 1. */
  readonly number: number;
  /** Exactly as written between the delimiters: nothing trimmed. A blank line is one empty cell. */
  readonly cells: string[];
  /** Whether characters that are no text may be among the cells; false: they are not. */
  readonly suspect: boolean;
  /** The malformed cells; absent where nobody has looked. */
  readonly problems?: readonly CellProblem[];
}

/** A row as it was read from a file. */
export interface ExactRow extends SplitRow {
  readonly problems: readonly CellProblem[];
}

export interface Splitter {
  /** The complete rows that this piece of text finishes. */
  push(text: string): ExactRow[];
  /** What is left when the file ends without a line break, or inside a quote. */
  end(): ExactRow[];
  /** The row whose line does not end within four million characters; nothing is read after it. */
  readonly brokenRow: number | null;
  /** Whether the text so far ends within a row. */
  readonly isWithinRow: boolean;
}

/** What the database cannot store, and what separates stored cells and rows (lib/import/cells.ts). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
export const notText = /[\u0000\u001e\u001f]/;

const allNotText = new RegExp(notText, "g");

/** A cell with what cannot be stored in it replaced. */
export const storableCell = (cell: string): string => cell.replaceAll(allNotText, "\ufffd");

const noProblems: readonly CellProblem[] = [];

/**
 * Reads delimited text into rows of cells exactly as they are written (RFC 4180), in pieces of any size, and says which
 * cells do not keep to it. Nothing is lost: a cell with text after its closing mark keeps its marks, marks inside a bare cell are
 * text, and where a mark is never closed (to the end of the file, or over four million characters) that row alone is read
 * again with the mark as text. Lines without a mark, nearly all of them, are cut in one step: that is what makes an import as
 * fast as the database it feeds. Without a delimiter a row is one cell. Line ends are \n and \r\n, or \r where `newline` is: for files that have no line feed at all.
 */
export function createSplitter(delimiter: string, newline: "\n" | "\r" = "\n"): Splitter {
  const dialect = { delimiter, newline };
  const returnsCut = newline === "\n";
  let carry = "";
  let number = 0;
  let brokenRow: number | null = null;
  let suspect = false;

  function take(text: string, last: boolean): ExactRow[] {
    const rows: ExactRow[] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const lineEnd = text.indexOf(newline, at);
      const stop = lineEnd < 0 ? text.length : lineEnd;
      if (quote >= 0 && quote < stop) {
        const row = readQuotedRow(text, at, dialect, last);
        if (row === null) break;
        rows.push({ number: ++number, cells: row.cells, suspect, problems: row.problems });
        at = row.next;
        continue;
      }
      if (lineEnd < 0 && !last) break;
      const cut = returnsCut && lineEnd > at && text.charCodeAt(stop - 1) === 13;
      const line = text.slice(at, cut ? stop - 1 : stop);
      const cells = delimiter === "" ? [line] : line.split(delimiter);
      rows.push({ number: ++number, cells, suspect, problems: noProblems });
      at = stop + 1;
    }
    carry = text.slice(at);
    if (carry.length > 2 * maxRowLength) brokenRow = number + 1;
    return rows;
  }

  return {
    push(text) {
      if (brokenRow !== null) return [];
      // Looked for once per piece instead of once per cell; what is carried over stays suspect.
      const inCarry: boolean = suspect && carry !== "";
      suspect = inCarry || notText.test(text);
      return take(carry + text, false);
    },
    end: () => (brokenRow === null && carry !== "" ? take(carry, true) : []),
    get brokenRow() {
      return brokenRow;
    },
    get isWithinRow() {
      return carry !== "";
    },
  };
}
