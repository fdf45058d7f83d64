import { can, type Team } from "#lib/access/can.ts";
import type { CriterionKind } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import { type IcpContent, thaw } from "#lib/icp/content.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import { teamStates } from "#lib/icp/lifecycle.ts";
import { movedSince } from "#lib/icp/moved.ts";
import { type May, type NextStep, nextStep, type TeamStand } from "#lib/icp/next-step.ts";
import { type PathFacts, type PathLine, pathOf, summaryOf } from "#lib/icp/path.ts";
import { checkQuality } from "#lib/icp/quality.ts";
import { type Snapshot, snapshotSchema } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { type DraftPage, loadDraft } from "#lib/server/queries/load-draft.ts";
import { loadPatterns } from "#lib/server/queries/load-patterns.ts";
import { readCurrentVersion, readDecisions, readOpenProposal } from "#lib/server/queries/proposals.ts";
import { takeSnapshot, today } from "#lib/server/queries/take-snapshot.ts";

/** The version everybody works by, with its figures as published and on today's customers. */
export interface CurrentVersion {
  readonly number: number;
  readonly profile: string;
  /** In words: what a company must have, and whom nobody sells to. */
  readonly mustHaves: readonly string[];
  readonly disqualifiers: readonly string[];
  readonly publishedOn: string;
  readonly atPublishing: Snapshot | null;
  readonly now: Snapshot | null;
  readonly links: { readonly open: number; readonly views: number };
}

export interface Overview {
  readonly next: NextStep;
  readonly summary: string;
  readonly path: readonly PathLine[];
  readonly current: CurrentVersion | null;
  /** What has moved since the current version was published, in sentences. */
  readonly moved: readonly string[];
  /** The draft's own sentence, shown until there is a version. */
  readonly draftProfile: string;
  readonly customers: number;
}

/** Where the workspace stands and what this member can do next. */
export async function loadOverview(actor: Actor): Promise<Overview> {
  const [draft, patterns, stored] = await Promise.all([
    loadDraft(actor),
    loadPatterns(actor),
    readStored(actor),
  ]);
  const content = stored.version ? thaw(stored.version.content) : null;
  const facts = factsOf(draft, patterns, stored, content);
  const current = content && (await currentOf(actor, stored, content));
  const next = nextStep(facts, mayOf(actor, stored.publishOverDissent));
  return {
    next,
    summary: summaryOf(facts),
    path: pathOf(facts, next.step, today()),
    current,
    moved: current ? movedSince(current, facts.edits) : [],
    draftProfile: draft.document.profile,
    customers: facts.customers,
  };
}

function mayOf(actor: Actor, overDissent: boolean): May {
  const may = (action: Parameters<typeof can>[1]) => can(actor.role, action);
  return {
    import: may("import"),
    edit: may("define-good-customer"),
    propose: may("propose"),
    publish: may("publish"),
    publishOverDissent: overDissent && may("publish-over-dissent"),
    share: may("share"),
    decideFor: may("decide") ? actor.teams : [],
  };
}

type Stored = Awaited<ReturnType<typeof readStored>>;

/** Everything that is counted in the database, in one transaction. */
async function readStored(actor: Actor) {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const imports = await tx.import.aggregate({
      where: { workspaceId, state: "done" },
      _count: true,
      _max: { finishedAt: true },
    });
    const version = await readCurrentVersion(tx, workspaceId);
    return {
      customers: await tx.account.count({ where: { workspaceId } }),
      files: imports._count,
      lastImportAt: imports._max.finishedAt,
      version,
      proposedRevision: version && (await revisionOf(tx, actor, version.proposalId)),
      proposal: await openProposal(tx, actor, workspace.requiredTeams as Team[]),
      links: await linksOf(tx, actor, version?.id ?? null),
      publishOverDissent: workspace.publishOverDissent,
    };
  });
}

