import { rowSeparator } from "#lib/import/cells.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import type { Cut } from "#lib/import/delimiter.ts";
import { maxRowLength } from "#lib/import/quoted-row.ts";
import { createSplitter, type ExactRow, type Splitter } from "#lib/import/split.ts";

/** Who takes the cells of a table that is read from its bytes. */
export interface CellTaker {
  /** A row begins. What was taken of one that is read the usual way after all is to be forgotten. */
  begin(): void;
  /** The next cell of the row, and any hash of it, the same for the same bytes. False: the row must be read the usual way. */
  cell(column: number, bytes: Buffer, from: number, to: number, hash: number): boolean;
  /** All cells of the row have been taken. */
  end(bytes: Buffer, rowNumber: number, isAscii: boolean): "usual" | "keep" | "drop";
  /** Rows of data that were read the usual way. */
  usual(rows: readonly ExactRow[]): void;
}

export interface ByteRows {
  /** Reads a piece of a file in UTF-8; the first one begins with what is above the headings. */
  push(bytes: Uint8Array): void;
  /** The file has ended. */
  end(): void;
  /** Keeps the packed cells of a row that was read the usual way. */
  keep(packed: string): void;
  /** The cells of the rows kept since this was last asked, packed and joined (lib/import/cells.ts), in UTF-8. */
  kept(): Buffer;
  /** The row whose line does not end within four million characters; nothing is read after it. */
  readonly brokenRow: number | null;
}

const [newline, carriageReturn, mark] = [10, 13, 34];
const [cellEnd, rowEnd] = [0x1f, 0x1e];
const hashSeed = 0x811c9dc5 | 0;
const hashPrime = 0x01000193;

/**
 * Cuts a table of `width` columns into cells without making a text of each; a row with anything out of the ordinary (a
 * doubled mark, a character that is no text, too many or too few cells, or where the taker asks for it) goes the usual way
 * through the splitter. The tests of those who take the cells hold the two to the same rows.
 */
