import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { freeze } from "#lib/icp/content.ts";
import { proseLimits } from "#lib/icp/document.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { lockLifecycle, readCurrentVersion, readOpenProposal } from "#lib/server/queries/proposals.ts";
import { momentOf } from "#lib/server/told-moment.ts";

export const proposeInput = z.object({
  /** The revision the proposer was looking at: nobody proposes what they have not seen. */
  base: z.number().int().min(0),
  summary: storableText(proseLimits.changeNote),
});

export interface Proposed {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
}

/**
 * Freezes the draft and puts it up for approval; an open proposal is superseded, one of the same content is
 * kept. Errors: "not-allowed", "stale", "nothing-to-propose", "same-content" where it is the current version. `told` is
 * when a sample's story says it happened.
 */
export async function propose(
  actor: Actor,
  input: z.output<typeof proposeInput>,
  told: Date | null = null,
): Promise<Result<Proposed>> {
  if (!can(actor.role, "propose")) return fail("not-allowed");
  const createdAt = momentOf(actor, told);
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    await lockLifecycle(tx, workspaceId);
    const { revision, document } = await readDraft(tx, workspaceId);
    if (revision !== input.base) return fail("stale", { revision });
    const { content, text, hash } = freeze(document);
    if (content.criteria.length === 0) return fail("nothing-to-propose");
    if ((await readCurrentVersion(tx, workspaceId))?.hash === hash) return fail("same-content");
    const open = await readOpenProposal(tx, workspaceId);
    if (open?.hash === hash) return ok({ id: open.id, number: open.number, hash });
    const last = await tx.proposal.aggregate({ where: { workspaceId }, _max: { number: true } });
    const { dataRevision } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const proposed = { id: newId(), number: (last._max.number ?? 0) + 1, hash };
    await tx.proposal.create({
      data: {
        ...proposed,
        workspaceId,
        content: text,
        summary: input.summary.trim(),
        documentRevision: revision,
        dataRevision,
        proposedBy: actor.userId,
        createdAt,
      },
    });
    const detail = { number: proposed.number, hash, revision, supersedes: open?.number ?? null };
    await audit(tx, actor, { action: "version proposed", target: proposed.id, detail });
    return ok(proposed);
  });
}

export const withdrawInput = z.object({ proposal: z.uuid() });

/** Takes an open proposal back. Errors: "not-allowed", "not-found", "superseded" where it is not open. */
export async function withdraw(actor: Actor, input: z.output<typeof withdrawInput>): Promise<Result<null>> {
  if (!can(actor.role, "propose")) return fail("not-allowed");
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    await lockLifecycle(tx, workspaceId);
    const proposal = await tx.proposal.findFirst({
      where: { workspaceId, id: input.proposal },
      select: { id: true },
    });
    if (!proposal) return fail("not-found");
    const open = await readOpenProposal(tx, workspaceId);
    if (open?.id !== proposal.id) return fail("superseded");
    await tx.proposalWithdrawal.create({
      data: { workspaceId, proposalId: open.id, withdrawnBy: actor.userId },
    });
    await audit(tx, actor, {
      action: "proposal withdrawn",
      target: open.id,
      detail: { number: open.number },
    });
    return ok(null);
  });
}
