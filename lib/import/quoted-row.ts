/** Why the quotation marks of a row are not as RFC 4180 wants them. */
export type QuoteProblem =
  | "never closed"
  | "mark not doubled"
  | "text after the closing mark"
  | "spaces after the closing mark"
  | "mark inside a bare cell";

/** A malformed cell (from 0), and why; it was read all the same. */
export interface CellProblem {
  readonly cell: number;
  readonly problem: QuoteProblem;
}

/** A row of more characters than this is a quote that was never closed, not a row. */
export const maxRowLength = 4_000_000;

/** How cells and rows end; \r alone ends rows only where `newline` says so. */
export interface Dialect {
  readonly delimiter: string;
  readonly newline: "\n" | "\r";
}

interface Cell {
  readonly text: string;
  /** Where the delimiter or line end after it stands; the length of the text when nothing stands there. */
  readonly next: number;
  readonly problem: QuoteProblem | null;
}

/** More text is needed to tell. */
const unfinished = Symbol("unfinished");
const carriageReturn = 13;
const markCode = 34;

/** Of a bare cell: up to the delimiter or the line end. */
function bareEnd(text: string, from: number, { delimiter, newline }: Dialect): number {
  const delimiterCode = delimiter.charCodeAt(0);
  const newlineCode = newline.charCodeAt(0);
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === delimiterCode || code === newlineCode) break;
  }
  return at;
}

function isLineEnd(text: string, at: number, { newline }: Dialect): boolean {
  return text[at] === newline || (newline === "\n" && text[at] === "\r" && text[at + 1] === "\n");
}

/** A carriage return before the line feed, or at the end of the file, belongs to the line end. */
function withoutReturn(text: string, from: number, to: number): string {
  return text.slice(from, to > from && text.charCodeAt(to - 1) === carriageReturn ? to - 1 : to);
}

function bareText(text: string, from: number, to: number, { newline }: Dialect): string {
  return newline === "\n" && text[to] === "\n" ? withoutReturn(text, from, to) : text.slice(from, to);
}

function readBare(text: string, from: number, dialect: Dialect, last: boolean): Cell | typeof unfinished {
  const next = bareEnd(text, from, dialect);
  if (next >= text.length && !last) return unfinished;
  const cell = bareText(text, from, next, dialect);
  return { text: cell, next, problem: cell.includes('"') ? "mark inside a bare cell" : null };
}

/** Null: the mark is never closed. */
function readQuoted(
  text: string,
  from: number,
  dialect: Dialect,
  last: boolean,
): Cell | typeof unfinished | null {
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
  const end = endOf(text, at, dialect);
  if (end >= 0) return { text: cell, next: end, problem: null };
  let past = at;
  while (isSpace(text, past, dialect)) past++;
  if (past + 1 >= text.length && !last) return unfinished;
  const endPast = past > at ? endOf(text, past, dialect) : -1;
  if (endPast >= 0) return { text: cell, next: endPast, problem: "spaces after the closing mark" };
  return readStray(text, from, at, dialect, last);
}

const isSpace = (text: string, at: number, { delimiter }: Dialect) =>
  text[at] === " " || (text[at] === "\t" && delimiter !== "\t");

/** Where the delimiter or the line end stands if the cell ends here; -1: it does not. */
function endOf(text: string, at: number, dialect: Dialect): number {
  if (at >= text.length || text[at] === dialect.delimiter) return at;
  if (!isLineEnd(text, at, dialect)) return -1;
  return text[at] === dialect.newline ? at : at + 1;
}

/**
 * Of a quoted cell with text after its closing mark at `from` to `at`: closed by the last mark before the first delimiter that
 * follows a mark, if that stands in the same line, or it would swallow rows; else as it stands, marks and all.
 */
function readStray(
  text: string,
  from: number,
  at: number,
  dialect: Dialect,
  last: boolean,
): Cell | typeof unfinished {
  const { delimiter, newline } = dialect;
  const found = text.indexOf(newline, at);
  if (found < 0 && !last) return unfinished;
  const lineEnd = found < 0 ? text.length : found;
  for (let mark = text.indexOf('"', at); mark >= 0 && mark < lineEnd; mark = text.indexOf('"', mark + 1)) {
    const ends =
      mark + 1 >= text.length || text[mark + 1] === delimiter || isLineEnd(text, mark + 1, dialect);
    if (!ends) continue;
    const next = text[mark + 1] === delimiter ? mark + 1 : lineEnd;
    return { text: text.slice(from + 1, mark).replaceAll('""', '"'), next, problem: "mark not doubled" };
  }
  const next = bareEnd(text, at, dialect);
  return { text: bareText(text, from, next, dialect), next, problem: "text after the closing mark" };
}

/** Where a well-formed cell ends at a delimiter, or a bare one at the line end, as nearly all do; -1 for the others. */
function plainEnd(text: string, from: number, delimiterCode: number, newlineCode: number): number {
  if (text.charCodeAt(from) === markCode) {
    const mark = text.indexOf('"', from + 1);
    return mark >= 0 && text.charCodeAt(mark + 1) === delimiterCode ? mark + 1 : -1;
  }
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === delimiterCode || code === newlineCode) return at;
    if (code === markCode) return -1;
  }
  return -1;
}

const noProblems: readonly CellProblem[] = [];

/**
 * One row beginning at `from` that has quotation marks in it; null: the text ends before the row does. Where a mark is never
 * closed the row is read on with the marks as text, so that the rows after it stay rows.
 */
export function readQuotedRow(
  text: string,
  from: number,
  dialect: Dialect,
  last: boolean,
): { readonly cells: string[]; readonly problems: readonly CellProblem[]; readonly next: number } | null {
  const delimiterCode = dialect.delimiter.charCodeAt(0);
  const newlineCode = dialect.newline.charCodeAt(0);
  const cells: string[] = [];
  let problems: CellProblem[] | null = null;
  let at = from;
  let broken = false;
  for (;;) {
    const isQuoted = !broken && text.charCodeAt(at) === markCode;
    const end = broken ? -1 : plainEnd(text, at, delimiterCode, newlineCode);
    if (end >= 0) {
      const isLast = text.charCodeAt(end) === newlineCode;
      if (isQuoted) cells.push(text.slice(at + 1, end - 1));
      else cells.push(isLast ? bareText(text, at, end, dialect) : text.slice(at, end));
      at = end + 1;
      if (isLast) return { cells, problems: problems ?? noProblems, next: at };
      continue;
    }
    const quoted = isQuoted ? readQuoted(text, at, dialect, last) : undefined;
    if (quoted === null) {
      problems = [...(problems ?? []), { cell: cells.length, problem: "never closed" }];
      broken = true;
    }
    const cell = quoted ?? readBare(text, at, dialect, last);
    if (cell === unfinished) return null;
    // In a row read again with its marks as text, they have been complained of.
    if (cell.problem !== null && !broken)
      problems = [...(problems ?? []), { cell: cells.length, problem: cell.problem }];
    cells.push(cell.text);
    at = cell.next;
    if (at >= text.length || text.charCodeAt(at) === newlineCode) break;
    at++;
  }
  return { cells, problems: problems ?? noProblems, next: at + 1 };
}
