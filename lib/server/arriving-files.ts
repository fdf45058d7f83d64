import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { uploadPath } from "#lib/server/upload-files.ts";

/** What has arrived so far of a file; the sweep of old uploads takes it too. Ids come from the database. */
const partPath = (id: string): string => uploadPath(id).replace(/\.table$/, ".part");

/** How many bytes of a file are here; 0 before the first. */
export async function arrivedBytes(id: string): Promise<number> {
  const found = await stat(partPath(id)).catch(() => null);
  return found?.size ?? 0;
}

interface Writer {
  readonly stop: () => void;
  readonly ended: Promise<unknown>;
}

// Route handlers load this module separately; on globalThis they know of each other's writers.
const shared = globalThis as typeof globalThis & { icpArriving?: Map<string, Writer> };
shared.icpArriving ??= new Map();
const writers = shared.icpArriving;

async function append(
  id: string,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<{ readonly offset: number; readonly tooLong: boolean }> {
  await mkdir(path.dirname(partPath(id)), { recursive: true, mode: 0o700 });
  const file = await open(partPath(id), "a", 0o600);
  let offset = from;
  try {
    for (;;) {
      // A connection that breaks ends the piece here; what has been written until then is kept.
      const step = await reader.read().catch(() => ({ done: true, value: undefined }) as const);
      if (step.done || step.value === undefined) return { offset, tooLong: false };
      if (offset + step.value.length > limit) return { offset, tooLong: true };
      await file.appendFile(step.value);
      offset += step.value.length;
    }
  } finally {
    await file.close();
    await reader.cancel().catch(() => undefined);
  }
}

/** Ends whoever is still writing a piece of this file: its line may be dead without anybody having said so. */
export async function stopWriter(id: string): Promise<void> {
  for (let before = writers.get(id); before !== undefined; before = writers.get(id)) {
    before.stop();
    await before.ended;
  }
}

/**
 * Writes a piece behind what is there already, as it arrives, one writer at a time: a new one ends the one before it.
 * Null where the piece does not begin where the file ends;
 * otherwise how far it is now, and whether the piece would have gone beyond `limit`.
 */
export async function appendPiece(
  id: string,
  body: ReadableStream<Uint8Array>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ readonly offset: number; readonly tooLong: boolean } | null> {
  await stopWriter(id);
  const reader = body.getReader();
  const run = async () => {
    const from = await arrivedBytes(id);
    if (from !== offset) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    return append(id, reader, { from, limit });
  };
  const running = run();
  const ended = running.catch(() => undefined).then(() => writers.delete(id));
  writers.set(id, { stop: () => void reader.cancel().catch(() => undefined), ended });
  try {
    return await running;
  } finally {
    await ended;
  }
}

/** The SHA-256 of what has arrived, in hexadecimal. */
export async function hashArrived(id: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(partPath(id))) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Makes what has arrived the file of an upload. */
export const keepArrived = (id: string): Promise<void> => rename(partPath(id), uploadPath(id));

export const dropArrived = (id: string): Promise<void> => rm(partPath(id), { force: true });
