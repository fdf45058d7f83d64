import type { Attribute, Dimension, KnownAt, ValueType } from "#lib/accounts/attribute.ts";
import { contentOf, freeze, thaw } from "#lib/icp/content.ts";
import { diffContents, type SectionChanges } from "#lib/icp/diff.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";
import { goodButRejected } from "#lib/server/queries/draft-figures.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";
import { readCurrentVersion, readOpenProposal } from "#lib/server/queries/proposals.ts";
import { takeSnapshot, today } from "#lib/server/queries/take-snapshot.ts";

/** Everything the document room shows. */
export interface DraftPage {
  readonly revision: number;
  readonly document: IcpDocument;
  readonly updated: { readonly by: string; readonly at: string } | null;
  readonly attributes: readonly Attribute[];
  /** Null while there are no customers. */
  readonly snapshot: Snapshot | null;
  /** Null where nobody has said what a good customer is. */
  readonly missed: Missed | null;
  readonly proposal: {
    readonly number: number;
    readonly sameAsDraft: boolean;
    readonly edits: number;
  } | null;
  readonly currentVersion: { readonly number: number; readonly sameAsDraft: boolean } | null;
  /** What the last proposal said of its change: the same note is not offered again. */
  readonly lastSummary: string;
}

/** Good customers that the draft would have rejected: how many, and a few by name. */
export interface Missed {
  readonly count: number;
  readonly some: readonly { readonly id: string; readonly name: string }[];
}

/** The draft with what it does to today's customers. */
export async function loadDraft(actor: Actor): Promise<DraftPage> {
  const { workspaceId } = actor;
  const page = await inWorkspace(workspaceId, async (tx) => {
    const draft = await readDraft(tx, workspaceId);
    const { hash } = freeze(draft.document);
    const open = await readOpenProposal(tx, workspaceId);
    const current = await readCurrentVersion(tx, workspaceId);
    const last = await tx.proposal.findFirst({ where: { workspaceId }, orderBy: { number: "desc" } });
    const names = await namesOf(tx, [draft.updatedBy]);
    return {
      revision: draft.revision,
      document: draft.document,
      updated: draft.updatedAt && {
        by: names.get(draft.updatedBy ?? "") ?? "somebody",
        at: draft.updatedAt.toISOString(),
      },
      attributes: await catalogue(tx, actor),
      proposal: open && {
        number: open.number,
        sameAsDraft: open.hash === hash,
        edits: open.hash === hash ? 0 : draft.revision - open.documentRevision,
      },
      currentVersion: current && { number: current.number, sameAsDraft: current.hash === hash },
      lastSummary: last?.summary ?? "",
    };
  });
  const snapshot = await draftFigures(actor, page.document);
  return { ...page, snapshot, missed: snapshot && (await missedBy(actor, page.document)) };
}

const fewNames = 3;

async function missedBy(actor: Actor, { criteria, definition }: IcpDocument): Promise<Missed | null> {
  if (!definition) return null;
  const { workspaceId } = actor;
  const { frame } = await loadCountedFrame(actor);
  const positions = goodButRejected(criteria, definition, frame, today());
  const ids = positions.slice(0, fewNames).map((position) => frame.accountIds[position]!);
  const some = await inWorkspace(workspaceId, (tx) =>
    tx.account.findMany({
      where: { workspaceId, id: { in: ids } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  );
  return { count: positions.length, some };
}

/** What a document's rules do with today's customers; null while there are none. */
export async function draftFigures(actor: Actor, document: IcpDocument): Promise<Snapshot | null> {
  const live = document.criteria.filter((one) => !one.archived);
  const snapshot = await takeSnapshot(actor, live, document.definition);
  return snapshot.customers === 0 ? null : snapshot;
}

async function catalogue(tx: Tx, { workspaceId }: Actor): Promise<readonly Attribute[]> {
  const rows = await tx.attribute.findMany({
    where: { workspaceId, role: "attribute" },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => ({
    name: row.name,
    dimension: row.dimension as Dimension,
    knownAt: row.knownAt as KnownAt,
    type: row.type as ValueType,
  }));
}

/** What the draft would change in the current version, in words. */
export interface DraftChanges {
  readonly version: number;
  readonly changes: readonly SectionChanges[];
}

/** The draft beside the current version; null before the first version. */
export async function loadDraftChanges(actor: Actor): Promise<DraftChanges | null> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const current = await readCurrentVersion(tx, workspaceId);
    if (!current) return null;
    const { document } = await readDraft(tx, workspaceId);
    return { version: current.number, changes: diffContents(thaw(current.content), contentOf(document)) };
  });
}
