import { type CellCache, createCellCache } from "#lib/compute/cell-cache.ts";
import { plainNumber } from "#lib/compute/plain-number.ts";
import { packCells, rowSeparator } from "#lib/import/cells.ts";
import { createDataRows } from "#lib/import/data-rows.ts";
import type { Cut } from "#lib/import/delimiter.ts";
import { maxRowLength } from "#lib/import/quoted-row.ts";
import type { CellValue, Complain } from "#lib/import/read-cell.ts";
import type { FileReader } from "#lib/import/read-file.ts";
import { type AccountRow, type ColumnReading, longestCell } from "#lib/import/read-row.ts";
import { createSplitter, type ExactRow, type Splitter } from "#lib/import/split.ts";

export interface QuickBatch {
  readonly rows: readonly AccountRow[];
  /** Their cells, packed and joined as the database takes them (lib/import/cells.ts), in UTF-8. */
  readonly cells: Buffer;
}

export interface QuickRows {
  /** Reads a piece of a file in UTF-8; the first one begins with what is above the headings. */
  push(bytes: Uint8Array): void;
  /** The file has ended. */
  end(): void;
  /** How many rows wait to be taken. */
  readonly waiting: number;
  /** The rows read since they were last taken. */
  take(): QuickBatch;
  /** The row whose line does not end within four million characters; nothing is read after it. */
  readonly brokenRow: number | null;
}

interface Column {
  readonly reading: ColumnReading;
  readonly cache: CellCache<CellValue>;
}

const [newline, carriageReturn, mark] = [10, 13, 34];
const [cellEnd, rowEnd] = [0x1f, 0x1e];
const hashSeed = 0x811c9dc5 | 0;
const hashPrime = 0x01000193;

/**
 * Reads a file of accounts from its bytes: cells that have been read before are looked up, digits are counted, and only
 * what is left is read as text; a row with anything out of the ordinary (a doubled mark, a character that is no text, a cell that
 * cannot be read, too many or too few cells) goes the usual way through the splitter and the row reader. The tests hold
 * the two to the same rows and the same problems. `reader` counts them all.
 */
