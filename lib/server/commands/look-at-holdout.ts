import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { backTestSubjects } from "#lib/analysis/back-test/back-test.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { holdoutFor } from "#lib/server/queries/load-back-test.ts";

export const lookInput = z.object({
  subject: z.enum(backTestSubjects),
  /** What is set aside is counted as if it were not. */
  withSetAside: z.boolean().default(false),
});

/**
 * Opens the back-test of these rules as they are now, and counts it as a look at the accounts held back; the same rules
 * count once. Where nothing is held back there is nothing to count. Errors: "not-allowed".
 */
export async function lookAtHoldout(
  actor: Actor,
  { subject, withSetAside }: z.output<typeof lookInput>,
): Promise<Result<{ looks: number }>> {
  if (!can(actor.role, "read")) return fail("not-allowed");
  const found = await holdoutFor(actor, subject, { withSetAside });
  if (found === null) return ok({ looks: 0 });
  const { workspaceId, userId: lookedBy } = actor;
  const { holdout, name } = found;
  return inWorkspace(workspaceId, async (tx) => {
    await tx.holdoutLook.createMany({
      data: [{ workspaceId, holdout, subject: name, lookedBy }],
      skipDuplicates: true,
    });
    const looks = await tx.holdoutLook.count({ where: { workspaceId } });
    return ok({ looks });
  });
}