async function revisionOf(tx: Tx, { workspaceId }: Actor, id: string): Promise<number> {
  const proposal = await tx.proposal.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  return proposal.documentRevision;
}

async function openProposal(tx: Tx, { workspaceId }: Actor, required: readonly Team[]) {
  const open = await readOpenProposal(tx, workspaceId);
  if (!open) return null;
  const states = teamStates(required, await readDecisions(tx, workspaceId, open.hash));
  const teams = states
    .filter((one) => one.required)
    .map((one): TeamStand => ({ team: one.team, decision: one.decision?.decision ?? null }));
  return { teams, on: isoDay(open.createdAt) };
}

async function linksOf(tx: Tx, { workspaceId }: Actor, versionId: string | null) {
  if (!versionId) return { open: 0, views: 0 };
  const links = await tx.shareLink.findMany({ where: { workspaceId, versionId } });
  const now = new Date();
  const open = links.filter((link) => !link.revokedAt && !(link.expiresAt && link.expiresAt <= now));
  return { open: open.length, views: links.reduce((sum, link) => sum + link.views, 0) };
}

const isoDay = (moment: Date) => moment.toISOString().slice(0, 10);

function factsOf(
  draft: DraftPage,
  patterns: { readonly supported: number; readonly examined: number },
  stored: Stored,
  content: IcpContent | null,
): PathFacts {
  const { document, snapshot, currentVersion } = draft;
  const { version, proposal } = stored;
  const isSame = currentVersion?.sameAsDraft === true;
  const since = stored.proposedRevision === null ? 0 : Math.max(1, draft.revision - stored.proposedRevision);
  const looked = stored.customers > 0;
  return {
    customers: stored.customers,
    files: stored.files,
    lastImportOn: stored.lastImportAt && isoDay(stored.lastImportAt),
    definition: document.definition !== null,
    outcomes: document.definition?.outcomes.map((card) => card.outcome) ?? [],
    definitionAgreedIn: sameDefinition(document, content) ? (version?.number ?? null) : null,
    supported: looked ? patterns.supported : null,
    examined: looked ? patterns.examined : null,
    criteria: document.criteria.filter((one) => !one.archived).length,
    thingsToMend: thingsToMend(draft, snapshot),
    draftEditedOn: draft.updated?.at.slice(0, 10) ?? null,
    edits: draft.proposal ? draft.proposal.edits : version && !isSame ? since : 0,
    proposal: proposal && { teams: proposal.teams },
    proposedOn: proposal?.on ?? null,
    version: version && { number: version.number, shared: stored.links.open > 0 },
    publishedOn: version && isoDay(version.publishedAt),
  };
}

function sameDefinition(document: IcpDocument, content: IcpContent | null): boolean {
  return content !== null && canonicalJson(document.definition) === canonicalJson(content.definition);
}

function thingsToMend({ document, attributes }: DraftPage, snapshot: Snapshot | null): number {
  return checkQuality(document, {
    attributes: attributes.length === 0 ? null : new Map(attributes.map((one) => [one.name, one])),
    verdicts: snapshot?.verdicts ?? null,
  }).length;
}

async function currentOf(actor: Actor, stored: Stored, content: IcpContent): Promise<CurrentVersion | null> {
  const { version, links } = stored;
  if (!version) return null;
  const atPublishing = snapshotSchema.safeParse(version.evidence);
  const now = await takeSnapshot(actor, content.criteria, content.definition);
  return {
    number: version.number,
    profile: content.profile,
    mustHaves: said(content, "must-have"),
    disqualifiers: said(content, "disqualifier"),
    publishedOn: isoDay(version.publishedAt),
    atPublishing: atPublishing.success ? atPublishing.data : null,
    now: now.customers === 0 ? null : now,
    links,
  };
}

function said(content: IcpContent, kind: CriterionKind): readonly string[] {
  return content.criteria.filter((one) => one.kind === kind).map(sayCriterion);
}
