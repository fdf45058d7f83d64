import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip, gunzipSync } from "node:zlib";
import type { SheetFound } from "#lib/compute/xlsx/convert.ts";
import { WorkbookRefused } from "#lib/compute/xlsx/parts.ts";
import { readSheetText } from "#lib/compute/xlsx/read.ts";

export interface TablePiece {
  readonly bytes: Buffer;
  /** Of the file on disk, so far: what progress is shown from. */
  readonly read: number;
}

/** A file as the text of a table, whatever it is packed in. */
export interface TableBytes {
  /** Of the file on disk. */
  readonly size: number;
  /** Null: the file is no workbook. Its text is comma-separated UTF-8. */
  readonly sheet: SheetFound | null;
  /** The beginning, and whether that is all. */
  head(most: number): Promise<{ readonly bytes: Buffer; readonly isAll: boolean }>;
  /** From the beginning, any number of times. */
  pieces(): AsyncGenerator<TablePiece, void, void>;
}

/** A few kilobytes can be packed so that they would fill every disk. */
const longestInflated = 4_000_000_000;
export class InflatedTooFar extends Error {}

/** What somebody has said of a workbook. */
export interface SheetChoice {
  readonly sheet?: string | undefined;
  readonly headingsRow?: number | undefined;
}

const pieceBytes = 128 * 1024;
const zipSignature = Buffer.from("PK\x03\x04", "latin1");

async function firstBytes(path: string, most: number): Promise<{ bytes: Buffer; size: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, most));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

/** The first bytes of what is packed; nothing where it is damaged. */
function inflatedStart(bytes: Buffer): Buffer {
  try {
    // The rest of the file is not there, so the end must not be asked for.
    return gunzipSync(bytes, { finishFlush: 2 }).subarray(0, 4);
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * Opens a file of text, a workbook, or either packed in gzip. `sheet` names one of the workbook's, else it is the first that
 * looks like a table. Throws WorkbookRefused for a workbook that cannot be read, and what the file system throws.
 */
export async function openBytes(path: string, choice: SheetChoice): Promise<TableBytes> {
  const { bytes, size } = await firstBytes(path, 1024);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const start = isPacked ? inflatedStart(bytes) : bytes.subarray(0, 4);
  if (start.equals(zipSignature)) return openSheet({ path, packed: isPacked, ...choice }, size);
  return isPacked ? packedText(path, size) : plainText(path, size);
}

function plainText(path: string, size: number): TableBytes {
  return {
    size,
    sheet: null,
    async head(most) {
      const { bytes } = await firstBytes(path, most);
      return { bytes, isAll: bytes.length === size };
    },
    async *pieces() {
      let read = 0;
      const stream = createReadStream(path, { highWaterMark: pieceBytes });
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        read += bytes.length;
        yield { bytes, read };
      }
    },
  };
}

/** Reads pieces until there are enough. */
async function headOf(pieces: AsyncGenerator<TablePiece, void, void>, most: number) {
  const kept: Buffer[] = [];
  let length = 0;
  let isAll = true;
  for await (const { bytes } of pieces) {
    if (length >= most) {
      isAll = false;
      break;
    }
    kept.push(bytes);
    length += bytes.length;
  }
  return { bytes: Buffer.concat(kept), isAll };
}

function packedText(path: string, size: number): TableBytes {
  async function* pieces(): AsyncGenerator<TablePiece, void, void> {
    const stream = createReadStream(path, { highWaterMark: pieceBytes });
    const inflated = createGunzip();
    stream.on("error", (error) => inflated.destroy(error));
    let length = 0;
    try {
      for await (const bytes of stream.pipe(inflated) as AsyncIterable<Buffer>) {
        length += bytes.length;
        if (length > longestInflated) throw new InflatedTooFar();
        yield { bytes, read: stream.bytesRead };
      }
    } finally {
      stream.destroy();
    }
  }
  return { size, sheet: null, head: (most) => headOf(pieces(), most), pieces };
}

const headKept = 1_000_000;

async function openSheet(
  { path, packed, sheet, headingsRow }: SheetChoice & { readonly path: string; readonly packed: boolean },
  size: number,
): Promise<TableBytes> {
  async function* pieces(name: string | null, found?: (sheet: SheetFound) => void) {
    for await (const step of readSheetText({ path, packed, sheet: name, headingsRow })) {
      if (step.kind === "found") found?.(step.found);
      else yield { bytes: step.bytes, read: Math.round(step.share * size) };
    }
  }
  let known: SheetFound | null = null;
  // The first megabyte is read along with the names: the thread need not begin again for it.
  const head = await headOf(
    pieces(sheet ?? null, (found) => {
      known = found;
    }),
    headKept,
  );
  const found = known as SheetFound | null;
  if (found === null) throw new WorkbookRefused("This Excel file has no sheet with a table in it.");
  return {
    size,
    sheet: found,
    head: async (most) =>
      head.isAll || most <= head.bytes.length ? head : headOf(pieces(found.sheet), most),
    pieces: () => pieces(found.sheet),
  };
}
