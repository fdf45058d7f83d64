import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { noteSchema, roleSchema, teamsSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { newToken } from "#lib/server/token.ts";

const dayMs = 86_400_000;

export const inviteInput = z.object({
  role: roleSchema,
  teams: teamsSchema,
  /** For whom; shown in the list and nowhere else. */
  note: noteSchema,
  days: z.union([z.literal(1), z.literal(7), z.literal(30)]),
});

export const revokeInvitationInput = z.object({ invitation: z.uuid() });

/** The token is in this answer and nowhere else. */
export interface NewInvitation {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Makes a link that lets one person join. Error: `not-allowed` for anybody but an owner. */
export async function invite(
  actor: Actor,
  input: z.output<typeof inviteInput>,
): Promise<Result<NewInvitation>> {
  if (!can(actor.role, "manage-members")) return fail("not-allowed");
  const { token, hash } = newToken();
  const id = newId();
  const expiresAt = new Date(Date.now() + input.days * dayMs);
  const { role, teams, note } = input;
  await inWorkspace(actor.workspaceId, async (tx) => {
    await tx.invitation.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        tokenHash: hash,
        role,
        teams,
        note,
        createdBy: actor.userId,
        expiresAt,
      },
    });
    const detail = { role, teams, expiresAt: expiresAt.toISOString() };
    await audit(tx, actor, { action: "member invited", target: id, detail });
  });
  return ok({ id, token, expiresAt: expiresAt.toISOString() });
}

/**
 * Ends an invitation that nobody used. Revoking twice is no error. Errors: `not-allowed`, `not-found`, and
 * `already-used` where somebody has joined with it.
 */
export async function revokeInvitation(
  actor: Actor,
  input: z.output<typeof revokeInvitationInput>,
): Promise<Result<null>> {
  if (!can(actor.role, "manage-members")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const where = { workspaceId: actor.workspaceId, id: input.invitation };
    const revoked = await tx.invitation.updateMany({
      where: { ...where, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (revoked.count === 1) {
      await audit(tx, actor, { action: "invitation revoked", target: input.invitation });
      return ok(null);
    }
    const found = await tx.invitation.findFirst({ where });
    if (!found) return fail("not-found");
    return found.usedAt ? fail("already-used") : ok(null);
  });
}
