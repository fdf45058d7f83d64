import { freeze } from "#lib/icp/content.ts";
import { emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import type { Decision } from "#lib/icp/lifecycle.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";

interface VersionParts {
  readonly document?: Partial<IcpDocument>;
  readonly decisions?: readonly Decision[];
  readonly evidence?: Snapshot | Record<string, never>;
  readonly overDissent?: string | null;
}

/** A published version as it stands in the tables, with the next number, without the way that leads there. */
export async function makeVersion(actor: Actor, parts: VersionParts = {}): Promise<number> {
  const { workspaceId } = actor;
  const { text, hash } = freeze({ ...emptyDocument(), ...parts.document });
  return inWorkspace(workspaceId, async (tx) => {
    const last = await tx.version.aggregate({ where: { workspaceId }, _max: { number: true } });
    const number = (last._max.number ?? 0) + 1;
    const proposalId = newId();
    await tx.proposal.create({
      data: {
        workspaceId,
        id: proposalId,
        number,
        hash,
        content: text,
        documentRevision: 0,
        dataRevision: 0,
        proposedBy: actor.userId,
      },
    });
    await tx.version.create({
      data: {
        workspaceId,
        id: newId(),
        number,
        proposalId,
        hash,
        content: text,
        decisions: (parts.decisions ?? []).map((one) => ({ ...one })),
        overDissent: parts.overDissent ?? null,
        evidence: parts.evidence ?? {},
        dataRevision: 0,
        publishedBy: actor.userId,
      },
    });
    return number;
  });
}
