import type { Role, Team } from "#lib/access/can.ts";
import { workspaceOfToken } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { hashOfToken } from "#lib/server/token.ts";

/** What an invitation says to whoever holds its link. */
export interface OpenInvitation {
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly teams: readonly Team[];
  readonly expiresAt: string;
}

/** The invitation behind a link; null alike where it is unknown, used, revoked or expired. */
export async function openInvitation(token: string): Promise<OpenInvitation | null> {
  const hash = hashOfToken(token);
  const workspaceId = await workspaceOfToken("invitation", hash);
  if (!workspaceId) return null;
  return inWorkspace(workspaceId, async (tx) => {
    const found = await tx.invitation.findFirst({
      where: {
        workspaceId,
        tokenHash: hash,
        usedAt: null,
        revokedAt: null,
        expiresAt: { gt: new Date() },
      },
      include: { workspace: true },
    });
    if (!found) return null;
    const inviter = await tx.user.findUnique({ where: { id: found.createdBy } });
    return {
      workspaceName: found.workspace.name,
      invitedBy: inviter?.name ?? "Somebody",
      role: found.role as Role,
      teams: found.teams as Team[],
      expiresAt: found.expiresAt.toISOString(),
    };
  });
}
