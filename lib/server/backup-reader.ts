import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { endOfRows } from "#lib/server/backup-format.ts";

export interface BackupReader {
  /** The next line, parsed as JSON. Throws when the file ends here or the line is not JSON. */
  line(): Promise<unknown>;
  /** The bytes of a table's rows up to the end mark, in pieces. */
  rows(): AsyncGenerator<Buffer, void>;
  close(): void;
}

const newline = 0x0a;
const mark = Buffer.from(`\n${endOfRows}`);
const lineLimit = 1_000_000;

/** Reads a backup file in one pass, holding no more than a piece of it. */
export function openBackup(file: string): BackupReader {
  const compressed = createReadStream(file);
  const source = compressed.pipe(createGunzip());
  compressed.on("error", (error) => source.destroy(error));
  const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<void> => {
    const { value, done } = await chunks.next().catch((error: NodeJS.ErrnoException) => {
      throw error.code?.startsWith("Z_") ? new Error("The backup is damaged or was cut short.") : error;
    });
    if (done) throw new Error("The backup ends too early; it was cut short.");
    held = held.length === 0 ? value : Buffer.concat([held, value]);
  };
  const take = (length: number): Buffer => {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };

  const line = async (): Promise<unknown> => {
    let end = held.indexOf(newline);
    for (; end === -1; end = held.indexOf(newline)) {
      if (held.length > lineLimit) throw new Error("This is not a backup of the workshop.");
      await more();
    }
    return JSON.parse(take(end + 1).toString());
  };

  async function* rows(): AsyncGenerator<Buffer, void> {
    while (held.length < endOfRows.length) await more();
    if (held.subarray(0, endOfRows.length).equals(mark.subarray(1))) {
      take(endOfRows.length);
      return;
    }
    for (;;) {
      const end = held.indexOf(mark);
      if (end !== -1) {
        yield take(end + 1);
        take(endOfRows.length);
        return;
      }
      // The mark may begin in these bytes and end in the next ones.
      const safe = held.length - mark.length;
      if (safe > 0) yield take(safe);
      await more();
    }
  }

  return { line, rows, close: () => source.destroy() };
}
