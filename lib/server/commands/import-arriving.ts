import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import {
  appendPiece,
  arrivedBytes,
  dropArrived,
  hashArrived,
  keepArrived,
  stopWriter,
} from "#lib/server/arriving-files.ts";
import { oneLine, rememberUpload } from "#lib/server/commands/import-upload.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import type { ArrivingFile } from "#lib/server/generated/prisma/client.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { isDiskFull, isTooLarge, keptSince, sweepUploads, uploadLimitMb } from "#lib/server/upload-files.ts";

export const beginArrivingInput = z.object({
  fileName: z.string().max(1000),
  bytes: z.int().min(1),
  /** When the file was last changed, as the browser says (ms); with name and size it tells the file again. */
  modified: z.int().min(0),
});

export interface Arriving {
  readonly id: string;
  /** Bytes that are here: what comes next begins there. */
  readonly offset: number;
}

/** Files that one person may have on their way at once: more would only fill the disk. */
const mostAtOnce = 20;

async function ownArriving(actor: Actor, id: string): Promise<ArrivingFile | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const { workspaceId, userId: createdBy } = actor;
  return inWorkspace(workspaceId, (tx) =>
    tx.arrivingFile.findFirst({ where: { workspaceId, id, createdBy } }),
  );
}

/**
 * Begins to take in a file that is sent in pieces, or goes on with the one of the same name, size and time of change that
 * the same person began within a week. Errors: "not-allowed", "file-too-large".
 */
export async function beginArriving(
  actor: Actor,
  input: z.output<typeof beginArrivingInput>,
): Promise<Result<Arriving>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  if (isTooLarge(input.bytes)) return fail("file-too-large", { limit: uploadLimitMb() });
  const { workspaceId, userId: createdBy } = actor;
  const file = {
    fileName: oneLine(input.fileName),
    bytes: BigInt(input.bytes),
    modified: BigInt(input.modified),
  };
  const own = { workspaceId, createdBy };
  const { id, stale } = await inWorkspace(workspaceId, async (tx) => {
    await tx.arrivingFile.deleteMany({ where: { workspaceId, createdAt: { lt: keptSince(Date.now()) } } });
    const known = await tx.arrivingFile.findFirst({ where: { ...own, ...file }, orderBy: { id: "desc" } });
    if (known !== null) return { id: known.id, stale: [] };
    const others = await tx.arrivingFile.findMany({
      where: own,
      orderBy: { id: "desc" },
      select: { id: true },
    });
    const stale = others.slice(mostAtOnce - 1).map((one) => one.id);
    await tx.arrivingFile.deleteMany({ where: { workspaceId, id: { in: stale } } });
    const made = await tx.arrivingFile.create({ data: { ...own, ...file, id: newId() } });
    return { id: made.id, stale };
  });
  await Promise.all(stale.map(dropArrived));
  // What its last line has brought is all written before anybody is told how much there is.
  await stopWriter(id);
  return ok({ id, offset: await arrivedBytes(id) });
}

/**
 * Takes a piece of a file in. What arrives before the connection breaks is kept. Errors: "not-found" unless the actor
 * began it here; "stale" where the piece does not begin where the file ends, with the `offset` where it does;
 * "invalid-input" for more bytes than were announced; "disk-full".
 */
export async function receivePiece(
  actor: Actor,
  id: string,
  piece: { readonly offset: number; readonly body: ReadableStream<Uint8Array> },
): Promise<Result<Arriving>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const file = await ownArriving(actor, id);
  if (file === null) return fail("not-found");
  const limit = Number(file.bytes);
  const arrived = await appendPiece(id, piece.body, { offset: piece.offset, limit }).catch(
    (error: unknown) => {
      if (isDiskFull(error)) return "full" as const;
      throw error;
    },
  );
  // What fitted is kept: the rest may be sent when there is room again.
  if (arrived === "full") return fail("disk-full");
  if (arrived === null) return fail("stale", { offset: await arrivedBytes(id) });
  if (arrived.tooLong) return fail("invalid-input", { problem: "the file is longer than was announced" });
  return ok({ id, offset: arrived.offset });
}

/**
 * Makes a file that has arrived whole an upload; asked again, it answers the same. Errors: "not-allowed"; "not-found";
 * "stale" while bytes are missing, with the `offset` from which; "file-unreadable", and nothing kept, where the hash is
 * not the sender's.
 */
export async function finishArriving(
  actor: Actor,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
): Promise<Result<{ id: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const file = await ownArriving(actor, id);
  if (file === null) {
    // The answer to an earlier finish may have been lost on its way.
    const done = await readUpload(actor, id);
    return done.ok && done.value.sha256 === sha256 ? ok({ id }) : fail("not-found");
  }
  const offset = await arrivedBytes(id);
  const bytes = Number(file.bytes);
  if (offset < bytes) return fail("stale", { offset });
  const { workspaceId } = actor;
  if ((await hashArrived(id)) !== sha256) {
    await dropArrived(id);
    await inWorkspace(workspaceId, (tx) => tx.arrivingFile.deleteMany({ where: { workspaceId, id } }));
    return fail("file-unreadable", {
      sentence:
        "The file did not arrive as it was sent: it may have been changed meanwhile. Choose it again.",
    });
  }
  const now = Date.now();
  await keepArrived(id);
  await rememberUpload(actor, { id, fileName: file.fileName, bytes, sha256 }, now);
  await sweepUploads(now);
  return ok({ id });
}
