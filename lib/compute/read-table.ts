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

async function readHead(path: string): Promise<{ head: Buffer; bytes: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, headBytes));
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

/**
 * Understands a file of delimited text: encoding, delimiter, headings, and the rows of a sample. What is
 * no table is refused with the reason. Reads the file once for its encoding and never holds more than a piece.
 * `sampleBytes` is how much of it becomes the head: the whole first megabyte at most.
 */
export async function openTable(path: string, sampleBytes: number = headBytes): Promise<TableOpened> {
  const { head, bytes } = await readHead(path);
  const found = detectEncoding(head, await wholeIsUtf8(path, head, bytes));
  if (!found.ok) return { ok: false, refusal: { reason: found.reason } };
  const sampled = Math.min(head.length, sampleBytes);
  const headIsAll = sampled === bytes;
  const sample = head.subarray(found.byteOrderMark, sampled);
  const text = new TextDecoder(found.encoding).decode(sample, { stream: !headIsAll });
  if (text.trim() === "") return { ok: false, refusal: { reason: "empty" } };
  const layout = detectLayout(text);
  const splitter = createSplitter(layout.delimiter, layout.newline);
  const pushed = splitter.push(text);
  const all = headIsAll ? [...pushed, ...splitter.end()] : pushed;
  const [first, ...rest] = all.filter((row) => row.number > layout.rowsBefore);
  if (first === undefined)
    return { ok: false, refusal: { reason: "open quote", row: layout.rowsBefore + 1 } };
  const checked = checkHeadings(first.cells);
  if (!checked.ok) return { ok: false, refusal: { reason: "headings", sentence: checked.sentence } };
  const headRows = createDataRows(first.cells.length).pick(rest);
  if (headRows.length === 0) {
    const broken = splitter.brokenRow;
    return {
      ok: false,
      refusal:
        broken === null && headIsAll ? { reason: "no rows" } : { reason: "open quote", row: broken ?? 2 },
    };
  }
  const format: Format = { path, encoding: found.encoding, byteOrderMark: found.byteOrderMark, layout };
  return {
    ok: true,
    table: {
      encoding: found.encoding,
      layout,
      headings: checked.headings,
      bytes,
      head: headRows,
      headIsAll,
      batches: () => dataBatches(format, checked.headings.length),
    },
  };
}
