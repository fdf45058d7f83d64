import type { Attribute } from "#lib/accounts/attribute.ts";
import type { NumericOutcome } from "#lib/accounts/outcome.ts";
import { siteDomain } from "#lib/import/domain.ts";
import { type Issue, shown } from "#lib/import/issue.ts";
import { type ColumnMapping, columnWith, type Mapping, type StatusMeaning } from "#lib/import/mapping.ts";
import { type CellValue, type Complain, cellReader, numberOrYesNo } from "#lib/import/read-cell.ts";
import { monthsOf, type RetentionShape, retentionShape } from "#lib/import/retention.ts";
import { notText, type SplitRow, storableCell } from "#lib/import/split.ts";
import { isMissing } from "#lib/import/value.ts";
import { exportedIdentity } from "#lib/import/workshop-headings.ts";

/** A longer cell is a mistake of the export, not a trait. */
export const longestCell = 100_000;

/** One account as one row tells it. Dates are days since 1970-01-01; NaN is missing. */
export interface AccountRow {
  readonly rowNumber: number;
  /** What joins rows to accounts: `id:`, `domain:` or `name:` and the normalised value, or `row:` and its place. */
  readonly identity: string;
  readonly name: string;
  readonly domain: string | null;
  /** In the order of the reader's attributes. */
  readonly values: readonly CellValue[];
  /** In the order of the reader's outcomes. */
  readonly outcomes: readonly number[];
  readonly status: StatusMeaning | null;
  readonly start: number;
  readonly end: number;
  /** Months. */
  readonly tenure: number;
}

/** How the cells of one column are read, and where in an account's row the value goes. */
export interface ColumnReading {
  readonly into: "values" | "outcomes" | "status" | "start" | "end" | "tenure";
  /** The place among the values or outcomes. */
  readonly place: number;
  /** A trimmed cell, and the one beside it. It depends on nothing else, so where there is none beside it may be remembered. */
  readonly read: (text: string, complain: Complain, beside?: string) => CellValue;
  /** The column whose cell names the currency of these; absent: none does. */
  readonly beside?: number | undefined;
  /**
   * Not null: digits with at most one point, of 15 at most, are read as the number they are, and this makes it the
   * value; a minus before them only where `signed`.
   */
  readonly plain: { readonly signed: boolean; readonly value: (digits: number) => number } | null;
}

export interface RowReader {
  readonly attributes: readonly Attribute[];
  readonly outcomes: readonly NumericOutcome[];
  /** Null when the file does not say who left. */
  readonly retention: RetentionShape | null;
  /** Null when the row cannot be used: then at least one issue has been added. */
  read(row: SplitRow, issues: Issue[]): AccountRow | null;
  /** By column; nothing where it is not read or tells who the account is. */
  readonly columns: readonly (ColumnReading | undefined)[];
  /** The columns that `identify` looks at. */
  readonly identityColumns: readonly number[];
  /** Who the account of these cells is; null where that cannot be told, which is complained of. */
  identify(
    cells: readonly string[],
    rowNumber: number,
    complain: Complain,
  ): Pick<AccountRow, "identity" | "name" | "domain"> | null;
}

const normalisedName = (text: string) => text.trim().toLowerCase().replace(/\s+/g, " ");

interface Identity {
  identity: string;
  name: string;
  domain: string | null;
}

function identityReader(mapping: Mapping, fileHash: string) {
  const id = columnWith(mapping, "identifier");
  const domainColumn = columnWith(mapping, "domain");
  const nameColumn = columnWith(mapping, "name");
  const key = id >= 0 ? id : domainColumn >= 0 ? domainColumn : nameColumn;
  const cellOf = (cells: readonly string[], column: number) => {
    const text = column < 0 ? "" : (cells[column] ?? "").trim();
    return isMissing(text) ? "" : text;
  };
  return (cells: readonly string[], rowNumber: number, complain: Complain): Identity | null => {
    const site = cellOf(cells, domainColumn);
    const domain = site === "" ? null : siteDomain(site);
    const name = cellOf(cells, nameColumn);
    if (key < 0) {
      return { identity: `row:${fileHash.slice(0, 16)}:${rowNumber}`, name: `Row ${rowNumber}`, domain };
    }
    const text = cellOf(cells, key);
    if (text === "") {
      complain(mapping.columns[key]?.heading ?? null, "", "no identity", "a value that no other row has");
      return null;
    }
    const exported = key === id ? exportedIdentity(mapping.columns[key]?.heading ?? "", text) : null;
    if (exported !== null) return { identity: exported, name: name === "" ? text : name, domain };
    const identity =
      key === id ? `id:${text}` : key === domainColumn ? `domain:${domain}` : `name:${normalisedName(text)}`;
    return { identity, name: name === "" ? text : name, domain };
  };
}

