import type { SourceShape } from "#lib/import/frame-builder.ts";
import type { Issue } from "#lib/import/issue.ts";
import { columnWith, type Mapping } from "#lib/import/mapping.ts";
import { type AccountRow, createRowReader } from "#lib/import/read-row.ts";
import { createRepeatCheck } from "#lib/import/repeated.ts";
import type { SplitRow } from "#lib/import/split.ts";
import { readDate } from "#lib/import/value.ts";

export interface FileReader {
  readonly shape: SourceShape;
  /** The rows that can be imported, with their cells; the problems of the others are collected. */
  read(rows: readonly SplitRow[]): { readonly row: AccountRow; readonly cells: readonly string[] }[];
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

  return {
    shape: reader,
    read(rows) {
      const good: { row: AccountRow; cells: readonly string[] }[] = [];
      const found: Issue[] = [];
      for (const split of rows) {
        const row = reader.read(split, found);
        if (row === null || isRepeated(row, found)) continue;
        note(row.start);
        note(row.end);
        good.push({ row, cells: split.cells });
      }
      rowCount += rows.length;
      accepted += good.length;
      collect(found);
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
