import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { askToStop } from "#lib/server/import-progress.ts";

export const cancelImportInput = z.object({ importId: z.uuid() });

/**
 * Stops an import on its way; nothing of it remains. It is marked first, so that it cannot become done on whichever node
 * it runs, and then told. Errors: "not-allowed"; "not-found"; "import-over" when it has ended, or is writing its last
 * lines and can no longer be stopped (it can be undone).
 */
export async function cancelImport(
  actor: Actor,
  { importId }: z.output<typeof cancelImportInput>,
): Promise<Result<{ importId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const cancelled = await inWorkspaceRaw(actor.workspaceId, async (client) => {
    const of = [actor.workspaceId, importId];
    const { rows } = await client.query<{ state: string }>(
      `select "state" from "import" where "workspaceId" = $1 and "id" = $2`,
      of,
    );
    if (rows[0] === undefined) return fail("not-found");
    // A row that is locked is being marked as done at this moment: waiting for it would only tell the same later.
    const { rowCount } = await client.query(
      `update "import" set "state" = 'cancelled', "finishedAt" = now()
       where ("workspaceId", "id") in (
         select "workspaceId", "id" from "import"
         where "workspaceId" = $1 and "id" = $2 and "state" = 'running' for no key update skip locked)`,
      of,
    );
    if (rowCount === 0) return fail("import-over");
    await auditRaw(client, actor, { action: "import cancelled", target: importId });
    return ok({ importId });
  });
  if (cancelled.ok) askToStop(importId);
  return cancelled;
}
