import { accountKeyOf } from "#lib/import/account-key.ts";
import { contentKey, ownText } from "#lib/import/content-key.ts";
import { createDataRows, type Footer } from "#lib/import/data-rows.ts";
import { createHashIndex, isNew } from "#lib/import/hash-index.ts";
import { reasonAndRemedy, shown } from "#lib/import/issue.ts";
import type { JoinRow } from "#lib/import/join-row.ts";
import type { ReadColumn, ReadPlan } from "#lib/import/plan-columns.ts";
import {
  bareAmount,
  type CellReader,
  type CellValue,
  cellReader,
  converted,
  rateOf,
} from "#lib/import/read-cell.ts";
import { besideOf } from "#lib/import/read-row.ts";
import type { Field } from "#lib/import/sources/definition.ts";
import type { ExactRow } from "#lib/import/split.ts";
import { currencyCode, currencyOf, isMissing } from "#lib/import/value.ts";

/** One thing wrong with one row of a file, in words a person can act on. */
export interface RecordIssue {
  readonly row: number;
  readonly column: string | null;
  readonly code: string;
  readonly value: string;
  readonly message: string;
}

/** One row, read: what it says of an account, and which account that is. Dates are days since 1970-01-01. */
export interface SourceRecord {
  readonly row: number;
  readonly join: JoinRow;
  readonly values: ReadonlyMap<Field, CellValue>;
  /** By heading, of the columns that say something of the account. */
  readonly traits: ReadonlyMap<string, CellValue>;
}

export interface RecordReader {
  /** Complains of quotation marks in the headings. */
  readHeadings(row: ExactRow, complain: (issue: RecordIssue) => void): void;
  /** The records of these rows (without the headings); what cannot be read is complained of. */
  read(rows: readonly ExactRow[], issues: RecordIssue[]): SourceRecord[];
  /** The same, of which only what joins them is kept: a fraction of the memory. */
  readJoins(rows: readonly ExactRow[], issues: RecordIssue[]): JoinRow[];
  /** What joins a row that was read before, and nothing else; in the order of the file. */
  joinAgain(cells: readonly string[]): JoinRow;
  /** Rows read, and lines set aside: footers of reports, and rows of another width than the headings. */
  readonly rows: number;
  readonly skipped: number;
  readonly footer: Footer;
  /** Cells that say nothing, by column. */
  readonly missing: readonly number[];
  /** Up to five different values, by column. */
  readonly examples: readonly (readonly string[])[];
}

const quoteReasons = {
  "never closed":
    "A quotation mark opens here and never closes, or not within four million characters; the row was read with the mark as text.",
  "mark not doubled": "A quotation mark inside the cell is not doubled; it was kept as text.",
  "text after the closing mark": "Text follows the closing quotation mark; the cell was kept as it stands.",
  "spaces after the closing mark": "Spaces follow the closing quotation mark; they were left out.",
  "mark inside a bare cell":
    "A quotation mark stands inside a cell that has none around it; it was kept as text.",
} as const;

const examplesKept = 5;

function trimmedWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? "").trim() === "") width--;
  return width;
}

interface CellPlan {
  readonly column: ReadColumn;
  readonly read: CellReader;
  /** The column that names the currency of its amounts; -1: none does, or one for the whole row. */
  readonly beside: number;
}

/** Cells of these are kept as they are: an id with a leading zero, an unusual status, are no mistake. */
const plainFields: readonly Field[] = [
  "record id",
  "account id",
  "contact ids",
  "account name",
  "domain",
  "email",
];

const isAmount = ({ field }: ReadColumn) => field === "amount" || field === "mrr" || field === "change";

