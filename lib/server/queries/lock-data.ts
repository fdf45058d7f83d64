import type pg from "pg";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** One import, undo or export at a time in a workspace: it waits here for the one before it, to the end of its transaction. */
export async function lockData(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`data ${workspaceId}`]);
}
