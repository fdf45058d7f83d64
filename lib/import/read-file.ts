import type { SourceShape } from "#lib/import/frame-builder.ts";
import type { Issue } from "#lib/import/issue.ts";
import { columnWith, type Mapping } from "#lib/import/mapping.ts";
import { type AccountRow, createRowReader, type RowReader } from "#lib/import/read-row.ts";
import { createRepeatCheck } from "#lib/import/repeated.ts";
import { type SplitRow, storableCell } from "#lib/import/split.ts";
import { readDate } from "#lib/import/value.ts";

export interface FileReader {
  readonly shape: SourceShape & RowReader;
  /** The rows that can be imported, with their cells; problems are collected, of these rows too. */
  read(rows: readonly SplitRow[]): { readonly row: AccountRow; readonly cells: readonly string[] }[];
  /** The same for a row that has been read already; false where an earlier one is of the same account. */
  take(row: AccountRow): boolean;
  readonly rows: number;
  readonly accepted: number;
  readonly problems: number;
  /** The first ones. */
  readonly issues: readonly Issue[];
  /** The day the data was taken: as given, or the latest start or end date read that is not in the future; NaN: none. */
  asOf(): number;
}

export interface FileReaderOptions {
  /** Days since 1970-01-01. */
  readonly today: number;
  /** Problems kept in memory; the others are counted. */
  readonly issuesKept: number;
}

function repeatColumn(mapping: Mapping): string | null {
  const keys = (["identifier", "domain", "name"] as const).map((role) => columnWith(mapping, role));
  return mapping.columns[keys.find((at) => at >= 0) ?? -1]?.heading ?? null;
}

/** Reads the rows of one file from first to last, with what only the file as a whole can tell. */
export function createFileReader(mapping: Mapping, fileHash: string, options: FileReaderOptions): FileReader {
  const reader = createRowReader(mapping, fileHash);
  const isRepeated = createRepeatCheck(repeatColumn(mapping));
  const issues: Issue[] = [];
  let rowCount = 0;
  let accepted = 0;
  let problems = 0;
  let latest = Number.NaN;

  const note = (day: number) => {
    if (day <= options.today && !(day <= latest)) latest = day;
  };
  const collect = (found: readonly Issue[]) => {
    problems += found.length;
    issues.push(...found.slice(0, Math.max(0, options.issuesKept - issues.length)));
  };

  function isNew(row: AccountRow, found: Issue[]): boolean {
    if (isRepeated(row, found)) return false;
    note(row.start);
    note(row.end);
    accepted++;
    return true;
  }

  return {
    shape: reader,
    read(rows) {
      const good: { row: AccountRow; cells: readonly string[] }[] = [];
      const found: Issue[] = [];
      for (const split of rows) {
        const row = reader.read(split, found);
        if (row !== null && isNew(row, found))
          good.push({ row, cells: split.suspect ? split.cells.map(storableCell) : split.cells });
      }
      rowCount += rows.length;
      if (found.length > 0) collect(found);
      return good;
    },
    take(row) {
      const found: Issue[] = [];
      rowCount++;
      const good = isNew(row, found);
      if (!good) collect(found);
      return good;
    },
    get rows() {
      return rowCount;
    },
    get accepted() {
      return accepted;
    },
    get problems() {
      return problems;
    },
    issues,
    asOf: () => (mapping.asOf === null ? latest : (readDate(mapping.asOf, null) ?? Number.NaN)),
  };
}