export function createByteRows(layout: Cut, width: number, taker: CellTaker): ByteRows {
  const delimiter = layout.delimiter.charCodeAt(0);
  const dataRows = createDataRows(width, layout.lastRow);
  const lastRow = layout.lastRow ?? Number.POSITIVE_INFINITY;
  let out = Buffer.allocUnsafe(0);
  let filled = 0;
  /** The pieces of the file, one after the other in the same place; what is carried over from one to the next comes first. */
  let pieces = Buffer.alloc(0);
  let carried = 0;
  let rowsPassed = 0;
  let headingsPassed = false;
  /** Reads what cannot be read here, until the row it is in has ended. */
  let splitter: Splitter | null = null;
  let brokenRow: number | null = null;
  /** A blank line has gone by: what follows may be the footer of a report. */
  let isInDoubt = false;

  function endRow(isAscii: boolean): "usual" | "keep" | "drop" {
    const fate = taker.end(out, rowsPassed + 1, isAscii);
    if (fate === "usual") return fate;
    rowsPassed++;
    return fate;
  }

  /** Reads the row that begins at `from`, and returns where the next one does; -1: it must be read the usual way. */
  function quickRow(data: Buffer, from: number): number {
    // Locals, because what a closure shares is loaded and stored anew with every byte.
    const target = out;
    let at = filled;
    let cellStart = at;
    let column = 0;
    let hash = hashSeed;
    let seen = 0;
    let isBlank = true;
    let closed = false;
    taker.begin();
    for (let i = from; ; i++) {
      const byte = data[i] ?? newline;
      if (byte === delimiter) {
        if (column >= width || !taker.cell(column, target, cellStart, at, hash)) return -1;
        column++;
        target[at++] = cellEnd;
        cellStart = at;
        hash = hashSeed;
        closed = false;
      } else if (byte > mark && !closed) {
        let bare = byte;
        // Nearly all bytes of a file pass here, one after the other.
        do {
          target[at++] = bare;
          hash = Math.imul(hash ^ bare, hashPrime);
          seen |= bare;
          isBlank &&= bare >= 127;
          bare = data[++i] ?? newline;
        } while (bare > mark && bare !== delimiter);
        i--;
      } else if (byte === newline || (byte === carriageReturn && data[i + 1] === newline)) {
        if (column !== width - 1 || isBlank || !taker.cell(column, target, cellStart, at, hash)) return -1;
        const fate = endRow(seen < 128);
        if (fate === "usual") return -1;
        if (fate === "keep") {
          target[at++] = rowEnd;
          filled = at;
        }
        return byte === newline ? i + 1 : i + 2;
      } else if (byte === mark && at === cellStart && !closed) {
        const close = data.indexOf(mark, i + 1);
        if (close < 0) return -1;
        for (i++; i < close; i++) {
          const inside = data[i] ?? 0;
          if (inside === newline || inside === 0 || inside === cellEnd || inside === rowEnd) return -1;
          target[at++] = inside;
          hash = Math.imul(hash ^ inside, hashPrime);
          seen |= inside;
          if (inside > 32 && inside < 127) isBlank = false;
        }
        closed = true;
      } else if (closed || byte === mark || byte === 0 || byte === cellEnd || byte === rowEnd) return -1;
      else {
        target[at++] = byte;
        hash = Math.imul(hash ^ byte, hashPrime);
        if (byte > 32) isBlank = false;
      }
    }
  }

  function usualRows(rows: readonly ExactRow[]): void {
    const numbered = rows.map((row) => ({ ...row, number: row.number + rowsPassed }));
    const inTable = numbered.filter((row) => row.number > layout.rowsBefore);
    const below = headingsPassed ? inTable : inTable.slice(1);
    headingsPassed ||= inTable.length > 0;
    const picked = dataRows.pick(below);
    isInDoubt = dataRows.isInDoubt;
    taker.usual(picked);
  }

  function room(bytes: number): void {
    if (filled + bytes <= out.length) return;
    const grown = Buffer.allocUnsafe(Math.max(out.length * 2, filled + bytes));
    out.copy(grown, 0, 0, filled);
    out = grown;
  }

  /** Reads rows the usual way, line by line at first: a mark that is never closed would be looked for in each again. */
  function usual(data: Buffer, from: number, end: number): number {
    const isNew = splitter === null;
    splitter ??= createSplitter(layout.delimiter, layout.newline);
    const lineEnd = data.indexOf(newline, from) + 1;
    const to = isNew && lineEnd > 0 ? lineEnd : end;
    const rows = splitter.push(data.toString("utf8", from, to));
    const passed = rows.at(-1)?.number ?? 0;
    usualRows(rows);
    if (splitter.brokenRow !== null) brokenRow = rowsPassed + splitter.brokenRow;
    else if (!splitter.isWithinRow) {
      rowsPassed += passed;
      splitter = null;
    }
    return to;
  }

  return {
    push(bytes) {
      if (brokenRow !== null) return;
      const length = carried + bytes.length;
      if (length > pieces.length) pieces = Buffer.concat([pieces.subarray(0, carried)], 2 * length);
      pieces.set(bytes, carried);
      const data = pieces.subarray(0, length);
      let end = data.lastIndexOf(newline) + 1;
      if (end === 0 && data.length > maxRowLength) {
        // No end in sight: the splitter says when it is too long. No character is cut in two.
        for (end = data.length - 1; end > 0 && ((data[end] ?? 0) & 0xc0) === 0x80; ) end--;
      }
      const hasLines = data[end - 1] === newline;
      let at = 0;
      while (at < end && brokenRow === null) {
        room(end - at + 1);
        const isUsual =
          splitter !== null || !headingsPassed || !hasLines || isInDoubt || rowsPassed >= lastRow;
        const next = isUsual ? -1 : quickRow(data, at);
        at = next >= 0 ? next : usual(data, at, end);
      }
      data.copyWithin(0, at);
      carried = length - at;
    },
    end() {
      if (brokenRow !== null) return;
      splitter ??= createSplitter(layout.delimiter, layout.newline);
      usualRows([...splitter.push(pieces.toString("utf8", 0, carried)), ...splitter.end()]);
    },
    keep(packed) {
      const bytes = Buffer.from(packed + rowSeparator);
      room(bytes.length);
      filled += bytes.copy(out, filled);
    },
    kept() {
      const bytes = Buffer.from(out.subarray(0, Math.max(0, filled - 1)));
      filled = 0;
      return bytes;
    },
    get brokenRow() {
      return brokenRow;
    },
  };
}
