import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, type Result } from "#lib/errors/result.ts";
import { fileChange } from "#lib/import/file-change.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";

export const changeReadingInput = z.object({
  uploadId: z.uuid(),
  /** All that is said of the file; it replaces what was said before. */
  change: fileChange,
});

/**
 * Remembers with an upload how it is to be read, as far as somebody has decided, and tells what comes of it. Files of the
 * same headings are read so from the next import on. Errors: "not-allowed", "not-found".
 */
export async function changeReading(
  actor: Actor,
  { uploadId, change }: z.output<typeof changeReadingInput>,
): Promise<Result<FileUnderstood>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId } = actor;
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.upload.updateMany({ where: { workspaceId, id: uploadId }, data: { reading: change } }),
  );
  return count === 0 ? fail("not-found") : loadReading(actor, uploadId);
}
