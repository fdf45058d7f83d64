import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type Actor, workspacesOf } from "#lib/server/actor.ts";
import { stopImportsOf } from "#lib/server/commands/import-cancel.ts";
import { inWorkspace, outsideWorkspaces } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export const removeSampleInput = z.object({});

/**
 * Takes a sample workspace away with everything in it, and its invented people with it. Returns where to go
 * next. Errors: `not-allowed`, also for a workspace that is no sample.
 */
export async function removeSample(actor: Actor): Promise<Result<{ next: string }>> {
  if (!can(actor.role, "change-workspace") || actor.workspace.sample === null) return fail("not-allowed");
  await deleteWorkspace(actor.workspaceId);
  const [left] = await workspacesOf(actor);
  return ok({ next: left ? `/w/${left.slug}/overview` : "/welcome" });
}

/** Deletes a sample workspace. Its people without a password belong to it alone. */
export async function deleteWorkspace(workspaceId: WorkspaceId): Promise<void> {
  await stopImportsOf(workspaceId);
  const invented = await inWorkspace(workspaceId, async (tx) => {
    const members = await tx.membership.findMany({
      where: { workspaceId, user: { passwordHash: null } },
      select: { userId: true },
    });
    await tx.workspace.deleteMany({ where: { id: workspaceId, sample: { not: null } } });
    return members.map(({ userId }) => userId);
  });
  await outsideWorkspaces().user.deleteMany({ where: { id: { in: invented }, passwordHash: null } });
}
