import type pg from "pg";
import { joinWorkspace, type WorkspaceJoin, type WorkspaceRow } from "#lib/import/join-plan.ts";
import { newId } from "#lib/server/db.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import type { ReadTable } from "#lib/server/queries/read-set.ts";
import { readAnswers } from "#lib/server/queries/workspace-rows.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface Rows {
  readonly stored: readonly WorkspaceRow[];
  /** The files on their way in, which come after `order` tables. */
  readonly read: readonly ReadTable[];
  readonly order: number;
  /** Rows that give way to them. */
  readonly leaving: readonly WorkspaceRow[];
}

/** Where every row belongs, the stored ones first, once these files are in: the same for the preview and for the import. */
export async function joinIncoming(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { stored, read, order, leaving }: Rows,
): Promise<WorkspaceJoin> {
  const incoming = read.flatMap(({ rows }) =>
    rows.map(({ join }) => ({ join, order, accountId: null }) as const),
  );
  const answers = await readAnswers(client, workspaceId);
  return inSteps(joinWorkspace([...stored, ...incoming], leaving, answers, newId));
}
