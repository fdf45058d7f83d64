import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { contentHash } from "#lib/icp/canonical.ts";
import { contentOf, thaw } from "#lib/icp/content.ts";
import { restoredDocument } from "#lib/icp/restore.ts";
import type { Actor } from "#lib/server/actor.ts";
import { stale, writeDraft } from "#lib/server/commands/save-edit.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";

export const restoreVersionInput = z.object({
  version: z.int32().positive(),
  /** The revision of the draft that was on the screen: nobody replaces what they have not seen. */
  base: z.number().int().min(0),
});

/**
 * Makes the draft say again what a version said. The version stays as it is, and what the draft held beyond it
 * is archived. Errors: "not-allowed", "not-found", "stale" where the draft was edited meanwhile.
 */
export async function restoreVersion(
  actor: Actor,
  input: z.output<typeof restoreVersionInput>,
): Promise<Result<{ readonly revision: number }>> {
  if (!can(actor.role, "edit-document")) return fail("not-allowed");
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const version = await tx.version.findFirst({ where: { workspaceId, number: input.version } });
    if (!version) return fail("not-found");
    const draft = await readDraft(tx, workspaceId);
    if (draft.revision !== input.base) return stale(tx, actor);
    if (contentHash(contentOf(draft.document)) === version.hash) return ok({ revision: draft.revision });
    const note = `Restored from version ${version.number}.`;
    const document = restoredDocument(thaw(version.content), draft.document, note);
    const saved = { revision: draft.revision + 1, document };
    const edit = { edit: "restore version", version: version.number } as const;
    return (await writeDraft(tx, actor, saved, edit)) ? ok({ revision: saved.revision }) : stale(tx, actor);
  });
}
