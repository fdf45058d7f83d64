import { contentHash } from "#lib/icp/canonical.ts";
import { contentOf, thaw } from "#lib/icp/content.ts";
import { diffContents, type SectionChanges } from "#lib/icp/diff.ts";
import type { Decision } from "#lib/icp/lifecycle.ts";
import type { SharedVersion } from "#lib/icp/shared-version.ts";
import { type HistoryLink, type VersionLine, versionHistory } from "#lib/icp/version-history.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import type { ShareLink, Version } from "#lib/server/generated/prisma/client.ts";
import { namesOf, readDraft } from "#lib/server/queries/draft.ts";
import { readShared } from "#lib/server/queries/load-shared-version.ts";

export interface VersionsRoom {
  readonly versions: readonly VersionLine[];
  readonly draft: { readonly revision: number; readonly hash: string };
}

/** Every version, newest first, with what changed and its share links; and the draft's state, for restoring. */
export async function loadVersions(actor: Actor): Promise<VersionsRoom> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const rows = await tx.version.findMany({
      where: { workspaceId: actor.workspaceId },
      include: { shareLinks: { orderBy: { createdAt: "asc" } } },
    });
    return { versions: await linesOf(tx, rows), draft: await draftState(tx, actor) };
  });
}

type VersionWithLinks = Version & { readonly shareLinks: readonly ShareLink[] };

async function linesOf(tx: Tx, rows: readonly VersionWithLinks[]): Promise<readonly VersionLine[]> {
  const names = await namesOf(
    tx,
    rows.flatMap((row) => [row.publishedBy, ...row.shareLinks.map((link) => link.createdBy)]),
  );
  const nameOf = (id: string) => names.get(id) ?? "somebody who has left";
  const history = rows.map((row) => ({
    number: row.number,
    hash: row.hash,
    content: thaw(row.content),
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: nameOf(row.publishedBy),
    decisions: row.decisions as unknown as readonly Decision[],
    overDissent: row.overDissent,
    links: row.shareLinks.map((link) => linkOf(link, nameOf)),
  }));
  return versionHistory(history, new Date().toISOString());
}

/** A link as stored, with its maker's name and its instants as text. */
export function linkOf(link: ShareLink, nameOf: (id: string) => string): HistoryLink {
  const { id, label, views, createdBy, createdAt, expiresAt, revokedAt, lastViewedAt } = link;
  return {
    id,
    label,
    views,
    createdBy: nameOf(createdBy),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastViewedAt: lastViewedAt?.toISOString() ?? null,
  };
}

async function draftState(tx: Tx, actor: Actor): Promise<VersionsRoom["draft"]> {
  const { revision, document } = await readDraft(tx, actor.workspaceId);
  return { revision, hash: contentHash(contentOf(document)) };
}

export interface VersionPage {
  /** What a visitor of a share link would see, so that nobody shares what they have not seen. */
  readonly version: SharedVersion;
  readonly line: VersionLine;
  readonly latest: number;
  readonly draft: VersionsRoom["draft"];
}

/** One version with its share links, or null where there is none of this number. */
export async function loadVersion(actor: Actor, number: number): Promise<VersionPage | null> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.version.findMany({
      where: { workspaceId, number: { in: [number - 1, number] } },
      include: { shareLinks: { orderBy: { createdAt: "asc" } } },
    });
    const row = rows.find((one) => one.number === number);
    const line = (await linesOf(tx, rows)).find((one) => one.number === number);
    if (!row || !line) return null;
    const newest = await tx.version.aggregate({ where: { workspaceId }, _max: { number: true } });
    return {
      version: await readShared(tx, workspaceId, row),
      line,
      latest: newest._max.number ?? number,
      draft: await draftState(tx, actor),
    };
  });
}

export interface Comparison {
  readonly numbers: readonly number[];
  readonly before: number;
  readonly after: number;
  readonly changes: readonly SectionChanges[];
}

/**
 * What changed from version `before` to version `after`; without numbers, from the last but one to the last.
 * Null where the workspace has no such versions.
 */
export async function loadComparison(
  actor: Actor,
  wanted: { readonly before: number | null; readonly after: number | null },
): Promise<Comparison | null> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.version.findMany({
      where: { workspaceId },
      select: { number: true, content: true },
      orderBy: { number: "desc" },
    });
    const after = rows.find((row) => row.number === (wanted.after ?? rows[0]?.number));
    const before = rows.find((row) => row.number === (wanted.before ?? (after?.number ?? 0) - 1));
    if (!before || !after) return null;
    return {
      numbers: rows.map((row) => row.number),
      before: before.number,
      after: after.number,
      changes: diffContents(thaw(before.content), thaw(after.content)),
    };
  });
}
