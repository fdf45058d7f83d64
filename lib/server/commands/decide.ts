import { z } from "zod";
import { can, teams } from "#lib/access/can.ts";
import { readable } from "#lib/accounts/readable.ts";
import { storableText } from "#lib/accounts/text.ts";
import type { ErrorCode } from "#lib/errors/codes.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { lockLifecycle, type ProposalState, readProposal } from "#lib/server/queries/proposals.ts";
import { momentOf } from "#lib/server/told-moment.ts";

export const decideInput = z.object({
  proposal: z.uuid(),
  /** The hash of what was on the screen: a decision counts for exactly that. */
  hash: z.string().length(64),
  team: z.enum(teams),
  decision: z.enum(["approve", "dissent"]),
  reason: storableText(2000),
});

/** Why nothing can be decided about a proposal any more. */
export const closed: Record<Exclude<ProposalState, "open">, ErrorCode> = {
  published: "already-published",
  withdrawn: "withdrawn",
  superseded: "superseded",
};

/**
 * Records a team's yes or no on the content of the open proposal; a later decision of the team replaces it, and
 * the audit trail keeps both. Errors: "not-allowed", "not-your-team", "reason-needed" for a dissent without one,
 * "not-found", and why it is closed: "superseded", "withdrawn", "already-published". `told` is when a sample's story
 * says it happened.
 */
export async function decide(
  actor: Actor,
  input: z.output<typeof decideInput>,
  told: Date | null = null,
): Promise<Result<null>> {
  if (!can(actor.role, "decide")) return fail("not-allowed");
  if (!actor.teams.includes(input.team)) return fail("not-your-team");
  const reason = readable(input.reason);
  if (input.decision === "dissent" && reason === "") return fail("reason-needed");
  const { workspaceId, userId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    await lockLifecycle(tx, workspaceId);
    const proposal = await readProposal(tx, workspaceId, input.proposal);
    if (!proposal) return fail("not-found");
    if (proposal.state !== "open") return fail(closed[proposal.state]);
    if (proposal.hash !== input.hash) return fail("superseded");
    const { team, decision, hash } = input;
    const key = { workspaceId, hash, team };
    const before = await tx.approval.findUnique({ where: { workspaceId_hash_team: key } });
    const made = { decision, reason, userId, createdAt: momentOf(actor, told) };
    await tx.approval.upsert({
      where: { workspaceId_hash_team: key },
      create: { ...key, ...made },
      update: made,
    });
    const detail = { hash, team, decision, reason, before: before?.decision ?? null };
    await audit(tx, actor, { action: "proposal decided", target: proposal.id, detail });
    return ok(null);
  });
}
