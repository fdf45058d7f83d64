import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { understand } from "#lib/import/understand.ts";
import { memberOf } from "#lib/server/actor.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

export interface ToImport {
  readonly userId: string;
  readonly slug: string;
  readonly file: string;
}

export interface Imported {
  readonly imported: true;
  /** What went wrong, as an error code; null: nothing. */
  readonly error: string | null;
  readonly rows: number;
  readonly uploadMs: number;
  readonly importMs: number;
  /** The most memory the process has ever held, in MB. */
  readonly peakMb: number;
}

/** Takes a file in and imports it, as guessed, as that person. */
export async function importFile({ userId, slug, file }: ToImport): Promise<Imported> {
  const actor = await memberOf({ userId, name: "", email: "", sessionId: "" }, slug);
  if (actor === null) throw new Error("The bench is no member of its workspace.");
  const began = performance.now();
  const { size } = await stat(file);
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  const upload = await receiveUpload(actor, { fileName: "million.csv", length: size, body });
  const stored = upload.ok ? await readUpload(actor, upload.value.id) : upload;
  const table = stored.ok ? await openUpload(stored.value) : stored;
  const uploadMs = performance.now() - began;
  const end = (error: string | null, rows = 0): Imported => ({
    imported: true,
    error,
    rows,
    uploadMs,
    importMs: performance.now() - began - uploadMs,
    peakMb: process.resourceUsage().maxRSS / 1000,
  });
  if (!upload.ok || !table.ok) return end(!upload.ok ? upload.error : table.ok ? null : table.error);
  const { headings, head, layout } = table.value;
  const { mapping } = understand(headings, head, layout.delimiter);
  const done = await importTable(actor, { uploadId: upload.value.id, mapping, skipBadRows: true });
  return done.ok ? end(null, done.value.counts.imported) : end(done.error);
}
