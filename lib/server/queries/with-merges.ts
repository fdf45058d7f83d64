import type pg from "pg";
import type { Frame } from "#lib/accounts/frame.ts";
import { applyMerges, type SpellingMerge } from "#lib/accounts/merge-spellings.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** A frame as people read it: what they have called the same is one value. */
export async function withMerges(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  frame: Frame,
): Promise<Frame> {
  const { rows } = await client.query<SpellingMerge>(
    `select "attribute", "from", "to" from "spelling_answer" where "workspaceId" = $1 and "same"`,
    [workspaceId],
  );
  return applyMerges(frame, rows);
}
