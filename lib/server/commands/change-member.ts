import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { roleSchema, teamsSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";

export const changeMemberInput = z.object({
  member: z.uuid(),
  role: roleSchema,
  teams: teamsSchema,
  disabled: z.boolean(),
});

/**
 * Sets a member's role and teams, and whether they may come in; it holds from their next request on. Errors:
 * `not-allowed`, `not-found`, and `last-owner` where no active owner would be left.
 */
export async function changeMember(
  actor: Actor,
  input: z.output<typeof changeMemberInput>,
): Promise<Result<null>> {
  if (!can(actor.role, "manage-members")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    // Two owners who demote each other at the same moment would leave none: the second waits for the first.
    await tx.$executeRaw`select id from workspace where id = ${actor.workspaceId as string}::uuid for update`;
    const where = { workspaceId: actor.workspaceId, id: input.member };
    const member = await tx.membership.findFirst({ where });
    if (!member) return fail("not-found");
    const staysOwner = input.role === "owner" && !input.disabled;
    if (!staysOwner && !(await hasOtherOwner(tx, actor, input.member))) return fail("last-owner");
    const { role, teams, disabled } = input;
    await tx.membership.updateMany({
      where,
      data: { role, teams, disabledAt: disabled ? (member.disabledAt ?? new Date()) : null },
    });
    const before = { role: member.role, teams: member.teams, disabled: member.disabledAt !== null };
    const detail = { before, after: { role, teams, disabled } };
    await audit(tx, actor, { action: "member changed", target: member.userId, detail });
    return ok(null);
  });
}

/** Whether an owner who may come in and can sign in is left without this member. */
async function hasOtherOwner(tx: Tx, actor: Actor, member: string): Promise<boolean> {
  const others = await tx.membership.count({
    where: {
      workspaceId: actor.workspaceId,
      id: { not: member },
      role: "owner",
      disabledAt: null,
      user: { passwordHash: { not: null } },
    },
  });
  return others > 0;
}