/** Makes the reader of the rows of one file below its headings. `lastRow` is that of the table, where somebody has said it. */
export function createRecordReader(plan: ReadPlan, lastRow: number | null = null): RecordReader {
  const width = plan.columns.length;
  const data = createDataRows(width, lastRow);
  const keyOf = accountKeyOf(plan);
  const mappings = plan.columns.map(({ mapping }) => mapping);
  const cells = plan.columns.map((column): CellPlan => {
    const { amountsIn: _, ...mapping } = column.mapping;
    // Amounts of a row are converted together, by the currency of the row.
    if (isAmount(column)) return { column, read: cellReader(mapping), beside: -1 };
    return { column, read: cellReader(column.mapping), beside: besideOf(mappings, column.mapping) ?? -1 };
  });
  const amountsIn = plan.columns.find((column) => isAmount(column) && column.mapping.amountsIn)?.mapping
    .amountsIn;
  const recordId =
    plan.source.tool === "own" ? -1 : plan.columns.findIndex(({ field }) => field === "record id");
  const missing = plan.columns.map(() => 0);
  const examples = plan.columns.map(() => new Set<string>());
  const seenContents = createHashIndex();
  /** Of what stands there more than once, how often so far. */
  const copies = new Map<string, number>();
  const seenIds = createHashIndex();
  const asked = new Set<string>();
  let rows = 0;
  let ragged = 0;

  /** A repeated row of another file has the same key; a second such row of this file has another. */
  function keyOfRow(row: readonly string[]): string {
    const id = recordId < 0 ? "" : (row[recordId] ?? "").trim();
    if (id !== "") return ownText(id);
    const content = contentKey(row);
    if (isNew(seenContents, content)) return content;
    const copy = (copies.get(content) ?? 1) + 1;
    copies.set(content, copy);
    return `${content} ${copy}`;
  }

  function complainOfQuotes(row: ExactRow, complain: (issue: RecordIssue) => void): void {
    for (const { cell, problem } of row.problems) {
      const column = plan.columns[cell]?.heading ?? null;
      const value = shown(row.cells[cell] ?? "");
      complain({ row: row.number, column, code: "quotes", value, message: quoteReasons[problem] });
    }
  }

  function fits(row: ExactRow, issues: RecordIssue[]): boolean {
    complainOfQuotes(row, (issue) => issues.push(issue));
    if (row.cells.length === width || (row.cells.length > width && trimmedWidth(row.cells) <= width))
      return true;
    issues.push({
      row: row.number,
      column: null,
      code: "ragged",
      value: String(row.cells.length),
      message: `The row has ${row.cells.length} cells; the headings are ${width}. It was left out.`,
    });
    return false;
  }

  /** The key of a row with an id of its own is that id: one text serves both. */
  function noteRepeat(row: ExactRow, { key: id }: JoinRow, issues: RecordIssue[]): void {
    if (recordId < 0 || (row.cells[recordId] ?? "").trim() === "") return;
    if (!isNew(seenIds, id)) {
      const message = `“${shown(id)}” stands in an earlier row already.`;
      issues.push({
        row: row.number,
        column: plan.columns[recordId]!.heading,
        code: "repeated",
        value: shown(id),
        message,
      });
    }
  }

  function readCells(row: ExactRow, issues: RecordIssue[]): Pick<SourceRecord, "values" | "traits"> {
    const values = new Map<Field, CellValue>();
    const traits = new Map<string, CellValue>();
    let signed: string | null = null;
    cells.forEach(({ column, read, beside }, i) => {
      const text = (row.cells[i] ?? "").trim();
      if (isMissing(text)) {
        missing[i]!++;
        return;
      }
      const known = examples[i]!;
      if (known.size < examplesKept) known.add(shown(text));
      if (column.role === "ignore" && column.field === "detail") return;
      const value = plainFields.includes(column.field)
        ? text
        : read(
            text,
            (heading, found, kind, accepted) => {
              const issue = { row: row.number, column: heading, value: shown(found), kind, accepted };
              if (kind === "date" && column.mapping.dateOrder === "ask")
                return askOnce(column, issue, issues);
              issues.push({
                row: row.number,
                column: heading,
                code: kind,
                value: issue.value,
                message: reasonAndRemedy(issue),
              });
            },
            beside < 0 ? "" : (row.cells[beside] ?? "").trim(),
          );
      if (value === null) return;
      if (column.field === "trait") traits.set(column.heading, value);
      else if (!values.has(column.field)) values.set(column.field, inUnits(column, value));
      const named = isAmount(column) && !bareAmount.test(text) ? currencyOf(text) : null;
      // An amount with a sign of its own has been converted with it.
      if (named !== null) signed = rateOf(column.mapping, named) === null ? named : column.mapping.currency;
    });
    const beside = values.get("currency");
    const currency = signed ?? (typeof beside === "string" ? currencyCode(beside) : (amountsIn ?? null));
    if (currency !== null) values.set("currency", signed ?? convert(currency, values, row, issues));
    return { values, traits };
  }

  /** Amounts in the currency that stands beside them as what they are worth in the column's, where somebody has said so. */
  function convert(
    currency: string,
    values: Map<Field, CellValue>,
    { number }: ExactRow,
    issues: RecordIssue[],
  ): string {
    let now = currency;
    for (const { column } of cells) {
      const { mapping, field, heading } = column;
      const value = values.get(field);
      if (!isAmount(column) || typeof value !== "number" || (mapping.currency ?? currency) === currency)
        continue;
      const rate = rateOf(mapping, currency);
      if (rate !== null) {
        values.set(field, converted(value, rate));
        now = mapping.currency ?? currency;
        continue;
      }
      if (asked.has(`${heading} ${currency}`)) continue;
      asked.add(`${heading} ${currency}`);
      const message = `Amounts in ${currency} are not counted with those in ${mapping.currency}: say in the mapping what one ${currency} is worth.`;
      issues.push({ row: number, column: heading, code: "currency", value: currency, message });
    }
    return now;
  }

  /** Which comes first is one question about the column, not a mistake in every row of it. */
  function askOnce(
    { heading }: ReadColumn,
    { row, value }: { row: number; value: string },
    issues: RecordIssue[],
  ) {
    if (asked.has(heading)) return;
    asked.add(heading);
    const message = `Nothing in the column says whether “${value}” begins with the day or the month. Say so in the mapping; until then such dates are left out.`;
    issues.push({ row, column: heading, code: "date order", value, message });
  }

  const joinOf = (row: ExactRow): JoinRow => keyOf(row.cells, keyOfRow(row.cells));

  /** The rows of data among these: neither blank nor a footer, and as wide as the headings. */
  function pick<T>(
    batch: readonly ExactRow[],
    issues: RecordIssue[],
    make: (row: ExactRow, join: JoinRow) => T,
  ): T[] {
    const made: T[] = [];
    for (const row of batch) {
      if (!data.isData(row)) continue;
      if (!fits(row, issues)) {
        ragged++;
        continue;
      }
      rows++;
      const join = joinOf(row);
      noteRepeat(row, join, issues);
      made.push(make(row, join));
    }
    return made;
  }

  function inUnits(column: ReadColumn, value: CellValue): CellValue {
    const inCents = plan.source.cents === true && ["mrr", "change", "amount"].includes(column.field);
    return inCents && typeof value === "number" ? value / 100 : value;
  }

  return {
    readHeadings: complainOfQuotes,
    read: (batch, issues) =>
      pick(batch, issues, (row, join) => ({ row: row.number, join, ...readCells(row, issues) })),
    readJoins: (batch, issues) =>
      pick(batch, issues, (row, join) => {
        readCells(row, issues);
        return join;
      }),
    joinAgain: (row) => keyOf(row, keyOfRow(row)),
    get rows() {
      return rows;
    },
    get skipped() {
      return ragged + data.footer.lines;
    },
    footer: data.footer,
    missing,
    get examples() {
      return examples.map((values) => [...values]);
    },
  };
}
