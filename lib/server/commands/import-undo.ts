import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { settleData } from "#lib/server/commands/import-settle-data.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";

export const undoImportInput = z.object({ importId: z.uuid() });

/**
 * Takes back exactly what an import brought, with the files that were imported together with it: its rows go, customers that
 * no other import knows go with them, and what it had changed about the others is again what the remaining imports say.
 * Errors: "not-allowed"; "not-found" for an import that is not done, undone already, or another workspace's.
 */
export async function undoImport(
  actor: Actor,
  { importId }: z.output<typeof undoImportInput>,
): Promise<Result<{ dataRevision: number }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId } = actor;
  return inWorkspaceRaw(workspaceId, async (client) => {
    await lockData(client, workspaceId);
    const { rows } = await client.query<{ id: string }>(
      `update "import" set "state" = 'undone', "undoneAt" = now()
       where "workspaceId" = $1 and "state" = 'done' and ("id" = $2 or "setId" = (
         select "setId" from "import" where "workspaceId" = $1 and "id" = $2 and "state" = 'done'))
       returning "id"`,
      [workspaceId, importId],
    );
    if (rows.length === 0) return fail("not-found");
    await client.query(`delete from "record" where "workspaceId" = $1 and "importId" = any($2::uuid[])`, [
      workspaceId,
      rows.map(({ id }) => id),
    ]);
    const dataRevision = await settleData(client, workspaceId);
    await auditRaw(client, actor, { action: "import undone", target: importId, detail: { dataRevision } });
    return ok({ dataRevision });
  });
}
