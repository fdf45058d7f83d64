import { createByteRows } from "#lib/compute/byte-rows.ts";
import { type ByteReading, readingOfBytes } from "#lib/compute/cell-cache.ts";
import { packCells } from "#lib/import/cells.ts";
import type { Cut } from "#lib/import/delimiter.ts";
import type { CellValue, Complain } from "#lib/import/read-cell.ts";
import type { FileReader } from "#lib/import/read-file.ts";
import { type AccountRow, type ColumnReading, longestCell } from "#lib/import/read-row.ts";

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
  readonly read: ByteReading<CellValue>;
}

/**
 * Reads a file of accounts from its bytes; a row with a cell that cannot be read, or with anything out of the ordinary (see
 * `createByteRows`), goes the usual way through the splitter and the row reader. The tests hold the two to the same rows and
 * the same problems. `reader` counts them all.
 */
export function createQuickRows(reader: FileReader, layout: Cut, width: number): QuickRows {
  const { columns: readings, identityColumns, identify, attributes, outcomes: numeric } = reader.shape;
  const columns = Array.from({ length: width }, (_, i): Column | null => {
    const reading = readings[i];
    return reading === undefined ? null : { reading, read: readingOfBytes(reading) };
  });
  const blankCells = Array.from({ length: width }, () => "");
  const identityFrom = new Int32Array(width);
  const identityTo = new Int32Array(width);
  const isIdentity = Uint8Array.from({ length: width }, (_, i) => Number(identityColumns.includes(i)));
  let batch: AccountRow[] = [];
  let doubtful = false;
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

  function keep({ into, place }: ColumnReading, value: CellValue): void {
    if (into === "values") values[place] = value;
    else if (into === "outcomes") outcomes[place] = typeof value === "number" ? value : Number.NaN;
    else if (into === "status") single.status = value as AccountRow["status"];
    else single[into] = typeof value === "number" ? value : Number.NaN;
  }

  const rows = createByteRows(layout, width, {
    begin() {
      doubtful = false;
      values = new Array<CellValue>(attributes.length).fill(null);
      outcomes = numeric.length === 0 ? [] : new Array<number>(numeric.length).fill(Number.NaN);
      single.status = null;
      single.start = single.end = single.tenure = Number.NaN;
    },
    cell(at, bytes, from, to, hash) {
      if (to - from > longestCell) return false;
      if (isIdentity[at] === 1) {
        identityFrom[at] = from;
        identityTo[at] = to;
      }
      const column = columns[at] ?? null;
      if (column === null) return true;
      // What a cell is worth depends on another.
      if (column.reading.beside !== undefined) return false;
      const value = column.read(bytes, from, to, hash);
      if (value === undefined) return false;
      keep(column.reading, value);
      return true;
    },
    end(bytes, rowNumber, isAscii) {
      if (single.end < single.start) return "usual";
      const encoding = isAscii ? "latin1" : "utf8";
      for (const at of identityColumns)
        blankCells[at] = bytes.toString(encoding, identityFrom[at] ?? 0, identityTo[at] ?? 0);
      const identity = identify(blankCells, rowNumber, doubt);
      if (identity === null || doubtful) return "usual";
      const { identity: key, name, domain } = identity;
      const { status, start, end, tenure } = single;
      const row = { rowNumber, identity: key, name, domain, values, outcomes, status, start, end, tenure };
      const isKept = reader.take(row);
      if (isKept) batch.push(row);
      return isKept ? "keep" : "drop";
    },
    usual(split) {
      for (const { row, cells } of reader.read(split)) {
        batch.push(row);
        rows.keep(packCells(cells));
      }
    },
  });

  return {
    push: rows.push,
    end: rows.end,
    get waiting() {
      return batch.length;
    },
    take() {
      const taken = { rows: batch, cells: rows.kept() };
      batch = [];
      return taken;
    },
    get brokenRow() {
      return rows.brokenRow;
    },
  };
}
