import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createDataRows } from "#lib/import/data-rows.ts";
import { detectLayout, type Layout } from "#lib/import/delimiter.ts";
import { detectEncoding, type Encoding } from "#lib/import/encoding.ts";
import { checkHeadings } from "#lib/import/headings.ts";
import type { Refusal } from "#lib/import/refusal.ts";
import { createSplitter, type SplitRow } from "#lib/import/split.ts";

const headBytes = 1_000_000;
const pieceBytes = 128 * 1024;

export interface RowBatch {
  readonly rows: readonly SplitRow[];
  /** Of the file, so far: what progress is shown from. */
  readonly bytesRead: number;
}

/** A table on disk, understood so far that its rows can be read, any number of times. */
export interface Table {
  readonly encoding: Encoding;
  readonly layout: Layout;
  readonly headings: readonly string[];
  readonly bytes: number;
  /** The rows of the sample, to judge the columns by. */
  readonly head: readonly SplitRow[];
  /** Whether the head is all there is. */
  readonly headIsAll: boolean;
  /**
   * All rows below the headings in batches, in memory proportional to a batch. When it has ended, the value
   * returned says how many footer lines were left out, or why the rest could not be read.
   */
  batches(): AsyncGenerator<RowBatch, RowsEnd, void>;
}

export interface RowsEnd {
  readonly footers: number;
  readonly refusal: Refusal | null;
}

export type TableOpened =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly refusal: Refusal };

/** Whether all of a file is valid UTF-8, looked at in pieces that end with a one-byte character. */
async function wholeIsUtf8(path: string, head: Buffer, bytes: number): Promise<boolean> {
  if (head.length === bytes) return isUtf8(head);
  let carry: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: headBytes }) as AsyncIterable<Buffer>) {
    const bytes = carry.length === 0 ? piece : Buffer.concat([carry, piece]);
    let end = bytes.length;
    while (end > 0 && (bytes[end - 1] ?? 0) >= 0x80) end--;
    if (!isUtf8(bytes.subarray(0, end))) return false;
    carry = Buffer.from(bytes.subarray(end));
  }
  return isUtf8(carry);
}

async function readHead(path: string, most: number): Promise<{ head: Buffer; bytes: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, most));
    await file.read(head, 0, head.length, 0);
    return { head, bytes: size };
  } finally {
    await file.close();
  }
}

interface Format {
  readonly path: string;
  readonly encoding: Encoding;
  readonly byteOrderMark: number;
  readonly layout: Layout;
}

/** Headings included: the first row that comes is theirs. */
async function* splitRows({
  path,
  encoding,
  byteOrderMark,
  layout,
}: Format): AsyncGenerator<RowBatch, number | null, void> {
  const decoder = new TextDecoder(encoding);
  const splitter = createSplitter(layout.delimiter, layout.newline);
  let bytesRead = byteOrderMark;
  const stream = createReadStream(path, { start: byteOrderMark, highWaterMark: pieceBytes });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    bytesRead += piece.length;
    const rows = splitter.push(decoder.decode(piece, { stream: true }));
    yield { rows: rows.filter((row) => row.number > layout.rowsBefore), bytesRead };
    if (splitter.brokenRow !== null) return splitter.brokenRow;
  }
  const last = [...splitter.push(decoder.decode()), ...splitter.end()];
  yield { rows: last.filter((row) => row.number > layout.rowsBefore), bytesRead };
  return splitter.brokenRow;
}

async function* dataBatches(format: Format, width: number): AsyncGenerator<RowBatch, RowsEnd, void> {
  const dataRows = createDataRows(width);
  const rows = splitRows(format);
  let headingsPassed = false;
  for (;;) {
    const step = await rows.next();
    if (step.done === true) {
      const refusal: Refusal | null = step.value === null ? null : { reason: "open quote", row: step.value };
      return { footers: dataRows.footers, refusal };
    }
    const below = headingsPassed ? step.value.rows : step.value.rows.slice(1);
    headingsPassed ||= step.value.rows.length > 0;
    yield { rows: dataRows.pick(below), bytesRead: step.value.bytesRead };
  }
}

/** Rows of at most four million characters fit into this, also in UTF-16. */
const longestHead = 8_388_608;

/**
 * Understands a file of delimited text: encoding, delimiter, headings, and the rows of a sample. What is
 * no table is refused with the reason. Reads the file once for its encoding and never holds more than a piece.
 * `sampleBytes` is how much of it becomes the head; more is taken where it holds no whole row.
 */
export async function openTable(path: string, sampleBytes: number = headBytes): Promise<TableOpened> {
  const { head, bytes } = await readHead(path, sampleBytes);
  const found = detectEncoding(head, await wholeIsUtf8(path, head, bytes));
  if (!found.ok) return { ok: false, refusal: { reason: found.reason } };
  const { encoding, byteOrderMark } = found;
  const sample = readSample(head, bytes, encoding, byteOrderMark);
  if (!sample.isAll && sample.rows.length < 2 && sample.brokenRow === null && sampleBytes < longestHead) {
    return openTable(path, sampleBytes < headBytes ? headBytes : longestHead);
  }
  const refusal = refusalOf(sample);
  if (refusal !== null) return { ok: false, refusal };
  const [first, ...rest] = sample.rows;
  const checked = checkHeadings(first?.cells ?? []);
  if (!checked.ok) return { ok: false, refusal: { reason: "headings", sentence: checked.sentence } };
  const rows = createDataRows(checked.headings.length).pick(rest);
  if (rows.length === 0 && sample.isAll) return { ok: false, refusal: { reason: "no rows" } };
  const format: Format = { path, encoding, byteOrderMark, layout: sample.layout };
  return {
    ok: true,
    table: {
      encoding,
      layout: sample.layout,
      headings: checked.headings,
      bytes,
      head: rows,
      headIsAll: sample.isAll,
      batches: () => dataBatches(format, checked.headings.length),
    },
  };
}

interface Sample {
  readonly layout: Layout;
  /** The headings first. */
  readonly rows: readonly SplitRow[];
  readonly isAll: boolean;
  readonly isBlank: boolean;
  readonly brokenRow: number | null;
}

function readSample(head: Buffer, bytes: number, encoding: Encoding, byteOrderMark: number): Sample {
  const isAll = head.length === bytes;
  const text = new TextDecoder(encoding).decode(head.subarray(byteOrderMark), { stream: !isAll });
  const layout = detectLayout(text);
  const splitter = createSplitter(layout.delimiter, layout.newline);
  const pushed = splitter.push(text);
  const rows = (isAll ? [...pushed, ...splitter.end()] : pushed).filter(
    (row) => row.number > layout.rowsBefore,
  );
  return { layout, rows, isAll, isBlank: text.trim() === "", brokenRow: splitter.brokenRow };
}

/** What keeps a sample from being the beginning of a table. */
function refusalOf({ rows, isAll, isBlank, brokenRow, layout }: Sample): Refusal | null {
  if (isBlank && isAll) return { reason: "empty" };
  if (rows.length < 2 && brokenRow !== null) return { reason: "open quote", row: brokenRow };
  if (rows.length === 0) return { reason: "open quote", row: layout.rowsBefore + 1 };
  return null;
}
