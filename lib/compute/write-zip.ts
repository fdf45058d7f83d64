import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

/** A zip that is written to a file entry by entry, each compressed as it comes. */
export interface ZipWriter {
  add(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void>;
  /** Writes the directory; nothing can be added after it. */
  finish(): Promise<void>;
}

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980, the first day that a zip knows: the same data makes the same file. */
const day = 0x0021;
const most = 0xffff_ffff;

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(day, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function directoryEntry({ name, crc, packed, size, at }: Entry): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(deflated, 10);
  bytes.writeUInt16LE(day, 14);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(packed, 20);
  bytes.writeUInt32LE(size, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt32LE(at, 42);
  return Buffer.concat([bytes, name]);
}

function endOfDirectory(count: number, bytes: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

/** Many small pieces at once: each of them compressed alone would take most of the time. */
async function* gathered(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Buffer, void, void> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/**
 * Writes a zip (APPNOTE 6.3: deflate, sizes after the data) into an open file, in memory for one piece. Throws what the file
 * system throws, and where an entry or the whole would pass four gigabytes, which this form cannot say.
 */
export function createZip(file: FileHandle): ZipWriter {
  const entries: Entry[] = [];
  let at = 0;
  const write = async (bytes: Uint8Array) => {
    await file.appendFile(bytes);
    at += bytes.length;
    if (at > most) throw new Error("A zip of more than four gigabytes cannot be written.");
  };
  return {
    async add(name, pieces) {
      const bytes = Buffer.from(name);
      const from = at;
      await write(localHeader(bytes));
      const start = at;
      let crc = 0;
      let size = 0;
      const counted = async function* () {
        for await (const piece of gathered(pieces)) {
          crc = crc32(piece, crc);
          size += piece.length;
          yield piece;
        }
      };
      const source = Readable.from(counted());
      const packer = createDeflateRaw({ level: 6 });
      source.on("error", (error) => packer.destroy(error));
      for await (const packed of source.pipe(packer)) await write(packed as Buffer);
      if (size > most) throw new Error("A zip entry of more than four gigabytes cannot be written.");
      const entry = { name: bytes, crc, packed: at - start, size, at: from };
      await write(descriptor(entry));
      entries.push(entry);
    },
    async finish() {
      const from = at;
      for (const entry of entries) await write(directoryEntry(entry));
      await write(endOfDirectory(entries.length, at - from, from));
    },
  };
}
