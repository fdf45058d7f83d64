import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { type Delimiter, detectLayout } from "#lib/import/delimiter.ts";
import { detectEncoding, type Encoding } from "#lib/import/encoding.ts";
import { createExactReader, type ExactRow } from "#lib/import/exact-rows.ts";
import { lineEndOf } from "#lib/import/line-end.ts";
import { sentenceOfRefusal } from "#lib/import/refusal.ts";

/** A table on disk whose cells can be read exactly as they stand, any number of times. */
export interface ExactFile {
  readonly name: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** The first rows, the headings before all. */
  readonly head: readonly ExactRow[];
  /** All rows, headings first, in memory proportional to a piece of the file. */
  batches(): AsyncGenerator<readonly ExactRow[], void, void>;
}

export type ExactOpened =
  | { readonly ok: true; readonly file: ExactFile }
  | { readonly ok: false; readonly code: string; readonly sentence: string };

export interface ExactOptions {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

const headBytes = 1_000_000;
/** A few kilobytes can be packed so that they would fill every disk. */
export const longestInflated = 4_000_000_000;

class InflatedTooFar extends Error {}

interface Bytes {
  readonly path: string;
  readonly packed: boolean;
}

async function* piecesOf({ path: file, packed }: Bytes): AsyncGenerator<Buffer, void, void> {
  const stream = createReadStream(file, { highWaterMark: 256 * 1024 });
  if (!packed) {
    yield* stream as AsyncIterable<Buffer>;
    return;
  }
  const inflated = createGunzip();
  stream.on("error", (error) => inflated.destroy(error));
  let bytes = 0;
  try {
    for await (const piece of stream.pipe(inflated) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > longestInflated) throw new InflatedTooFar();
      yield piece;
    }
  } finally {
    stream.destroy();
  }
}

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** The beginning of a file, and whether all of it is UTF-8. */
async function survey(bytes: Bytes): Promise<{ head: Buffer; isAll: boolean; isUtf8: boolean }> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const pieces: Buffer[] = [];
  let kept = 0;
  let isAll = true;
  let isUtf8 = true;
  for await (const piece of piecesOf(bytes)) {
    if (kept < headBytes) {
      pieces.push(piece);
      kept += piece.length;
    } else isAll = false;
    if (isUtf8) isUtf8 = decodes(decoder, piece, true);
    if (!isUtf8 && kept >= headBytes) break;
  }
  return {
    head: Buffer.concat(pieces),
    isAll: isAll && kept > 0,
    isUtf8: isUtf8 && decodes(decoder, null, false),
  };
}

function decodes(decoder: InstanceType<typeof TextDecoder>, piece: Buffer | null, stream: boolean): boolean {
  try {
    if (piece === null) decoder.decode();
    else decoder.decode(piece, { stream });
    return true;
  } catch {
    return false;
  }
}

const refused = (code: string, sentence: string): ExactOpened => ({ ok: false, code, sentence });

/**
 * Opens a file of delimited text, packed with gzip or not, and finds out its encoding, delimiter and line ends; what is given
 * in `options` is taken as given. Refused with a sentence: what is not there, is empty, or is no text.
 */
export async function openExact(file: string, options: ExactOptions = {}): Promise<ExactOpened> {
  try {
    return await tryOpen(file, options);
  } catch (error) {
    if (error instanceof InflatedTooFar)
      return refused("too large", "Unpacked, this file has more than 4 GB. Split it, and choose the parts.");
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return refused("not found", `There is no file ${file}.`);
    if (code.startsWith("Z_"))
      return refused("binary", "This packed file is damaged. Pack it again, or choose the file itself.");
    if (code === "EISDIR") return refused("not a file", `${file} is a folder. Name the files in it.`);
    if (code === "EACCES") return refused("not readable", `${file} may not be read.`);
    throw error;
  }
}

async function tryOpen(file: string, options: ExactOptions): Promise<ExactOpened> {
  const bytes: Bytes = { path: file, packed: await isPacked(file) };
  const { head, isAll, isUtf8 } = await survey(bytes);
  const found = detectEncoding(head, isUtf8);
  if (!found.ok) return refused(found.reason, sentenceOfRefusal({ reason: found.reason }));
  const encoding = options.encoding ?? found.encoding;
  const { byteOrderMark } = found;
  const text = decoderOf(encoding).decode(head.subarray(byteOrderMark), { stream: !isAll });
  if (text === "") return refused("empty", sentenceOfRefusal({ reason: "empty" }));
  const newline = lineEndOf(text);
  const delimiter = options.delimiter ?? detectLayout(text).delimiter;
  const dialect: Dialect = { delimiter, newline, hasHint: /^sep=.\r?[\n\r]/i.test(text) };
  const rows = createRows(dialect);
  const first = rows.push(text);
  return {
    ok: true,
    file: {
      name: path.basename(file),
      encoding,
      delimiter,
      head: isAll ? [...first, ...rows.end()] : first,
      batches: () => allRows(bytes, encoding, byteOrderMark, dialect),
    },
  };
}

/** A mark at the beginning has been cut off; a second one is text. */
const decoderOf = (encoding: Encoding) => new TextDecoder(encoding, { ignoreBOM: true });

interface Dialect {
  readonly delimiter: Delimiter;
  readonly newline: "\n" | "\r";
  /** Excel's `sep=;` stands in the first line. */
  readonly hasHint: boolean;
}

async function* allRows(
  bytes: Bytes,
  encoding: Encoding,
  byteOrderMark: number,
  dialect: Dialect,
): AsyncGenerator<readonly ExactRow[], void, void> {
  const decoder = decoderOf(encoding);
  const rows = createRows(dialect);
  let toSkip = byteOrderMark;
  for await (const piece of piecesOf(bytes)) {
    const skipped = Math.min(toSkip, piece.length);
    toSkip -= skipped;
    yield rows.push(decoder.decode(piece.subarray(skipped), { stream: true }));
  }
  yield [...rows.push(decoder.decode()), ...rows.end()];
}

const isBlank = ({ cells }: ExactRow) => cells.length === 1 && cells[0]?.trim() === "";

/** Rows from the headings on: the hint and blank lines before them are left out, unless there is nothing else. */
function createRows({ delimiter, newline, hasHint }: Dialect) {
  const reader = createExactReader(delimiter, newline);
  const waiting: ExactRow[] = [];
  let begun = false;
  const from = (rows: ExactRow[]): ExactRow[] => {
    if (begun) return rows;
    const start = rows.findIndex((row) => !(hasHint && row.number === 1) && !isBlank(row));
    if (start >= 0) {
      begun = true;
      return rows.slice(start);
    }
    waiting.push(...rows.filter((row) => !(hasHint && row.number === 1)));
    return [];
  };
  return {
    push: (text: string) => from(reader.push(text)),
    end(): ExactRow[] {
      const last = from(reader.end());
      return begun ? last : waiting;
    },
  };
}
