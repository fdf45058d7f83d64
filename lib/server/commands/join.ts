import { z } from "zod";
import { emailSchema, passwordSchema, personNameSchema } from "#lib/access/person.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { type Person, workspaceOfToken } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, isDuplicate, newId, type Tx } from "#lib/server/db.ts";
import { hashPassword } from "#lib/server/passwords.ts";
import { hashOfToken } from "#lib/server/token.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

const tokenSchema = z.string().max(200);

export const joinAsNewInput = z.object({
  token: tokenSchema,
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
});

export const joinInput = z.object({ token: tokenSchema });

interface Joined {
  readonly slug: string;
}

interface Used extends Joined {
  readonly id: string;
  readonly role: string;
  readonly teams: string[];
}

/** Uses an invitation up: the conditional update lets one of several racers through. Null for all others. */
async function use(tx: Tx, workspaceId: WorkspaceId, token: string, userId: string): Promise<Used | null> {
  const now = new Date();
  const where = { workspaceId, tokenHash: hashOfToken(token) };
  const used = await tx.invitation.updateMany({
    where: { ...where, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, usedBy: userId },
  });
  if (used.count !== 1) return null;
  const { id, role, teams, workspace } = await tx.invitation.findFirstOrThrow({
    where,
    include: { workspace: true },
  });
  return { id, role, teams, slug: workspace.slug };
}

async function enrol(tx: Tx, workspaceId: WorkspaceId, userId: string, invitation: Used): Promise<Joined> {
  const { id, role, teams, slug } = invitation;
  await tx.membership.create({ data: { workspaceId, id: newId(), userId, role, teams } });
  const detail = { role, teams, invitation: id };
  await audit(tx, { workspaceId, userId }, { action: "member joined", target: userId, detail });
  return { slug };
}

/**
 * A new person joins by invitation and sets a password. Errors: `already-used` for an unknown, expired, used or
 * revoked link, all alike; `email-taken`, which leaves the invitation as it was.
 */
export async function joinAsNew(input: z.output<typeof joinAsNewInput>): Promise<Result<Joined>> {
  const workspaceId = await workspaceOfToken("invitation", hashOfToken(input.token));
  if (!workspaceId) return fail("already-used");
  const user = { id: newId(), email: input.email, name: input.name };
  const passwordHash = await hashPassword(input.password);
  try {
    return await inWorkspace(workspaceId, async (tx) => {
      // The invitation first: a link that no longer works must not tell whether an address is known here.
      const invitation = await use(tx, workspaceId, input.token, user.id);
      if (!invitation) return fail("already-used");
      await tx.user.create({ data: { ...user, passwordHash } });
      return ok(await enrol(tx, workspaceId, user.id, invitation));
    });
  } catch (error) {
    // The unique key refused the address and took the whole transaction back, the used invitation too.
    if (isDuplicate(error)) return fail("email-taken");
    throw error;
  }
}

/**
 * Somebody who has an account here joins by invitation. Who is a member already keeps what they have, and the
 * invitation stays good for somebody else. Errors: `already-used`, and `not-allowed` for a disabled member.
 */
export async function join(person: Person, input: z.output<typeof joinInput>): Promise<Result<Joined>> {
  const workspaceId = await workspaceOfToken("invitation", hashOfToken(input.token));
  if (!workspaceId) return fail("already-used");
  return inWorkspace(workspaceId, async (tx) => {
    const member = await tx.membership.findFirst({
      where: { workspaceId, userId: person.userId },
      include: { workspace: true },
    });
    if (member) return member.disabledAt ? fail("not-allowed") : ok({ slug: member.workspace.slug });
    const invitation = await use(tx, workspaceId, input.token, person.userId);
    if (!invitation) return fail("already-used");
    return ok(await enrol(tx, workspaceId, person.userId, invitation));
  });
}
