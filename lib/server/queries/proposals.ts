import type { Team } from "#lib/access/can.ts";
import type { Decision } from "#lib/icp/lifecycle.ts";
import type { Tx } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export type ProposalState = "open" | "published" | "withdrawn" | "superseded";

export interface StoredProposal {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  readonly content: string;
  readonly summary: string;
  readonly documentRevision: number;
  readonly dataRevision: number;
  readonly proposedBy: string;
  readonly createdAt: Date;
  readonly state: ProposalState;
}

/**
 * The proposal up for approval, or null. It is the newest of all: one that was withdrawn or published does not
 * bring an older one back.
 */
export async function readOpenProposal(tx: Tx, workspaceId: WorkspaceId): Promise<StoredProposal | null> {
  const newest = await tx.proposal.findFirst({
    where: { workspaceId },
    orderBy: { number: "desc" },
    include: { versions: { select: { id: true } }, withdrawal: { select: { createdAt: true } } },
  });
  if (!newest || newest.versions.length > 0 || newest.withdrawal) return null;
  return { ...newest, state: "open" };
}

/** One proposal with its state, or null where the workspace has none of this id. */
export async function readProposal(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
): Promise<StoredProposal | null> {
  const row = await tx.proposal.findFirst({
    where: { workspaceId, id },
    include: { versions: { select: { id: true } }, withdrawal: { select: { createdAt: true } } },
  });
  if (!row) return null;
  const newer = await tx.proposal.count({ where: { workspaceId, number: { gt: row.number } } });
  return { ...row, state: stateOf(row.versions.length > 0, row.withdrawal !== null, newer > 0) };
}

function stateOf(published: boolean, withdrawn: boolean, superseded: boolean): ProposalState {
  if (published) return "published";
  if (withdrawn) return "withdrawn";
  return superseded ? "superseded" : "open";
}

/** What the teams decided on one content hash, by name; the same content keeps its approvals. */
export async function readDecisions(
  tx: Tx,
  workspaceId: WorkspaceId,
  hash: string,
): Promise<readonly Decision[]> {
  const rows = await tx.approval.findMany({ where: { workspaceId, hash }, orderBy: { createdAt: "asc" } });
  const names = await namesOf(
    tx,
    rows.map((row) => row.userId),
  );
  return rows.map((row) => ({
    team: row.team as Team,
    decision: row.decision as Decision["decision"],
    reason: row.reason,
    by: names.get(row.userId) ?? "somebody who has left",
    at: row.createdAt.toISOString(),
  }));
}

/** The version everybody sees: the highest number; null before the first. */
export async function readCurrentVersion(tx: Tx, workspaceId: WorkspaceId) {
  return tx.version.findFirst({ where: { workspaceId }, orderBy: { number: "desc" } });
}

/**
 * Makes proposing, deciding, withdrawing and publishing of one workspace wait for each other, so that a dissent
 * and a publish that meet are settled one after the other.
 */
export async function lockLifecycle(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  const name = `lifecycle ${workspaceId as string}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
