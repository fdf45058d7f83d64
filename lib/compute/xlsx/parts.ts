import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from "yauzl";

/** Why a workbook is not read. The sentence is for the person who chose the file. */
export class WorkbookRefused extends Error {
  readonly sentence: string;
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.sentence = sentence;
  }
}

const mostParts = 5_000;
/** What a workbook may unpack to in all; a sheet of a million rows and forty columns takes about two gigabytes. */
const longestPart = 4_000_000_000;
/** Real sheets shrink to a tenth or a thirtieth; what shrinks much further was made to fill a memory. */
const mostShrunk = 150;
const shrunkFrom = 32_000_000;
const longestPacked = 256_000_000;

export const damaged =
  "This Excel file is damaged. Open it in Excel, save it again, and choose the new file.";
const tooLarge =
  "This Excel file unpacks to far more than its size, which no table does, so it is not opened. Save the sheet as CSV, and choose that file.";
const noWorkbook = "This is a packed folder, not an Excel file. Unpack it, and choose the tables in it.";

/** The parts of a workbook by name; nothing is unpacked before it is asked for. */
export interface Parts {
  has(name: string): boolean;
  /** Unpacked, in pieces. Throws WorkbookRefused beyond `most` bytes. */
  read(name: string, most?: number): AsyncGenerator<Buffer, void, void>;
  /** Unpacked bytes, as the file says. */
  bytes(name: string): number;
  close(): void;
}

async function openZip(path: string, packed: boolean): Promise<ZipFile> {
  const options = { autoClose: false };
  if (!packed) return openPromise(path, options);
  // A zip is read from its end: one that is packed once more has to be unpacked before.
  return fromBufferPromise(gunzipSync(await readFile(path), { maxOutputLength: longestPacked }), options);
}

function checkSizes({ compressedSize, uncompressedSize }: Entry): void {
  const shrunk = uncompressedSize > shrunkFrom && uncompressedSize > compressedSize * mostShrunk;
  if (shrunk || uncompressedSize > longestPart) throw new WorkbookRefused(tooLarge);
}

/**
 * Opens the zip of a workbook (`packed`: in gzip) within bounds on the number of its parts, on what they unpack to and on how
 * far they are shrunk; a zip without any of the parts `oneOf` is none. Throws WorkbookRefused with a sentence.
 */
export async function openParts(
  path: string,
  packed: boolean,
  oneOf: readonly string[] = ["[content_types].xml", "xl/workbook.xml"],
): Promise<Parts> {
  const zip = await openZip(path, packed).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw error;
    throw new WorkbookRefused(error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge : damaged, error);
  });
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > mostParts) throw new WorkbookRefused(tooLarge);
    for await (const entry of zip.eachEntry()) {
      checkSizes(entry);
      entries.set(entry.fileName.replace(/^\//, "").toLowerCase(), entry);
    }
  } catch (error) {
    zip.close();
    throw error instanceof WorkbookRefused ? error : new WorkbookRefused(damaged, error);
  }
  if (!oneOf.some((name) => entries.has(name))) {
    zip.close();
    throw new WorkbookRefused(noWorkbook);
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    bytes: (name) => entries.get(name.toLowerCase())?.uncompressedSize ?? 0,
    read: (name, most = longestPart) => pieces(zip, entries.get(name.toLowerCase()), most),
    close: () => zip.close(),
  };
}

async function* pieces(
  zip: ZipFile,
  entry: Entry | undefined,
  most: number,
): AsyncGenerator<Buffer, void, void> {
  if (entry === undefined) return;
  if (entry.uncompressedSize > most) throw new WorkbookRefused(tooLarge);
  let stream: Readable | null = null;
  let bytes = 0;
  try {
    stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      // The sizes that the file gives may be untrue.
      if (bytes > most) throw new WorkbookRefused(tooLarge);
      yield piece;
    }
  } catch (error) {
    throw error instanceof WorkbookRefused ? error : new WorkbookRefused(damaged, error);
  } finally {
    stream?.destroy();
  }
}
