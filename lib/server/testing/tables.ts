import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { understand } from "#lib/import/understand.ts";
import type { Actor } from "#lib/server/actor.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { openUpload, readUpload } from "#lib/server/queries/read-upload.ts";

/** Gives a test file a folder of its own for uploads. Called once, at the top of the file. */
export function useUploadFolder(): void {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "uploads-"));
    process.env.ICP_UPLOAD_DIR = folder;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
}

export function streamOf(bytes: Uint8Array, pieces = 1): ReadableStream<Uint8Array> {
  const size = Math.ceil(bytes.length / pieces);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
}

export async function uploadText(actor: Actor, text: string, fileName = "customers.csv"): Promise<string> {
  const bytes = Buffer.from(text);
  const upload = await receiveUpload(actor, { fileName, length: bytes.length, body: streamOf(bytes) });
  if (!upload.ok) throw new Error(upload.error);
  return upload.value.id;
}

/** How an upload would be read without anybody changing a guess. */
export async function guessOf(actor: Actor, uploadId: string) {
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok) throw new Error(upload.error);
  const table = await openUpload(upload.value);
  if (!table.ok) throw new Error(JSON.stringify(table.detail));
  return understand(table.value.headings, table.value.sample, table.value.layout.delimiter).mapping;
}

/** Takes a text in and imports it as guessed. */
export async function importText(actor: Actor, text: string, { skipBadRows = false } = {}) {
  const uploadId = await uploadText(actor, text);
  return importTable(actor, { uploadId, mapping: await guessOf(actor, uploadId), skipBadRows });
}

/** A table of customers: every third one has left, and the plan goes with it. */
export function customersCsv(count: number, from = 1): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const left = n % 3 === 0;
    return `C-${n},Firm ${n},${left ? "Basic" : "Pro"},${n % 7},${n % 40},${left ? "Yes" : "No"}`;
  });
  return `Customer ID,Company,Plan,Seats,Tenure in months,Churn\n${rows.join("\n")}\n`;
}
