import path from "node:path";
import type { TablePiece } from "#lib/compute/table-bytes.ts";
import {
  headBytes,
  layoutOf,
  longestHead,
  openText,
  refusalOf,
  type TableText,
  type TextChoice,
} from "#lib/compute/table-text.ts";
import type { SheetFound } from "#lib/compute/xlsx/convert.ts";
import type { Layout, LayoutChoice } from "#lib/import/delimiter.ts";
import type { Encoding } from "#lib/import/encoding.ts";
import { isBlankRow } from "#lib/import/heading-row.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import { createSplitter, type ExactRow } from "#lib/import/split.ts";

export interface RowBatch {
  readonly rows: readonly ExactRow[];
  /** Of the file, so far: what progress is shown from. */
  readonly bytesRead: number;
}

/** A table on disk whose cells can be read exactly as they stand, any number of times. */
export interface Table {
  readonly name: string;
  readonly encoding: Encoding;
  /** Some characters are not what the encoding allows, and are read as \ufffd. */
  readonly isDamaged: boolean;
  readonly layout: Layout;
  /** Null: the file is no workbook. */
  readonly sheet: SheetFound | null;
  /** Of the file on disk. */
  readonly bytes: number;
  /** The rows of the sample, the headings before all. */
  readonly head: readonly ExactRow[];
  /** Whether the head is all there is. */
  readonly headIsAll: boolean;
  /** All rows, headings first, in memory proportional to a piece of the file. Throws ReadingStopped. */
  batches(): AsyncGenerator<RowBatch, void, void>;
  /**
   * The file's own bytes in UTF-8, from its beginning, for readers that make no text of them (byte-rows.ts); null where lines
   * end with \r alone. Throws ReadingStopped.
   */
  readonly pieces: (() => AsyncGenerator<TablePiece, void, void>) | null;
}

export type TableOpened =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly refusal: Refusal };

/** What somebody has said about the file as a whole; the rest is found out. */
export interface TableChoice extends TextChoice, LayoutChoice {
  /** So many filled rows at the end are no data; what is not said is found out as rows go by. */
  readonly footerLines?: number | undefined;
}

const refused = (refusal: Refusal): TableOpened => ({ ok: false, refusal });

/** A file that turns out damaged, or no table, half way. */
export class ReadingStopped extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(sentenceOfRefusal(refusal));
    this.refusal = refusal;
  }
}

/** Why a file could not be read to its end; null: it was. */
export async function refusalIn(reading: Promise<void>): Promise<Refusal | null> {
  try {
    await reading;
    return null;
  } catch (error) {
    if (error instanceof ReadingStopped) return error.refusal;
    throw error;
  }
}

/** What a system says of a path at whose end no file can be. */
const nowhere = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"]);

/**
 * Opens a table, the one way in for all: text in any encoding or a sheet of a workbook, packed in gzip or not. Finds out its
 * encoding, delimiter, line ends and headings; what is said in `choice` is taken as said. Reads the file once for its encoding and
 * never holds more than a piece. `sampleBytes` is how much of it becomes the head; more is taken where that holds no whole row.
 * Refused with the reason: what is not there, is empty, or is no text.
 */
