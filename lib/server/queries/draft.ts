import { documentSchema, emptyDocument, type IcpDocument } from "#lib/icp/document.ts";
import type { Tx } from "#lib/server/db.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** The live document and how often it has been edited. */
export interface Draft {
  readonly revision: number;
  readonly document: IcpDocument;
  /** Null before the first edit. */
  readonly updatedBy: string | null;
  readonly updatedAt: Date | null;
}

/** The draft of a workspace; an empty one at revision 0 where nobody has written anything. */
export async function readDraft(tx: Tx, workspaceId: WorkspaceId): Promise<Draft> {
  const row = await tx.document.findUnique({ where: { workspaceId } });
  if (!row) return { revision: 0, document: emptyDocument(), updatedBy: null, updatedAt: null };
  const { revision, content, updatedBy, updatedAt } = row;
  return { revision, document: documentSchema.parse(content), updatedBy, updatedAt };
}

/** The names of people by their ids, for what they did; people who have been erased are missing. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const people = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}
