import { mintWorkspaceId } from "#lib/server/actor.ts";
import { inWorkspaceRaw, outsideWorkspaces } from "#lib/server/db.ts";
import { isRunningHere } from "#lib/server/import-progress.ts";

/**
 * Marks imports as failed that were running when a process ended: their transaction went with it, so that none of
 * their rows is there. Run once at start, before anybody can import. Returns how many there were.
 */
export async function failAbandonedImports(): Promise<number> {
  const running = await outsideWorkspaces().$queryRaw<{ workspaceId: string; id: string }[]>`
    select "workspaceId", "id" from running_imports()`;
  const abandoned = running.filter(({ id }) => !isRunningHere(id));
  for (const { workspaceId, id } of abandoned) {
    await inWorkspaceRaw(mintWorkspaceId(workspaceId), (client) =>
      client.query(
        `update "import" set "state" = 'failed', "finishedAt" = now()
         where "workspaceId" = $1 and "id" = $2 and "state" = 'running'`,
        [workspaceId, id],
      ),
    );
  }
  return abandoned.length;
}
