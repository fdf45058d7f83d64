import { createDataRows, type Footer } from "#lib/import/data-rows.ts";
import { readDeal } from "#lib/import/fold-accounts.ts";
import type { RetentionTally } from "#lib/import/import-set.ts";
import { type Issue, reasonAndRemedy, shown } from "#lib/import/issue.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import type { ReadPlan } from "#lib/import/plan-columns.ts";
import { createFileReader } from "#lib/import/read-file.ts";
import { createRecordReader, type RecordIssue, type SourceRecord } from "#lib/import/read-records.ts";
import { createRetentionTally } from "#lib/import/retention-tally.ts";
import type { Field, RecordKind } from "#lib/import/sources/definition.ts";
import { type ExactRow, notText, storableCell } from "#lib/import/split.ts";
import { readDate } from "#lib/import/value.ts";

/** One imported file of a workspace, or one that is about to be. */
export interface SetTable {
  /** Of its import. */
  readonly id: string;
  /** Files imported together have the same; a later import has a higher one and overrides. */
  readonly order: number;
  readonly fileHash: string;
  readonly plan: ReadPlan;
  /** Own tables only: what its status means, which columns are outcomes. */
  readonly own: Mapping | null;
}

/** A row of data that is kept, with what joins it. */
export interface SetRow {
  readonly number: number;
  readonly cells: readonly string[];
  readonly join: JoinRow;
}

export interface SetTableReader {
  /** Complains of quotation marks in the headings. */
  readHeadings(row: ExactRow): void;
  /** The rows that are kept of these, in their order; the same rows give the same again. */
  read(rows: readonly ExactRow[]): SetRow[];
  /** Rows of data, and lines that are left out: footers, rows of another width, unreadable rows of an own table. */
  readonly rows: number;
  readonly setAside: number;
  /** Those of them that stand below the table. */
  readonly footer: Footer;
  readonly problems: number;
  /** The first ones. */
  readonly issues: readonly RecordIssue[];
  /** The latest day on which something happened, not after `today`; NaN: none. Days since 1970-01-01. */
  latest(): number;
  /** Currencies named in amounts, with the rows that name them. */
  readonly currencies: ReadonlyMap<string, number>;
  /** Of the rows read so far; null where the file is no own table, or says nothing of it. */
  retention(): RetentionTally | null;
}

/** Days on which something had happened when the file was written. Closings of open deals and ends of contracts may lie ahead. */
const pastFields = (kind: RecordKind): readonly Field[] => [
  ...(["created", "started", "date", "trial start", "canceled"] as const),
  ...(kind === "ticket" || kind === "deal" ? (["closed"] as const) : []),
];

interface Options {
  /** Days since 1970-01-01. */
  readonly today: number;
  /** Problems kept; the others are counted. */
  readonly issuesKept: number;
  /** Of the table, where somebody has said it; null: found out. */
  readonly lastRow: number | null;
}

/** An own table without anything that names its accounts has one per row, known by its place. */
function withRowAsAccount(join: JoinRow, { fileHash, plan }: SetTable, row: number): JoinRow {
  const isNameless = join.ids.length === 0 && join.domain === null && join.name === null;
  if (plan.source.tool !== "own" || !isNameless) return join;
  return { ...join, ids: [`own row:${fileHash.slice(0, 16)}:${row}`], name: `Row ${row}` };
}

/** Says what joins the rows of one table that are stored already, given in the order of the file. */
export function joinReader(table: SetTable): (row: Pick<SetRow, "number" | "cells">) => JoinRow {
  const reader = createRecordReader(table.plan);
  return ({ number, cells }) => withRowAsAccount(reader.joinAgain(cells), table, number);
}

export function createSetTableReader(table: SetTable, options: Options): SetTableReader {
  return table.own === null ? createExportReader(table, options) : createOwnReader(table, table.own, options);
}

interface Collected {
  readonly issues: RecordIssue[];
  problems: number;
}

function collect(into: Collected, found: readonly RecordIssue[], { issuesKept }: Options): void {
  into.problems += found.length;
  into.issues.push(...found.slice(0, Math.max(0, issuesKept - into.issues.length)));
}