export function createQuickRows(reader: FileReader, layout: Cut, width: number): QuickRows {
  const { columns: readings, identityColumns, identify, attributes, outcomes: numeric } = reader.shape;
  const columns = Array.from({ length: width }, (_, i): Column | null => {
    const reading = readings[i];
    return reading === undefined ? null : { reading, cache: createCellCache<CellValue>() };
  });
  const delimiter = layout.delimiter.charCodeAt(0);
  const dataRows = createDataRows(width);
  const blankCells = Array.from({ length: width }, () => "");
  const identityFrom = new Int32Array(width);
  const identityTo = new Int32Array(width);
  const isIdentity = Uint8Array.from({ length: width }, (_, i) => Number(identityColumns.includes(i)));
  let out = Buffer.allocUnsafe(0);
  let filled = 0;
  let batch: AccountRow[] = [];
  let carry: Uint8Array = new Uint8Array(0);
  let rowsPassed = 0;
  let headingsPassed = false;
  /** Reads what cannot be read here, until the row it is in has ended. */
  let splitter: Splitter | null = null;
  let brokenRow: number | null = null;
  let afterUsual = false;
  let doubtful = false;
  let isKept = false;
  const doubt: Complain = () => {
    doubtful = true;
  };
  // Of the row that is being read.
  let values: CellValue[] = [];
  let outcomes: number[] = [];
  const single = {
    status: null as AccountRow["status"],
    start: Number.NaN,
    end: Number.NaN,
    tenure: Number.NaN,
  };

  const textOf = (from: number, to: number, isAscii: boolean) =>
    out.toString(isAscii ? "latin1" : "utf8", from, to);

  function keep({ into, place }: ColumnReading, value: CellValue): void {
    if (into === "values") values[place] = value;
    else if (into === "outcomes") outcomes[place] = typeof value === "number" ? value : Number.NaN;
    else if (into === "status") single.status = value as AccountRow["status"];
    else single[into] = typeof value === "number" ? value : Number.NaN;
  }

  /** False when the cell must be read the usual way. */
  function takeCell(at: number, from: number, to: number, hash: number): boolean {
    if (at >= width || to - from > longestCell) return false;
    if (isIdentity[at] === 1) {
      identityFrom[at] = from;
      identityTo[at] = to;
    }
    const column = columns[at] ?? null;
    if (column === null) return true;
    const { reading, cache } = column;
    if (reading.plain !== null) {
      const digits = plainNumber(out, from, to, reading.plain.signed);
      if (!Number.isNaN(digits)) {
        keep(reading, reading.plain.value(digits));
        return true;
      }
    }
    const place = cache.find(out, from, to, hash);
    if (place >= 0) {
      keep(reading, cache.values[place] ?? null);
      return true;
    }
    const value = reading.read(out.toString("utf8", from, to).trim(), doubt);
    if (doubtful) return false;
    cache.add(out, from, to, hash, value);
    keep(reading, value);
    return true;
  }

  function takeRow(isAscii: boolean): boolean {
    if (single.end < single.start) return false;
    for (const at of identityColumns) {
      blankCells[at] = textOf(identityFrom[at] ?? 0, identityTo[at] ?? 0, isAscii);
    }
    const rowNumber = rowsPassed + 1;
    const identity = identify(blankCells, rowNumber, doubt);
    if (identity === null || doubtful) return false;
    const { identity: key, name, domain } = identity;
    const { status, start, end, tenure } = single;
    rowsPassed++;
    if (afterUsual) {
      // A row of data ends what began with a blank line.
      dataRows.pick([{ number: rowNumber, cells: Array.from({ length: width }, () => "x"), suspect: false }]);
      afterUsual = false;
    }
    const row = { rowNumber, identity: key, name, domain, values, outcomes, status, start, end, tenure };
    isKept = reader.take(row);
    if (isKept) batch.push(row);
    return true;
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
    doubtful = false;
    values = new Array<CellValue>(attributes.length).fill(null);
    outcomes = numeric.length === 0 ? [] : new Array<number>(numeric.length).fill(Number.NaN);
    single.status = null;
    single.start = single.end = single.tenure = Number.NaN;
    for (let i = from; ; i++) {
      const byte = data[i] ?? newline;
      if (byte === delimiter) {
        if (!takeCell(column, cellStart, at, hash)) return -1;
        column++;
        target[at++] = cellEnd;
        cellStart = at;
        hash = hashSeed;
        closed = false;
      } else if (byte > mark && !closed) {
        target[at++] = byte;
        hash = Math.imul(hash ^ byte, hashPrime);
        seen |= byte;
        if (byte < 127) isBlank = false;
      } else if (byte === newline || (byte === carriageReturn && data[i + 1] === newline)) {
        if (column !== width - 1 || isBlank || !takeCell(column, cellStart, at, hash)) return -1;
        if (!takeRow(seen < 128)) return -1;
        if (isKept) {
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
    afterUsual = true;
    for (const { row, cells } of reader.read(dataRows.pick(below))) {
      batch.push(row);
      const packed = Buffer.from(packCells(cells) + rowSeparator);
      room(packed.length);
      filled += packed.copy(out, filled);
    }
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
      const data = Buffer.concat([carry, bytes]);
      let end = data.lastIndexOf(newline) + 1;
      if (end === 0 && data.length > maxRowLength) {
        // No end in sight: the splitter says when it is too long. No character is cut in two.
        for (end = data.length - 1; end > 0 && ((data[end] ?? 0) & 0xc0) === 0x80; ) end--;
      }
      const hasLines = data[end - 1] === newline;
      let at = 0;
      while (at < end && brokenRow === null) {
        room(end - at + 1);
        const next = splitter === null && headingsPassed && hasLines ? quickRow(data, at) : -1;
        at = next >= 0 ? next : usual(data, at, end);
      }
      carry = data.subarray(at);
    },
    end() {
      if (brokenRow !== null) return;
      splitter ??= createSplitter(layout.delimiter, layout.newline);
      usualRows([...splitter.push(Buffer.from(carry).toString()), ...splitter.end()]);
    },
    get waiting() {
      return batch.length;
    },
    take() {
      const taken = { rows: batch, cells: Buffer.from(out.subarray(0, Math.max(0, filled - 1))) };
      batch = [];
      filled = 0;
      return taken;
    },
    get brokenRow() {
      return brokenRow;
    },
  };
}
