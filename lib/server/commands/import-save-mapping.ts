import type { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, type Result } from "#lib/errors/result.ts";
import type { ImportCheck } from "#lib/import/report.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { checkImport, type checkImportInput } from "#lib/server/queries/import-check.ts";

/**
 * Remembers how an upload is to be read, as far as somebody has decided, and tells what would come of it. It is
 * remembered so that a reload, a colleague and the list of problems see the same. Errors: "not-allowed",
 * "not-found", "file-unreadable".
 */
export async function saveMapping(
  actor: Actor,
  input: z.output<typeof checkImportInput>,
): Promise<Result<ImportCheck>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId } = actor;
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.upload.updateMany({ where: { workspaceId, id: input.uploadId }, data: { mapping: input.mapping } }),
  );
  return count === 0 ? fail("not-found") : checkImport(actor, input);
}