/** Cells beyond the headings are let pass when they are empty: many tools end each line with a delimiter. */
function wrongShape(cells: readonly string[], width: number): string | null {
  if (cells.length === width) return null;
  if (cells.length > width && cells.slice(width).every((cell) => cell.trim() === "")) return null;
  return `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
}

function statusReader(mapping: Mapping) {
  const column = columnWith(mapping, "status");
  const meanings = new Map(
    mapping.statusValues.map(({ value, means }) => [value.trim().toLowerCase(), means]),
  );
  const extra = new Set(mapping.columns[column]?.missing);
  const accepted = mapping.statusValues.map(({ value }) => value).join(", ");
  return (text: string, complain: Complain): StatusMeaning | null => {
    if (isMissing(text, extra)) return null;
    const means = meanings.get(text.toLowerCase());
    if (means === undefined) complain(mapping.columns[column]?.heading ?? null, text, "status", accepted);
    return means ?? null;
  };
}

function numberOf(value: CellValue): number {
  return typeof value === "number" ? value : Number.NaN;
}

/** Reads a date or tenure column; NaN when the cell is empty. */
function singleReader(settings: ColumnMapping, role: "start date" | "end date" | "tenure") {
  const read = cellReader({ ...settings, type: role === "tenure" ? "number" : "date" });
  return (text: string, complain: Complain): number => {
    const value = numberOf(read(text, complain));
    if (role !== "tenure") return value;
    if (value >= 0 || Number.isNaN(value)) return monthsOf(value, settings.unit);
    complain(settings.heading, text, "tenure", `a number of ${settings.unit}, 0 or more`);
    return Number.NaN;
  };
}

/** Whether digits with a point are a number in this column whatever else may be said about it. */
export const hasPlainNumbers = (column: ColumnMapping) =>
  column.type === "number" &&
  column.decimal === "point" &&
  column.missing.length === 0 &&
  column.amountsIn === undefined &&
  column.currencyFrom === undefined;

/** The column that names the currency of the amounts of another. */
export function besideOf(
  columns: readonly Pick<ColumnMapping, "heading">[],
  { currencyFrom }: ColumnMapping,
): number | undefined {
  const at = columns.findIndex(({ heading }) => heading === currencyFrom);
  return at < 0 ? undefined : at;
}

const asItIs = (digits: number) => digits;

function columnReadings(mapping: Mapping): (ColumnReading | undefined)[] {
  let values = 0;
  let outcomes = 0;
  const first = (role: ColumnMapping["role"], index: number) => columnWith(mapping, role) === index;
  const single = { "start date": "start", "end date": "end", tenure: "tenure" } as const;
  return mapping.columns.map((column, index): ColumnReading | undefined => {
    const plain = hasPlainNumbers(column) ? { signed: true, value: asItIs } : null;
    const beside = besideOf(mapping.columns, column);
    switch (column.role) {
      case "attribute":
        return { into: "values", place: values++, read: cellReader(column), plain, beside };
      case "outcome":
        return { into: "outcomes", place: outcomes++, read: numberOrYesNo(column), plain, beside };
      case "status":
        if (!first(column.role, index)) return undefined;
        return { into: "status", place: 0, read: statusReader(mapping), plain: null };
      case "start date":
      case "end date":
      case "tenure": {
        if (!first(column.role, index)) return undefined;
        const isPlain = column.role === "tenure" && hasPlainNumbers({ ...column, type: "number" });
        return {
          into: single[column.role],
          place: 0,
          read: singleReader(column, column.role),
          plain: isPlain ? { signed: false, value: (digits) => monthsOf(digits, column.unit) } : null,
        };
      }
      default:
        return undefined;
    }
  });
}

/** The attributes that a mapping brings, in the order of its columns. */
export function attributesOf(mapping: Mapping): Attribute[] {
  return mapping.columns
    .filter((column) => column.role === "attribute")
    .map(({ heading, dimension, knownAt, type }) => ({ name: heading, dimension, knownAt, type }));
}

/** The numeric outcomes that a mapping brings, in the order of its columns. */
export function outcomesOf(mapping: Mapping): NumericOutcome[] {
  return mapping.columns
    .filter((column) => column.role === "outcome")
    .map(({ heading, outcome }) => ({ name: heading, ...outcome }));
}

/**
 * Makes the function that reads rows under one mapping. Everything wrong is added to the issues given and
 * nothing is thrown. A cell that cannot be read counts as empty; a row that is cut off, names no customer, or whose end cannot be
 * read or comes before its start, is no account. `fileHash` names rows of files without any identity.
 */
export function createRowReader(mapping: Mapping, fileHash: string): RowReader {
  const width = mapping.columns.length;
  const columns = columnReadings(mapping);
  const readingsInto = (into: ColumnReading["into"]) =>
    columns.flatMap((reading, index) =>
      reading?.into === into ? [{ index, read: reading.read, beside: reading.beside ?? -1 }] : [],
    );
  const [attributeReadings, outcomeReadings] = [readingsInto("values"), readingsInto("outcomes")];
  const [statusReading] = readingsInto("status");
  const [[startReading], [endReading], [tenureReading]] = [
    readingsInto("start"),
    readingsInto("end"),
    readingsInto("tenure"),
  ];
  const readIdentity = identityReader(mapping, fileHash);
  const endHeading = mapping.columns[columnWith(mapping, "end date")]?.heading ?? null;
  let row = 0;
  let sink: Issue[] = [];
  let isLost = false;
  const complain: Complain = (column, value, kind, accepted) => {
    sink.push({ row, column, value: shown(value), kind, accepted });
  };

  /** What makes a row no account; a cell that cannot be read counts as empty, and costs nothing else. */
  const lose: Complain = (...what) => {
    isLost = true;
    complain(...what);
  };

  /** Complains of the row's form, and gives its cells as far as they can be used. */
  function usable({ cells, suspect, problems = [] }: SplitRow): readonly string[] {
    for (const { cell, problem } of problems) {
      if (problem !== "never closed") continue;
      lose(mapping.columns[cell]?.heading ?? null, cells[cell] ?? "", "open quote", "a mark that closes it");
    }
    const shape = wrongShape(cells, width);
    if (shape !== null) lose(null, shape, "ragged", `${width} cells, as many as there are headings`);
    return suspect || cells.some((cell) => cell.length > longestCell)
      ? cells.map(usableCell(suspect))
      : cells;
  }

  const usableCell =
    (suspect: boolean) =>
    (cell: string, i: number): string => {
      const heading = mapping.columns[i]?.heading ?? null;
      if (cell.length > longestCell) {
        complain(
          heading,
          cell.length.toLocaleString("en-US"),
          "cell too long",
          `up to ${longestCell.toLocaleString("en-US")} characters`,
        );
        return "";
      }
      if (!suspect || !notText.test(cell)) return cell;
      complain(heading, cell, "not text", "text");
      return storableCell(cell);
    };

  function read(split: SplitRow, issues: Issue[]): AccountRow | null {
    const { number: rowNumber } = split;
    row = rowNumber;
    sink = issues;
    isLost = false;
    const cells = usable(split);
    if (isLost) return null;
    const identity = readIdentity(cells, rowNumber, complain);
    // What is not there is not looked for: that costs more than many cells.
    const cell = (index: number) => (index < 0 ? "" : (cells[index] ?? "").trim());
    const values = attributeReadings.map(({ index, read, beside }) =>
      read(cell(index), complain, cell(beside)),
    );
    const outcomes = outcomeReadings.map(({ index, read, beside }) =>
      numberOf(read(cell(index), complain, cell(beside))),
    );
    const status = (statusReading?.read(cell(statusReading.index), complain) ?? null) as StatusMeaning | null;
    const single = (reading: typeof startReading, unreadable: Complain) =>
      reading === undefined ? Number.NaN : numberOf(reading.read(cell(reading.index), unreadable));
    const start = single(startReading, complain);
    // Without its end a customer who left would count as one who stayed.
    const end = single(endReading, lose);
    const tenure = single(tenureReading, complain);
    if (end < start) {
      const text = (cells[columnWith(mapping, "end date")] ?? "").trim();
      lose(endHeading, text, "end before start", "an end date on or after the start date");
    }
    if (identity === null || isLost) return null;
    return { rowNumber, ...identity, values, outcomes, status, start, end, tenure };
  }

  return {
    attributes: attributesOf(mapping),
    outcomes: outcomesOf(mapping),
    retention: retentionShape(mapping),
    read,
    columns,
    identityColumns: (["identifier", "domain", "name"] as const)
      .map((role) => columnWith(mapping, role))
      .filter((index) => index >= 0),
    identify: readIdentity,
  };
}
