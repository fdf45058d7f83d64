import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** A million rows of forty columns have some 300 MB. */
const usualLimitMb = 1000;

/** The largest file that is taken in, in MB. */
export const uploadLimitMb = (): number => Number(process.env.ICP_UPLOAD_MB || usualLimitMb);
const keptMs = 7 * 24 * 3_600_000;

/** Where files wait to be looked at and imported; nothing in it is needed to restore a workspace. */
export function uploadDirectory(): string {
  const { ICP_UPLOAD_DIR, ICP_DATA_DIR } = process.env;
  return path.resolve(ICP_UPLOAD_DIR || path.join(ICP_DATA_DIR || ".data", "uploads"));
}

/** Ids come from the database, so that no name from a request becomes part of a path. */
export function uploadPath(uploadId: string): string {
  return path.join(uploadDirectory(), `${uploadId}.table`);
}

/** Where an export is written before it is sent; the sweep of old uploads takes what was left of it. */
export const exportPath = (id: string): string => path.join(uploadDirectory(), `${id}.export`);

export interface WrittenUpload {
  readonly bytes: number;
  readonly sha256: string;
}

class TooLarge extends Error {}

function measure(hash: ReturnType<typeof createHash>, written: { bytes: number }): Transform {
  return new Transform({
    transform(piece: Buffer, _, done) {
      written.bytes += piece.length;
      hash.update(piece);
      done(isTooLarge(written.bytes) ? new TooLarge() : null, piece);
    },
  });
}

/**
 * Writes a request's body to disk as it arrives, hashing and counting it. Null, and nothing kept, when it is larger
 * than is taken; throws, and keeps nothing, when it breaks off.
 */
export async function writeUpload(
  uploadId: string,
  body: ReadableStream<Uint8Array>,
): Promise<WrittenUpload | null> {
  await mkdir(uploadDirectory(), { recursive: true, mode: 0o700 });
  const file = uploadPath(uploadId);
  const hash = createHash("sha256");
  const written = { bytes: 0 };
  try {
    await pipeline(
      Readable.fromWeb(body as NodeReadableStream),
      measure(hash, written),
      createWriteStream(file, { mode: 0o600 }),
    );
    return { bytes: written.bytes, sha256: hash.digest("hex") };
  } catch (error) {
    await rm(file, { force: true });
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

/** Whether an error says that there is no room left to write to. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");

/** Whether a length that a request announces is beyond what is taken. */
export const isTooLarge = (bytes: number): boolean => bytes > uploadLimitMb() * 1024 * 1024;

export async function removeUpload(uploadId: string): Promise<void> {
  await rm(uploadPath(uploadId), { force: true });
}

/** Removes files that nobody has imported within a week, and those whose workspace is gone. */
export async function sweepUploads(now: number): Promise<void> {
  const directory = uploadDirectory();
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    const age = now - (await stat(file).catch(() => ({ mtimeMs: now }))).mtimeMs;
    if (age > keptMs) await rm(file, { force: true });
  }
}

/** Uploads made before this moment have no file any more. */
export const keptSince = (now: number): Date => new Date(now - keptMs);
