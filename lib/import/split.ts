/** A row of more characters than this is a quote that was never closed, not a row. */
export const maxRowLength = 4_000_000;

export interface SplitRow {
  /** Counted as a spreadsheet counts: blank lines are rows, line breaks inside quotes are not. From 1. */
  readonly number: number;
  readonly cells: string[];
  /** Whether characters that are no text may be among the cells; false: they are not. */
  readonly suspect: boolean;
}

export interface Splitter {
  /** The complete rows that this piece of text finishes. */
  push(text: string): SplitRow[];
  /** The last row, when the file does not end with a line break. */
  end(): SplitRow[];
  /** The row in which a quote was opened and never closed; the rows after it cannot be told apart. */
  readonly brokenRow: number | null;
}

/** What the database cannot store, and what separates stored cells and rows (lib/import/cells.ts). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are looked for
export const notText = /[\u0000\u001e\u001f]/;

interface Scan {
  /** Null: the text ends before the row does. */
  cells: string[] | null;
  next: number;
}

/** One row beginning at `from` that may contain quotes. RFC 4180, lenient about text after a closing quote. */
function scanQuoted(text: string, from: number, delimiter: string, newline: string, last: boolean): Scan {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) return { cells: null, next: at };
        cell += text.slice(at, quote);
        at = quote + 1;
        if (at >= text.length && !last) return { cells: null, next: at };
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    let stop = at;
    while (stop < text.length && text[stop] !== delimiter && text[stop] !== newline) stop++;
    if (stop >= text.length && !last) return { cells: null, next: at };
    const atLineEnd = stop >= text.length || text[stop] === newline;
    const rest = text.slice(at, atLineEnd && text[stop - 1] === "\r" && stop > at ? stop - 1 : stop);
    cells.push(cell + rest);
    at = stop + 1;
    if (atLineEnd) return { cells, next: Math.min(at, text.length) };
  }
}

/**
 * Splits delimited text into rows of cells as it arrives, in pieces of any size. Lines without a quote, nearly
 * all of them, are cut in one step: that is what makes an import as fast as the database it feeds (a
 * general parser took several times longer for the same file; the tests hold the two to the same answer).
 * `newline` is "\r" only for files that have no line feed at all.
 */
export function createSplitter(delimiter: string, newline: "\n" | "\r" = "\n"): Splitter {
  let carry = "";
  let number = 0;
  let brokenRow: number | null = null;
  let suspect = false;

  function take(text: string, last: boolean): SplitRow[] {
    const rows: SplitRow[] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length && brokenRow === null) {
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const lineEnd = text.indexOf(newline, at);
      const stop = lineEnd < 0 ? text.length : lineEnd;
      if (quote >= 0 && quote < stop) {
        const scan = scanQuoted(text, at, delimiter, newline, last);
        if (scan.cells === null) {
          if (last) brokenRow = number + 1;
          break;
        }
        rows.push({ number: ++number, cells: scan.cells, suspect });
        at = scan.next;
        continue;
      }
      if (lineEnd < 0 && !last) break;
      const line = text.slice(at, text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop);
      rows.push({ number: ++number, cells: line.split(delimiter), suspect });
      at = stop + 1;
    }
    carry = text.slice(at);
    if (carry.length > maxRowLength) brokenRow = number + 1;
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
  };
}
