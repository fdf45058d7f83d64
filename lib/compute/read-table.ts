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
import { createDataRows } from "#lib/import/data-rows.ts";
import type { Cut, Layout, LayoutChoice } from "#lib/import/delimiter.ts";
import type { Encoding } from "#lib/import/encoding.ts";
import { checkHeadings } from "#lib/import/headings.ts";
import type { Refusal } from "#lib/import/refusal.ts";
import { createSplitter, type ExactRow } from "#lib/import/split.ts";

const openHeading =
  "A quotation mark opens in the headings and never closes, so they cannot be told apart. Mend that row, and choose the file again.";

export interface RowBatch {
  readonly rows: readonly ExactRow[];
  /** Of the file, so far: what progress is shown from. */
  readonly bytesRead: number;
}

/** A table on disk, understood so far that its rows can be read, any number of times. */
export interface Table {
  readonly encoding: Encoding;
  readonly layout: Cut;
  /** Null: the file is no workbook. */
  readonly sheet: SheetFound | null;
  readonly headings: readonly string[];
  readonly bytes: number;
  /** The rows of the sample, to judge the columns by. */
  readonly head: readonly ExactRow[];
  /** Whether the head is all there is. */
  readonly headIsAll: boolean;
  /**
   * All rows below the headings in batches, in memory proportional to a batch. When it has ended, the value
   * returned says how many footer lines were left out, or why the rest could not be read.
   */
  batches(): AsyncGenerator<RowBatch, RowsEnd, void>;
  /** The file's own bytes in UTF-8, headings included, for a reader of its own; null where lines end with \r alone. */
  readonly pieces: (() => AsyncGenerator<TablePiece, Refusal | null, void>) | null;
}

export interface RowsEnd {
  readonly footers: number;
  readonly refusal: Refusal | null;
}

export type TableOpened =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly refusal: Refusal };

/** Headings included: the first row that comes is theirs. */
async function* splitRows(text: TableText, layout: Layout): AsyncGenerator<RowBatch, Refusal | null, void> {
  const splitter = createSplitter(layout.delimiter, layout.newline);
  let bytesRead = 0;
  const below = (rows: ExactRow[]) =>
    (rows[0]?.number ?? 0) > layout.rowsBefore ? rows : rows.filter((row) => row.number > layout.rowsBefore);
  try {
    for await (const piece of text.pieces()) {
      bytesRead = piece.read;
      yield { rows: below(splitter.push(piece.text)), bytesRead };
      if (splitter.brokenRow !== null) return { reason: "endless row", row: splitter.brokenRow };
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
  yield { rows: below(splitter.end()), bytesRead };
  return null;
}

async function* dataBatches(
  text: TableText,
  layout: Layout,
  width: number,
): AsyncGenerator<RowBatch, RowsEnd, void> {
  const dataRows = createDataRows(width);
  const rows = splitRows(text, layout);
  let headingsPassed = false;
  try {
    for (;;) {
      const step = await rows.next();
      if (step.done === true) return { footers: dataRows.footers, refusal: step.value };
      const below = headingsPassed ? step.value.rows : step.value.rows.slice(1);
      headingsPassed ||= step.value.rows.length > 0;
      yield { rows: dataRows.pick(below), bytesRead: step.value.bytesRead };
    }
  } finally {
    // Whoever has seen enough leaves in the middle: the file, or the thread of a workbook, must not stay open.
    await rows.return(null);
  }
}

async function* utf8Pieces(text: TableText): AsyncGenerator<TablePiece, Refusal | null, void> {
  try {
    yield* text.utf8Pieces();
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

/** What somebody has said about the file as a whole; the rest is found out. */
export interface TableChoice extends TextChoice, LayoutChoice {}

/**
 * Understands a table: text in any encoding, or a sheet of a workbook, packed in gzip or not: its delimiter, headings, and the rows
 * of a sample. What is no table is refused with the reason. Reads the file once for its encoding and never holds more than a
 * piece. `sampleBytes` is how much of it becomes the head; more is taken where it holds no whole row.
 */
export async function openTable(
  path: string,
  sampleBytes: number = headBytes,
  choice: TableChoice = {},
): Promise<TableOpened> {
  const opened = await openText(path, choice, sampleBytes);
  if (!opened.ok) return opened;
  const { text } = opened;
  const sample = readSample(text, choice);
  if (!text.isAll && sample.rows.length < 2 && sample.brokenRow === null && sampleBytes < longestHead) {
    return openTable(path, sampleBytes < headBytes ? headBytes : longestHead, choice);
  }
  const refusal = sampleRefusal(sample, text);
  if (refusal !== null) return { ok: false, refusal };
  const [first, ...rest] = sample.rows;
  if (first?.problems.some(({ problem }) => problem === "never closed")) {
    return { ok: false, refusal: { reason: "headings", sentence: openHeading } };
  }
  const checked = checkHeadings(first?.cells ?? []);
  if (!checked.ok) return { ok: false, refusal: { reason: "headings", sentence: checked.sentence } };
  const rows = createDataRows(checked.headings.length).pick(rest);
  if (rows.length === 0 && text.isAll) return { ok: false, refusal: { reason: "no rows" } };
  return {
    ok: true,
    table: {
      encoding: text.encoding,
      layout: sample.layout,
      sheet: text.sheet,
      headings: checked.headings,
      bytes: text.size,
      head: rows,
      headIsAll: text.isAll,
      batches: () => dataBatches(text, sample.layout, checked.headings.length),
      pieces: sample.layout.newline === "\n" ? () => utf8Pieces(text) : null,
    },
  };
}

interface Sample {
  readonly layout: Layout;
  /** The headings first. */
  readonly rows: readonly ExactRow[];
  readonly brokenRow: number | null;
}

function readSample(text: TableText, choice: TableChoice): Sample {
  const layout = layoutOf(text, choice);
  const splitter = createSplitter(layout.delimiter, layout.newline);
  const pushed = splitter.push(text.head);
  const rows = (text.isAll ? [...pushed, ...splitter.end()] : pushed).filter(
    (row) => row.number > layout.rowsBefore,
  );
  return { layout, rows, brokenRow: splitter.brokenRow };
}

/** What keeps a sample from being the beginning of a table. */
function sampleRefusal({ rows, brokenRow, layout }: Sample, { head, isAll }: TableText): Refusal | null {
  if (isAll && head.trim() === "") return { reason: "empty" };
  if (rows.length === 0) return { reason: "endless row", row: brokenRow ?? layout.rowsBefore + 1 };
  return null;
}
