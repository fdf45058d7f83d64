import { can, type Team } from "#lib/access/can.ts";
import { freeze, type IcpContent, thaw } from "#lib/icp/content.ts";
import { diffContents, type SectionChanges } from "#lib/icp/diff.ts";
import {
  canPublish,
  type Decision,
  type PublishAnswer,
  type TeamState,
  teamStates,
} from "#lib/icp/lifecycle.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";
import { readCurrentVersion, readDecisions, readOpenProposal } from "#lib/server/queries/proposals.ts";
import { takeSnapshot } from "#lib/server/queries/take-snapshot.ts";

const dayMilliseconds = 86_400_000;

/** Everything the proposal page shows of what is up for approval. */
export interface ProposalPage {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  readonly summary: string;
  readonly proposedBy: string;
  /** ISO instant. */
  readonly proposedAt: string;
  /** Whole days since: how long a silent team has been waited for. */
  readonly ageDays: number;
  readonly content: IcpContent;
  /** The version it is compared with; null for a first one. */
  readonly against: number | null;
  readonly changes: readonly SectionChanges[];
  readonly teams: readonly TeamState[];
  /** Edits made to the draft since; 0 where it says the same. */
  readonly edits: number;
  /** Whether it can be published now, by this person, if a reason is given where one is needed. */
  readonly publish: PublishAnswer;
  /** What it does to today's customers beside the current version; null while there are none. */
  readonly now: Snapshot | null;
  readonly before: Snapshot | null;
}

/** The proposal up for approval; null where there is none. */
export async function loadProposal(actor: Actor): Promise<ProposalPage | null> {
  const { workspaceId } = actor;
  const read = await inWorkspace(workspaceId, async (tx) => {
    const proposal = await readOpenProposal(tx, workspaceId);
    if (!proposal) return null;
    const draft = await readDraft(tx, workspaceId);
    const sameAsDraft = freeze(draft.document).hash === proposal.hash;
    const decisions = await readDecisions(tx, workspaceId, proposal.hash);
    const current = await readCurrentVersion(tx, workspaceId);
    const names = await namesOf(tx, [proposal.proposedBy]);
    const content = thaw(proposal.content);
    const before = current ? thaw(current.content) : null;
    const page = {
      id: proposal.id,
      number: proposal.number,
      hash: proposal.hash,
      summary: proposal.summary,
      proposedBy: names.get(proposal.proposedBy) ?? "somebody who has left",
      proposedAt: proposal.createdAt.toISOString(),
      ageDays: Math.max(0, Math.floor((Date.now() - proposal.createdAt.getTime()) / dayMilliseconds)),
      content,
      against: current?.number ?? null,
      changes: diffContents(before, content),
      edits: sameAsDraft ? 0 : draft.revision - proposal.documentRevision,
      ...(await approval(tx, actor, decisions)),
    };
    return { page, before };
  });
  if (!read) return null;
  return {
    ...read.page,
    now: await figures(actor, read.page.content),
    before: read.before && (await figures(actor, read.before)),
  };
}

async function approval(tx: Tx, actor: Actor, decisions: readonly Decision[]) {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
  const required = workspace.requiredTeams as Team[];
  const publish = canPublish({
    required,
    decisions,
    overDissentAllowed: workspace.publishOverDissent,
    mayOverride: can(actor.role, "publish-over-dissent"),
    reason: "",
  });
  const others = actor.teams.filter((team) => !required.includes(team));
  const states = teamStates(required, decisions);
  const silent = others.filter((team) => !states.some((one) => one.team === team));
  const optional = silent.map(
    (team): TeamState => ({ team, required: false, state: "waiting", decision: null }),
  );
  return { teams: [...states, ...optional], publish };
}

async function figures(actor: Actor, content: IcpContent): Promise<Snapshot | null> {
  const snapshot = await takeSnapshot(actor, content.criteria, content.definition);
  return snapshot.customers === 0 ? null : snapshot;
}

/** What became of the newest proposal, for the page of a workspace that has none open. */
export interface LastProposal {
  readonly number: number;
  readonly outcome: "published" | "withdrawn";
  readonly version: number | null;
}

/** The newest proposal, which is not open; null where nothing was ever proposed. */
export async function loadLastProposal(actor: Actor): Promise<LastProposal | null> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const last = await tx.proposal.findFirst({
      where: { workspaceId: actor.workspaceId },
      orderBy: { number: "desc" },
      include: { versions: { select: { number: true } } },
    });
    if (!last) return null;
    const version = last.versions[0]?.number ?? null;
    return { number: last.number, outcome: version === null ? "withdrawn" : "published", version };
  });
}
