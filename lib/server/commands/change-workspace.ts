import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { teamsSchema, workspaceNameSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace } from "#lib/server/db.ts";

export const renameWorkspaceInput = z.object({ name: workspaceNameSchema });

/** Renames the workspace; its address stays, so that links keep working. Error: `not-allowed`. */
export async function renameWorkspace(
  actor: Actor,
  input: z.output<typeof renameWorkspaceInput>,
): Promise<Result<null>> {
  if (!can(actor.role, "change-workspace")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    await tx.workspace.updateMany({ where: { id: actor.workspaceId }, data: { name: input.name } });
    const detail = { before: actor.workspace.name, after: input.name };
    await audit(tx, actor, { action: "workspace renamed", target: actor.workspaceId, detail });
    return ok(null);
  });
}

export const changeApprovalRuleInput = z.object({
  requiredTeams: teamsSchema.refine((teams) => teams.length > 0, "choose at least one team"),
  publishOverDissent: z.boolean(),
});

/** Which teams must approve, and whether the owner may publish over a dissent. Error: `not-allowed`. */
export async function changeApprovalRule(
  actor: Actor,
  input: z.output<typeof changeApprovalRuleInput>,
): Promise<Result<null>> {
  if (!can(actor.role, "change-workspace")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const where = { id: actor.workspaceId };
    const { requiredTeams, publishOverDissent } = await tx.workspace.findUniqueOrThrow({ where });
    await tx.workspace.updateMany({ where, data: input });
    const detail = { before: { requiredTeams, publishOverDissent }, after: input };
    await audit(tx, actor, { action: "approval rule changed", target: actor.workspaceId, detail });
    return ok(null);
  });
}