/** Marks that keep stored cells apart cannot be stored in them. */
function storable(row: ExactRow, headings: readonly { heading: string }[], found: RecordIssue[]): ExactRow {
  if (!row.cells.some((cell) => notText.test(cell))) return row;
  const cells = row.cells.map((cell, i) => {
    if (!notText.test(cell)) return cell;
    const clean = storableCell(cell);
    const message = "The cell contains characters that are not text; they were replaced.";
    const column = headings[i]?.heading ?? null;
    found.push({ row: row.number, column, code: "not text", value: shown(clean), message });
    return clean;
  });
  return { ...row, cells };
}

function createExportReader(table: SetTable, options: Options): SetTableReader {
  const reader = createRecordReader(table.plan, options.lastRow);
  const collected: Collected = { issues: [], problems: 0 };
  const currencies = new Map<string, number>();
  const { columns, source } = table.plan;
  const past = pastFields(source.kind);
  const width = columns.length;
  let latest = Number.NaN;

  function note(record: SourceRecord): void {
    const { values } = record;
    // The day on which an open deal is hoped to close says nothing of when the file was written.
    const isOpen = record.join.kind === "deal" && readDeal(record).won === null;
    for (const field of past) {
      if (isOpen && field === "closed") continue;
      const day = values.get(field);
      if (typeof day === "number" && day <= options.today && !(day <= latest)) latest = day;
    }
    const currency = values.get("currency");
    if (typeof currency !== "string" || !values.has("amount")) return;
    const code = currency.toUpperCase();
    currencies.set(code, (currencies.get(code) ?? 0) + 1);
  }

  return {
    readHeadings: (row) => reader.readHeadings(row, (issue) => collect(collected, [issue], options)),
    read(rows) {
      const found: RecordIssue[] = [];
      const clean = rows.map((row) => storable(row, columns, found));
      const cellsOf = new Map<number, readonly string[]>(clean.map((row) => [row.number, row.cells]));
      const kept = reader.read(clean, found).map((record): SetRow => {
        note(record);
        const cells = cellsOf.get(record.row) ?? [];
        return { number: record.row, cells: cells.slice(0, width), join: record.join };
      });
      collect(collected, found, options);
      return kept;
    },
    get rows() {
      return reader.rows + reader.skipped;
    },
    get setAside() {
      return reader.skipped;
    },
    footer: reader.footer,
    get problems() {
      return collected.problems;
    },
    issues: collected.issues,
    latest: () => latest,
    currencies,
    retention: () => null,
  };
}

const asRecordIssue = (issue: Issue): RecordIssue => ({
  row: issue.row,
  column: issue.column,
  code: issue.kind,
  value: issue.value,
  message: reasonAndRemedy(issue),
});

/** One's own table is read as it is alone: a row that is no account is left out, a cell that cannot be read is empty. */
function createOwnReader(table: SetTable, own: Mapping, options: Options): SetTableReader {
  const reader = createFileReader(own, table.fileHash, options);
  const joinOf = joinReader(table);
  const data = createDataRows(own.columns.length, options.lastRow);
  const tally = createRetentionTally(own, reader.shape.retention, options.today);
  const quotes: Collected = { issues: [], problems: 0 };
  const { readHeadings: complainOfQuotes } = createRecordReader(table.plan);
  const readQuotes = (row: ExactRow) => complainOfQuotes(row, (issue) => collect(quotes, [issue], options));
  return {
    readHeadings: readQuotes,
    read(rows) {
      rows.forEach(readQuotes);
      const picked = data.pick(
        rows.map(({ number, cells }) => ({
          number,
          cells,
          suspect: cells.some((cell) => notText.test(cell)),
        })),
      );
      for (const { cells } of picked) tally.see(cells);
      return reader.read(picked).map(({ row, cells }) => {
        tally.count(row);
        const stored = { number: row.rowNumber, cells: cells.slice(0, own.columns.length) };
        return { ...stored, join: joinOf(stored) };
      });
    },
    get rows() {
      return reader.rows + data.footer.lines;
    },
    get setAside() {
      return reader.rows - reader.accepted + data.footer.lines;
    },
    footer: data.footer,
    get problems() {
      return reader.problems + quotes.problems;
    },
    get issues() {
      return [...quotes.issues, ...reader.issues.map(asRecordIssue)].slice(0, options.issuesKept);
    },
    latest: () => reader.asOf(),
    currencies: new Map(),
    retention: tally.told,
  };
}

/** A given day, or NaN. */
export const dayOf = (iso: string | null): number =>
  iso === null ? Number.NaN : (readDate(iso, null) ?? Number.NaN);
