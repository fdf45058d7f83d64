import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, isDuplicate, newId } from "#lib/server/db.ts";

export const excludeInput = z.object({ accountId: z.uuid(), reason: storableText(1000) });
export const endExclusionInput = z.object({ exclusionId: z.uuid() });

/**
 * Sets an account aside: analyses leave it out until it is put back. No data is deleted. Errors: "not-allowed",
 * "reason-needed", "not-found", "already-set-aside".
 */
export async function exclude(
  actor: Actor,
  input: z.output<typeof excludeInput>,
): Promise<Result<{ exclusionId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId, userId: createdBy } = actor;
  const { accountId } = input;
  const reason = input.reason.trim();
  if (reason === "") return fail("reason-needed");
  try {
    return await inWorkspace(workspaceId, async (tx) => {
      const account = await tx.account.findFirst({ where: { workspaceId, id: accountId } });
      if (account === null) return fail("not-found");
      const id = newId();
      const { identity, name: label } = account;
      await tx.exclusion.create({ data: { workspaceId, id, accountId, identity, label, reason, createdBy } });
      await audit(tx, actor, { action: "account set aside", target: accountId, detail: { reason } });
      return ok({ exclusionId: id });
    });
  } catch (error) {
    if (isDuplicate(error)) return fail("already-set-aside");
    throw error;
  }
}

/** Puts back what was set aside; that it was, and why, stays on record. Errors: "not-allowed", "not-found". */
export async function endExclusion(
  actor: Actor,
  { exclusionId }: z.output<typeof endExclusionInput>,
): Promise<Result<{ accountId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId, userId: endedBy } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const [ended] = await tx.exclusion.updateManyAndReturn({
      where: { workspaceId, id: exclusionId, endedAt: null },
      data: { endedBy, endedAt: new Date() },
      select: { accountId: true, reason: true },
    });
    if (ended === undefined) return fail("not-found");
    const { accountId, reason } = ended;
    await audit(tx, actor, {
      action: "account put back",
      target: accountId,
      detail: { exclusionId, reason },
    });
    return ok({ accountId });
  });
}
