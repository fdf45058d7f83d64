import type { Team } from "#lib/access/can.ts";
import { type ShareLinkLine, shareLinkLine } from "#lib/icp/version-history.ts";
import type { Actor } from "#lib/server/actor.ts";
import { firstBrokenEntry } from "#lib/server/audit.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { targetNames } from "#lib/server/queries/audit-names.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import { linkOf } from "#lib/server/queries/load-versions.ts";

export interface ApprovalRule {
  readonly requiredTeams: readonly Team[];
  readonly publishOverDissent: boolean;
}

export async function approvalRule(actor: Actor): Promise<ApprovalRule> {
  const row = await inWorkspace(actor.workspaceId, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } }),
  );
  return { requiredTeams: row.requiredTeams as Team[], publishOverDissent: row.publishOverDissent };
}

/** The share links of all versions, newest first; without their addresses, which were shown once. */
export async function listAllShareLinks(actor: Actor): Promise<readonly ShareLinkLine[]> {
  const now = new Date().toISOString();
  return inWorkspace(actor.workspaceId, async (tx) => {
    const rows = await tx.shareLink.findMany({
      where: { workspaceId: actor.workspaceId },
      include: { version: { select: { number: true } } },
      orderBy: { createdAt: "desc" },
      take: 200,
    });
    const names = await namesOf(
      tx,
      rows.map((row) => row.createdBy),
    );
    const nameOf = (id: string) => names.get(id) ?? "somebody who has left";
    return rows.map(({ version, ...link }) => shareLinkLine(linkOf(link, nameOf), version.number, now));
  });
}

export interface AuditLine {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly target: string;
  readonly detail: unknown;
  /** What the target is called today: an account, a person, files, a part of the draft; null where nobody knows any more. */
  readonly named: string | null;
}

export interface AuditPage {
  readonly lines: readonly AuditLine[];
  readonly total: number;
  /** The first entry that does not follow from those before it, or that is missing; null: the whole chain holds. */
  readonly brokenAt: number | null;
  readonly page: number;
  readonly pages: number;
}

const pageSize = 50;

/**
 * One page of the audit trail, newest first, and whether the chain holds as a whole. Reads the whole trail: a
 * check of one page would not notice a row taken out of another.
 */
export async function auditPage(actor: Actor, page: number): Promise<AuditPage> {
  return inWorkspace(actor.workspaceId, async (tx) => {
    const entries = await tx.auditEntry.findMany({
      where: { workspaceId: actor.workspaceId },
      orderBy: { seq: "asc" },
    });
    const head = await tx.auditHead.findUnique({ where: { workspaceId: actor.workspaceId } });
    const pages = Math.max(1, Math.ceil(entries.length / pageSize));
    const shown = Math.min(Math.max(1, page), pages);
    const slice = entries.toReversed().slice((shown - 1) * pageSize, shown * pageSize);
    const users = await tx.user.findMany({
      where: { id: { in: [...new Set(slice.map((entry) => entry.userId))] } },
    });
    const names = new Map(users.map((user) => [user.id, user.name]));
    const named = await targetNames(tx, actor.workspaceId, slice);
    return {
      lines: slice.map((entry, i) => ({
        seq: entry.seq,
        at: entry.at.toISOString(),
        who: names.get(entry.userId) ?? "somebody who has left",
        action: entry.action,
        target: entry.target,
        detail: entry.detail,
        named: named[i] ?? null,
      })),
      total: entries.length,
      brokenAt: firstBrokenEntry(entries, head),
      page: shown,
      pages,
    };
  });
}
