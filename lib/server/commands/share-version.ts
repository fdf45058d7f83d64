import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { newToken } from "#lib/server/token.ts";

const dayMilliseconds = 86_400_000;

export const shareVersionInput = z.object({
  version: z.int32().positive(),
  label: storableText(100).trim(),
  /** Days it may live; null is until it is revoked. */
  days: z.union([z.literal(7), z.literal(30), z.literal(90), z.null()]),
});

export const revokeShareInput = z.object({ link: z.uuid() });

/** The token is in this answer and nowhere else: not in the database, the audit trail or a log. */
export interface NewShareLink {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string | null;
}

/**
 * Makes a link to one version. Errors: "not-allowed" for a viewer, "not-found" where the workspace has no
 * version of this number.
 */
export async function shareVersion(
  actor: Actor,
  input: z.output<typeof shareVersionInput>,
): Promise<Result<NewShareLink>> {
  if (!can(actor.role, "share")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const version = await tx.version.findFirst({
      where: { workspaceId: actor.workspaceId, number: input.version },
      select: { id: true },
    });
    if (!version) return fail("not-found");
    const id = newId();
    const { token, hash } = newToken();
    const expiresAt = input.days === null ? null : new Date(Date.now() + input.days * dayMilliseconds);
    await tx.shareLink.create({
      data: {
        workspaceId: actor.workspaceId,
        id,
        versionId: version.id,
        tokenHash: hash,
        label: input.label,
        createdBy: actor.userId,
        expiresAt,
      },
    });
    const detail = {
      version: input.version,
      label: input.label,
      expiresAt: expiresAt?.toISOString() ?? null,
    };
    await audit(tx, actor, { action: "share version", target: id, detail });
    return ok({ id, token, expiresAt: expiresAt?.toISOString() ?? null });
  });
}

/**
 * Ends a link at once. Revoking twice is no error and writes no second entry. Errors: "not-allowed" for a
 * viewer, "not-found" where the workspace has no such link.
 */
export async function revokeShare(
  actor: Actor,
  input: z.output<typeof revokeShareInput>,
): Promise<Result<null>> {
  if (!can(actor.role, "share")) return fail("not-allowed");
  return inWorkspace(actor.workspaceId, async (tx) => {
    const where = { workspaceId: actor.workspaceId, id: input.link };
    const revoked = await tx.shareLink.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (revoked.count === 0) {
      return (await tx.shareLink.count({ where })) === 0 ? fail("not-found") : ok(null);
    }
    await audit(tx, actor, { action: "revoke share link", target: input.link });
    return ok(null);
  });
}
