import { z } from "zod";
import { can, type Team } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { contentHash } from "#lib/icp/canonical.ts";
import { thaw } from "#lib/icp/content.ts";
import { canPublish, type Decision, type PublishAnswer } from "#lib/icp/lifecycle.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { audit } from "#lib/server/audit.ts";
import { closed } from "#lib/server/commands/decide.ts";
import { inWorkspace, newId, type Tx } from "#lib/server/db.ts";
import {
  lockLifecycle,
  readCurrentVersion,
  readDecisions,
  readProposal,
  type StoredProposal,
} from "#lib/server/queries/proposals.ts";
import { takeSnapshot } from "#lib/server/queries/take-snapshot.ts";
import { momentOf } from "#lib/server/told-moment.ts";

export const publishInput = z.object({
  proposal: z.uuid(),
  hash: z.string().length(64),
  /** Only for publishing over a dissent; the version prints it. */
  reason: storableText(2000),
});

export interface Published {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
}

/**
 * Publishes the open proposal (never the draft) as the next version. Errors: "not-allowed", "not-found", why the
 * proposal is closed, "not-approved" with the teams that have not approved, "reason-needed" to go over a dissent. `told`
 * is when a sample's story says it happened.
 */
export async function publish(
  actor: Actor,
  input: z.output<typeof publishInput>,
  told: Date | null = null,
): Promise<Result<Published>> {
  if (!can(actor.role, "publish")) return fail("not-allowed");
  const early = await inWorkspace(actor.workspaceId, (tx) => publishable(tx, actor, input));
  if (!early.ok) return early;
  // The figures take a while over many customers: they are computed before the others are made to wait.
  const content = thaw(early.value.proposal.content);
  const day = momentOf(actor, told).toISOString().slice(0, 10);
  const evidence = await takeSnapshot(actor, content.criteria, content.definition, day);
  return inWorkspace(actor.workspaceId, async (tx) => {
    await lockLifecycle(tx, actor.workspaceId);
    const ready = await publishable(tx, actor, input);
    if (!ready.ok) return ready;
    return ok(
      await writeVersion(tx, actor, { ...ready.value, evidence, publishedAt: momentOf(actor, told) }),
    );
  });
}

interface Ready {
  readonly proposal: StoredProposal;
  readonly decisions: readonly Decision[];
  readonly overDissent: string | null;
}

async function publishable(
  tx: Tx,
  actor: Actor,
  input: z.output<typeof publishInput>,
): Promise<Result<Ready>> {
  const { workspaceId } = actor;
  const proposal = await readProposal(tx, workspaceId, input.proposal);
  if (!proposal) return fail("not-found");
  if (proposal.state !== "open") return fail(closed[proposal.state]);
  if (proposal.hash !== input.hash) return fail("superseded");
  if (contentHash(JSON.parse(proposal.content)) !== proposal.hash) {
    throw new Error(`The content of proposal ${proposal.id} does not have the hash that was approved.`);
  }
  const { requiredTeams, publishOverDissent } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
  });
  const decisions = await readDecisions(tx, workspaceId, proposal.hash);
  const answer = canPublish({
    required: requiredTeams as Team[],
    decisions,
    overDissentAllowed: publishOverDissent,
    mayOverride: can(actor.role, "publish-over-dissent"),
    reason: input.reason,
  });
  return answer.can ? ok({ proposal, decisions, overDissent: answer.overDissent }) : refused(answer);
}

function refused(answer: Extract<PublishAnswer, { can: false }>): Result<never> {
  if (answer.why === "reason needed") return fail("reason-needed");
  return answer.why === "owner only" ? fail("not-allowed") : fail("not-approved", { teams: answer.teams });
}

async function writeVersion(
  tx: Tx,
  actor: Actor,
  ready: Ready & { readonly evidence: Snapshot; readonly publishedAt: Date },
): Promise<Published> {
  const { workspaceId, userId } = actor;
  const { proposal, decisions, overDissent, evidence, publishedAt } = ready;
  const { hash, content } = proposal;
  const published = {
    id: newId(),
    number: ((await readCurrentVersion(tx, workspaceId))?.number ?? 0) + 1,
    hash,
  };
  await tx.version.create({
    data: {
      ...published,
      workspaceId,
      proposalId: proposal.id,
      content,
      decisions: decisions.map((one) => ({ ...one })),
      overDissent,
      evidence,
      dataRevision: evidence.dataRevision,
      publishedBy: userId,
      publishedAt,
    },
  });
  const detail = { number: published.number, hash, proposal: proposal.number, overDissent };
  await audit(tx, actor, { action: "version published", target: published.id, detail });
  return published;
}