export async function openTable(
  file: string,
  choice: TableChoice = {},
  sampleBytes: number = headBytes,
): Promise<TableOpened> {
  try {
    return await tryOpen(file, { fileName: path.basename(file), ...choice }, sampleBytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (nowhere.has(code)) return refused({ reason: "not found", sentence: `There is no file ${file}.` });
    if (code === "EISDIR")
      return refused({ reason: "not a file", sentence: `${file} is a folder. Name the files in it.` });
    if (code === "EACCES" || code === "EPERM")
      return refused({ reason: "not readable", sentence: `${file} may not be read.` });
    throw error;
  }
}

async function tryOpen(file: string, choice: TableChoice, most: number): Promise<TableOpened> {
  const opened = await openText(file, choice, most);
  if (!opened.ok) return opened;
  const { text } = opened;
  if (text.head === "") return refused({ reason: "empty" });
  const sample = readSample(text, choice);
  const { rows, brokenRow, layout } = sample;
  if (!text.isAll && sample.rows.length < 2 && brokenRow === null && most < longestHead)
    return tryOpen(file, choice, most < headBytes ? headBytes : longestHead);
  if (rows.length === 0) return refused(whyNoRow(sample, text, choice));
  const footerLines = choice.footerLines ?? null;
  const lastRow = footerLines === null ? null : await lastRowAbove(footerLines, text, layout);
  const cut = { ...layout, lastRow };
  return {
    ok: true,
    table: {
      name: path.basename(file),
      encoding: text.encoding,
      isDamaged: text.isDamaged,
      layout: cut,
      sheet: text.sheet,
      bytes: text.size,
      head: rows,
      headIsAll: text.isAll,
      batches: () => allRows(text, cut),
      pieces: cut.newline === "\n" ? () => orStopped(text.utf8Pieces()) : null,
    },
  };
}

interface Sample {
  readonly layout: Layout;
  /** The headings first. */
  readonly rows: readonly ExactRow[];
  readonly brokenRow: number | null;
}

const isBlankLine = ({ cells }: ExactRow) => cells.length === 1 && isBlankRow(cells);

function readSample(text: TableText, choice: TableChoice): Sample {
  const layout = layoutOf(text, choice);
  const splitter = createSplitter(layout.delimiter, layout.newline);
  const pushed = splitter.push(text.head);
  const all = text.isAll ? [...pushed, ...splitter.end()] : pushed;
  const below = all.filter((row) => row.number > layout.rowsBefore);
  // Blank lines above the headings are left out, unless there is nothing else.
  const start = Math.max(
    0,
    below.findIndex((row) => !isBlankLine(row)),
  );
  const rows = below.slice(start);
  const rowsBefore = (rows[0]?.number ?? layout.rowsBefore + 1) - 1;
  return { layout: { ...layout, rowsBefore }, rows, brokenRow: splitter.brokenRow };
}

function whyNoRow(
  { layout, brokenRow }: Sample,
  { isAll }: TableText,
  { headingsRow }: TableChoice,
): Refusal {
  if (!isAll || brokenRow !== null) return { reason: "endless row", row: brokenRow ?? layout.rowsBefore + 1 };
  if (headingsRow === undefined) return { reason: "empty" };
  return {
    reason: "headings",
    sentence: `There is no row ${headingsRow} in which the headings could stand.`,
  };
}

/** The row that so many filled ones follow. */
async function lastRowAbove(lines: number, text: TableText, layout: Layout): Promise<number> {
  if (lines === 0) return Number.POSITIVE_INFINITY;
  const last: number[] = [];
  for await (const { rows } of allRows(text, layout)) {
    for (const { number, cells } of rows) if (!isBlankRow(cells)) last.push(number);
    last.splice(0, last.length - lines);
  }
  return (last[0] ?? layout.rowsBefore + 1) - 1;
}

async function* allRows(text: TableText, { delimiter, newline, rowsBefore }: Layout) {
  const splitter = createSplitter(delimiter, newline);
  const below = (rows: ExactRow[]) =>
    (rows[0]?.number ?? 0) > rowsBefore ? rows : rows.filter((row) => row.number > rowsBefore);
  let bytesRead = 0;
  for await (const piece of orStopped(text.pieces())) {
    bytesRead = piece.read;
    yield { rows: below(splitter.push(piece.text)), bytesRead };
    if (splitter.brokenRow !== null)
      throw new ReadingStopped({ reason: "endless row", row: splitter.brokenRow });
  }
  yield { rows: below(splitter.end()), bytesRead };
}

/** The same pieces; what of their ending is the file's fault is said. */
async function* orStopped<T>(pieces: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    yield* pieces;
  } catch (error) {
    const refusal = refusalOf(error);
    throw refusal === null ? error : new ReadingStopped(refusal);
  }
}
