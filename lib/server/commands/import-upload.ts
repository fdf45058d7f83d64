import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import {
  isDiskFull,
  isTooLarge,
  keptSince,
  removeUpload,
  sweepUploads,
  uploadLimitMb,
  type WrittenUpload,
  writeUpload,
} from "#lib/server/upload-files.ts";

export interface IncomingFile {
  readonly fileName: string;
  /** What the request announces; null when it does not. */
  readonly length: number | null;
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Takes a file in: streamed to disk, hashed, its length compared with what was announced. Nothing is kept of one
 * that fails. Errors: "not-allowed"; "file-too-large"; "disk-full"; "file-unreadable" when it is empty or arrived in part.
 */
export async function receiveUpload(actor: Actor, file: IncomingFile): Promise<Result<{ id: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  if (file.length !== null && isTooLarge(file.length))
    return fail("file-too-large", { limit: uploadLimitMb() });
  if (file.body === null || file.length === 0) {
    return fail("file-unreadable", {
      sentence: "The file is empty. Export it again, and choose the new file.",
    });
  }
  const id = newId();
  const written = await writeUpload(id, file.body).catch((error: unknown) => {
    if (isDiskFull(error)) return "full" as const;
    throw error;
  });
  if (written === "full") return fail("disk-full");
  if (written === null) return fail("file-too-large", { limit: uploadLimitMb() });
  if (written.bytes === 0 || (file.length !== null && written.bytes !== file.length)) {
    await removeUpload(id);
    const sentence = `Only ${written.bytes} of ${file.length ?? "its"} bytes arrived. Choose the file again.`;
    return fail("file-unreadable", { sentence });
  }
  const now = Date.now();
  try {
    await rememberUpload(actor, { id, fileName: oneLine(file.fileName), ...written }, now);
  } catch (error) {
    await removeUpload(id);
    throw error;
  }
  await sweepUploads(now);
  return ok({ id });
}

/** A name as it can be stored and shown in a line: what a browser sends is somebody's own words. */
export const oneLine = (name: string): string =>
  name
    .replaceAll(/\p{C}+/gu, " ")
    .trim()
    .slice(0, 200) || "table.csv";

interface Arrived extends WrittenUpload {
  readonly id: string;
  readonly fileName: string;
}

/** Writes an upload down whose file is in its place, and forgets those that are no longer kept. */
export async function rememberUpload(
  actor: Actor,
  { bytes, ...upload }: Arrived,
  now: number,
): Promise<void> {
  const { workspaceId, userId: createdBy } = actor;
  await inWorkspace(workspaceId, async (tx) => {
    await tx.upload.create({ data: { ...upload, workspaceId, createdBy, bytes: BigInt(bytes) } });
    await tx.arrivingFile.deleteMany({ where: { workspaceId, id: upload.id } });
    await tx.upload.deleteMany({ where: { workspaceId, createdAt: { lt: keptSince(now) } } });
  });
}
