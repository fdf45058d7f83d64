import { maxRowLength } from "#lib/import/split.ts";

/** Why the quotation marks of a row are not as RFC 4180 wants them. */
export const quoteProblems = [
  "never closed",
  "mark not doubled",
  "text after the closing mark",
  "mark inside a bare cell",
] as const;
export type QuoteProblem = (typeof quoteProblems)[number];

export interface ExactRow {
  /** From 1, as a spreadsheet counts: blank lines are rows, line breaks inside quotes are not. */
  readonly number: number;
  /** Exactly as written between the delimiters: nothing trimmed. A blank line is one empty cell. */
  readonly cells: string[];
  /** The cells (from 0) that are malformed, and why; they were read all the same. */
  readonly problems: readonly { readonly cell: number; readonly problem: QuoteProblem }[];
}

export interface ExactReader {
  /** The complete rows that this piece of text finishes. */
  push(text: string): ExactRow[];
  /** What is left when the file ends without a line break, or inside a quote. */
  end(): ExactRow[];
}

type Found = ExactRow["problems"][number];

interface Cell {
  readonly text: string;
  /** Where the delimiter or line end after it stands; the length of the text when nothing stands there. */
  readonly next: number;
  readonly problem: QuoteProblem | null;
}

const noProblems: readonly Found[] = [];
/** More text is needed to tell. */
const unfinished = Symbol("unfinished");
const carriageReturn = "\r";

/**
 * Reads delimited text into rows of cells exactly as they are written (RFC 4180), in pieces of any size, and says which
 * cells do not keep to it. Nothing is lost: a cell with text after its closing mark keeps its marks, marks inside a bare cell are
 * text, and where a mark is never closed (to the end of the file, or over four million characters) that row alone is read
 * again with the mark as text, so that the rows after it stay rows. Line ends are \n and \r\n, or \r where `newline` is.
 */
export function createExactReader(delimiter: string, newline: "\n" | "\r"): ExactReader {
  let carry = "";
  let number = 0;

  /** Of a bare cell: up to the delimiter or the line end. */
  function bareEnd(text: string, from: number): number {
    let at = from;
    while (at < text.length && text[at] !== delimiter && text[at] !== newline) at++;
    return at;
  }

  function isLineEnd(text: string, at: number): boolean {
    return text[at] === newline || (newline === "\n" && text[at] === carriageReturn && text[at + 1] === "\n");
  }

  /** A carriage return before the line feed belongs to the line end. */
  function bareText(text: string, from: number, to: number): string {
    const cut = newline === "\n" && text[to] === "\n" && to > from && text[to - 1] === carriageReturn;
    return text.slice(from, cut ? to - 1 : to);
  }

  function readBare(text: string, from: number, last: boolean): Cell | typeof unfinished {
    const next = bareEnd(text, from);
    if (next >= text.length && !last) return unfinished;
    const cell = bareText(text, from, next);
    return { text: cell, next, problem: cell.includes('"') ? "mark inside a bare cell" : null };
  }

  function readQuoted(text: string, from: number, last: boolean): Cell | typeof unfinished | null {
    let cell = "";
    let at = from + 1;
    for (;;) {
      const mark = text.indexOf('"', at);
      if (mark < 0) return last || text.length - from > maxRowLength ? null : unfinished;
      cell += text.slice(at, mark);
      at = mark + 1;
      // Whether the mark is doubled, or the line ends after it, may stand in the next piece.
      if (at + 1 >= text.length && !last) return unfinished;
      if (text[at] !== '"') break;
      cell += '"';
      at++;
    }
    if (at >= text.length || text[at] === delimiter) return { text: cell, next: at, problem: null };
    if (isLineEnd(text, at)) {
      return { text: cell, next: text[at] === newline ? at : at + 1, problem: null };
    }
    return readStray(text, from, at, last);
  }

  /**
   * Of a quoted cell with text after its closing mark at `from` to `at`: closed by the last mark before the first delimiter that
   * follows a mark, if that stands in the same line, or it would swallow rows; else as it stands, marks and all.
   */
  function readStray(text: string, from: number, at: number, last: boolean): Cell | typeof unfinished {
    const found = text.indexOf(newline, at);
    if (found < 0 && !last) return unfinished;
    const lineEnd = found < 0 ? text.length : found;
    for (let mark = text.indexOf('"', at); mark >= 0 && mark < lineEnd; mark = text.indexOf('"', mark + 1)) {
      const ends = mark + 1 >= text.length || text[mark + 1] === delimiter || isLineEnd(text, mark + 1);
      if (!ends) continue;
      const next = text[mark + 1] === delimiter ? mark + 1 : lineEnd;
      return { text: text.slice(from + 1, mark).replaceAll('""', '"'), next, problem: "mark not doubled" };
    }
    const next = bareEnd(text, at);
    return { text: bareText(text, from, next), next, problem: "text after the closing mark" };
  }

  /** Nearly all lines have no mark in them and are cut in one step. */
  function readPlainLine(text: string, from: number, last: boolean): { row: ExactRow; next: number } | null {
    const found = text.indexOf(newline, from);
    if (found < 0 && !last) return null;
    const end = found < 0 ? text.length : found;
    const line = bareText(text, from, end);
    if (line.includes('"')) return null;
    return { row: { number: ++number, cells: line.split(delimiter), problems: noProblems }, next: end + 1 };
  }

  function readRow(text: string, from: number, last: boolean): { row: ExactRow; next: number } | null {
    const plain = readPlainLine(text, from, last);
    if (plain !== null) return plain;
    const cells: string[] = [];
    const problems: Found[] = [];
    let at = from;
    let broken = false;
    for (;;) {
      const quoted = !broken && text[at] === '"' ? readQuoted(text, at, last) : undefined;
      if (quoted === null) {
        problems.push({ cell: cells.length, problem: "never closed" });
        broken = true;
      }
      const cell = quoted ?? readBare(text, at, last);
      if (cell === unfinished) return null;
      // In a row read again with its marks as text, they have been complained of.
      if (cell.problem !== null && !broken) problems.push({ cell: cells.length, problem: cell.problem });
      cells.push(cell.text);
      at = cell.next;
      if (at >= text.length || text[at] === newline) break;
      at++;
    }
    return { row: { number: ++number, cells, problems }, next: at + 1 };
  }

  function take(text: string, last: boolean): ExactRow[] {
    const rows: ExactRow[] = [];
    let at = 0;
    while (at < text.length) {
      const found = readRow(text, at, last);
      if (found === null) break;
      rows.push(found.row);
      at = found.next;
    }
    carry = text.slice(at);
    return rows;
  }

  return {
    push: (text) => take(carry + text, false),
    end: () => take(carry, true),
  };
}
