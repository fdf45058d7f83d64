import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { understand } from "#lib/import/understand.ts";
import { type Actor, memberOf } from "#lib/server/actor.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

/** One file: a table of accounts, imported as guessed. Several: looked at, and imported together. */
export interface ToImport {
  readonly userId: string;
  readonly slug: string;
  readonly files: readonly string[];
}

export interface Imported {
  readonly imported: true;
  /** What went wrong, as an error code; null: nothing. */
  readonly error: string | null;
  readonly rows: number;
  readonly accounts: number;
  readonly uploadMs: number;
  /** Of several files: how long the dry run took; else 0. */
  readonly lookMs: number;
  readonly importMs: number;
  /** The longest time for which the thread that answers pages was busy with something else, in steps of a few ms. */
  readonly stretchMs: number;
  /** The most memory the process has ever held, in MB. */
  readonly peakMb: number;
}

type Outcome = Pick<Imported, "error" | "rows" | "accounts">;
const failed = (error: string): Outcome => ({ error, rows: 0, accounts: 0 });

async function take(actor: Actor, file: string): Promise<string> {
  const { size } = await stat(file);
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  const upload = await receiveUpload(actor, { fileName: path.basename(file), length: size, body });
  if (!upload.ok) throw new Error(upload.error);
  return upload.value.id;
}

async function mappingOf(actor: Actor, uploadId: string) {
  const stored = await readUpload(actor, uploadId);
  const table = stored.ok ? await openUpload(stored.value) : stored;
  if (!table.ok) throw new Error(table.error);
  const { headings, sample, layout } = table.value;
  return understand(headings, sample, layout.delimiter).mapping;
}

/** Takes files in and imports them as that person; every part is timed. */
export async function importFiles({ userId, slug, files }: ToImport): Promise<Imported> {
  const actor = await memberOf({ userId, name: "", email: "", sessionId: "" }, slug);
  if (actor === null) throw new Error("The bench is no member of its workspace.");
  const stretches = monitorEventLoopDelay({ resolution: 5 });
  stretches.enable();
  const times: number[] = [performance.now()];
  const uploadIds: string[] = [];
  for (const file of files) uploadIds.push(await take(actor, file));
  const mapping = files.length === 1 ? await mappingOf(actor, uploadIds[0] ?? "") : null;
  times.push(performance.now());
  const seen = mapping === null ? await previewSet(actor, { uploadIds, asOf: null, whole: true }) : null;
  times.push(performance.now());
  let outcome: Outcome;
  if (mapping !== null) {
    const done = await importTable(actor, { uploadId: uploadIds[0] ?? "", mapping, skipBadRows: true });
    outcome = done.ok
      ? { error: null, rows: done.value.counts.imported, accounts: done.value.counts.accountsNew }
      : failed(done.error);
  } else if (seen?.ok) {
    const done = await importSet(actor, { uploadIds, asOf: null, skipBadRows: true });
    const rows = seen.value.counts.reduce((sum, count) => sum + count.rows - count.setAside, 0);
    outcome = done.ok ? { error: null, rows, accounts: done.value.change.accountsAfter } : failed(done.error);
  } else outcome = failed(seen?.ok === false ? seen.error : "unexpected");
  times.push(performance.now());
  const [began = 0, taken = 0, looked = 0, ended = 0] = times;
  return {
    imported: true,
    ...outcome,
    uploadMs: taken - began,
    lookMs: looked - taken,
    importMs: ended - looked,
    stretchMs: stretches.max / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1000,
  };
}
