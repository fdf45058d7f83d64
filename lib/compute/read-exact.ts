import path from "node:path";
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
import type { Delimiter, Layout, LayoutChoice } from "#lib/import/delimiter.ts";
import type { Encoding } from "#lib/import/encoding.ts";
import { type Refusal, sentenceOfRefusal } from "#lib/import/refusal.ts";
import { createSplitter, type ExactRow } from "#lib/import/split.ts";

/** A table on disk whose cells can be read exactly as they stand, any number of times. */
export interface ExactFile {
  readonly name: string;
  readonly encoding: Encoding;
  /** Some characters are not what the encoding allows, and are read as \ufffd. */
  readonly isDamaged: boolean;
  readonly delimiter: Delimiter;
  /** Filled rows above the headings: the title of a report. They are no data. */
  readonly titles: number;
  /** Null: the file is no workbook. */
  readonly sheet: SheetFound | null;
  /** The first rows, the headings before all. */
  readonly head: readonly ExactRow[];
  /** All rows, headings first, in memory proportional to a piece of the file. */
  batches(): AsyncGenerator<readonly ExactRow[], void, void>;
}

export type ExactOpened =
  | { readonly ok: true; readonly file: ExactFile }
  | { readonly ok: false; readonly code: string; readonly sentence: string };

export interface ExactOptions extends TextChoice, LayoutChoice {}

const refused = (code: string, sentence: string): ExactOpened => ({ ok: false, code, sentence });

/**
 * Opens a table, packed with gzip or not, as text or as a sheet of a workbook, and finds out its encoding, delimiter and line
 * ends; what is given in `options` is taken as given. Refused with a sentence: what is not there, is empty, or is no text.
 */
export async function openExact(file: string, options: ExactOptions = {}): Promise<ExactOpened> {
  try {
    return await tryOpen(file, options);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return refused("not found", `There is no file ${file}.`);
    if (code === "EISDIR") return refused("not a file", `${file} is a folder. Name the files in it.`);
    if (code === "EACCES") return refused("not readable", `${file} may not be read.`);
    throw error;
  }
}

async function tryOpen(file: string, options: ExactOptions, most = headBytes): Promise<ExactOpened> {
  const opened = await openText(file, options, most);
  if (!opened.ok) return refused(opened.refusal.reason, sentenceOfRefusal(opened.refusal));
  const { text } = opened;
  if (text.head === "") return refused("empty", sentenceOfRefusal({ reason: "empty" }));
  const layout = layoutOf(text, options);
  const rows = createRows(layout);
  const first = rows.push(text.head);
  if (!text.isAll && first.length < 2 && most < longestHead) return tryOpen(file, options, longestHead);
  if (!text.isAll && first.length === 0) {
    const refusal: Refusal = { reason: "endless row", row: rows.brokenRow ?? 1 };
    return refused(refusal.reason, sentenceOfRefusal(refusal));
  }
  return {
    ok: true,
    file: {
      name: path.basename(file),
      encoding: text.encoding,
      isDamaged: text.isDamaged,
      delimiter: layout.delimiter,
      titles: layout.titles,
      sheet: text.sheet,
      head: text.isAll ? [...first, ...rows.end()] : first,
      batches: () => allRows(text, layout),
    },
  };
}

/** A file that turns out damaged, or no table, half way. */
export class ReadingStopped extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(sentenceOfRefusal(refusal));
    this.refusal = refusal;
  }
}

async function* allRows(text: TableText, layout: Layout): AsyncGenerator<readonly ExactRow[], void, void> {
  const rows = createRows(layout);
  try {
    for await (const piece of text.pieces()) yield rows.push(piece.text);
  } catch (error) {
    const refusal = refusalOf(error);
    throw refusal === null ? error : new ReadingStopped(refusal);
  }
  if (rows.brokenRow !== null) throw new ReadingStopped({ reason: "endless row", row: rows.brokenRow });
  yield rows.end();
}

const isBlank = ({ cells }: ExactRow) => cells.length === 1 && cells[0]?.trim() === "";

/** Blank lines before any row that is not; a file of more is one of blank lines. */
const mostWaiting = 100_000;

/** Rows from the headings on: what stands above them is left out, unless there is nothing else. */
function createRows({ delimiter, newline, rowsBefore }: Layout) {
  const reader = createSplitter(delimiter, newline);
  const waiting: ExactRow[] = [];
  let begun = false;
  const from = (rows: ExactRow[]): ExactRow[] => {
    if (begun) return rows;
    const start = rows.findIndex((row) => row.number > rowsBefore && !isBlank(row));
    if (start >= 0) {
      begun = true;
      return rows.slice(start);
    }
    for (const row of rows) waiting.push(row);
    if (waiting.length < mostWaiting) return [];
    begun = true;
    return waiting.splice(0);
  };
  return {
    push: (text: string) => from(reader.push(text)),
    end(): ExactRow[] {
      const last = from(reader.end());
      return begun ? last : waiting;
    },
    get brokenRow() {
      return reader.brokenRow;
    },
  };
}
