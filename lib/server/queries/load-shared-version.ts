import { thaw } from "#lib/icp/content.ts";
import type { Decision } from "#lib/icp/lifecycle.ts";
import { type SharedVersion, sharedVersion } from "#lib/icp/shared-version.ts";
import { snapshotSchema } from "#lib/icp/snapshot.ts";
import { workspaceOfToken } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import type { Version } from "#lib/server/generated/prisma/client.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import { hashOfToken } from "#lib/server/token.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** A link that is refused answers no sooner than this: an unknown one must not be told by its speed. */
const refusalMs = 60;

/**
 * The one version that a share link opens, and nothing else of its workspace; counts the view. Null for a token
 * that is unknown, expired or revoked, which a visitor cannot tell apart.
 */
export async function loadSharedVersion(token: string): Promise<SharedVersion | null> {
  const began = performance.now();
  const version = await openLink(hashOfToken(token));
  if (!version) {
    const left = refusalMs - (performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
  }
  return version;
}

async function openLink(tokenHash: string): Promise<SharedVersion | null> {
  const workspaceId = await workspaceOfToken("share link", tokenHash);
  if (!workspaceId) return null;
  return inWorkspace(workspaceId, async (tx) => {
    const now = new Date();
    // One statement checks and counts: a link revoked a moment ago neither opens nor counts.
    const viewed = await tx.shareLink.updateManyAndReturn({
      where: {
        workspaceId,
        tokenHash,
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      },
      data: { views: { increment: 1 }, lastViewedAt: now },
      select: { versionId: true },
    });
    const versionId = viewed[0]?.versionId;
    if (!versionId) return null;
    const row = await tx.version.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: versionId } },
    });
    return readShared(tx, workspaceId, row);
  });
}

/** The public reading of a stored version. */
export async function readShared(tx: Tx, workspaceId: WorkspaceId, row: Version): Promise<SharedVersion> {
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, sample: true },
  });
  const names = await namesOf(tx, [row.publishedBy]);
  const snapshot = snapshotSchema.safeParse(row.evidence);
  return sharedVersion({
    company: workspace.name,
    sample: workspace.sample !== null,
    number: row.number,
    hash: row.hash,
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: names.get(row.publishedBy) ?? "somebody who has left",
    content: thaw(row.content),
    decisions: row.decisions as unknown as readonly Decision[],
    overDissent: row.overDissent,
    snapshot: snapshot.success ? snapshot.data : null,
  });
}
