import type pg from "pg";
import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { askToStop } from "#lib/server/import-progress.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export const cancelImportInput = z.object({ importId: z.uuid() });

const isLocked = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && error.code === "55P03";

/**
 * The import, and the files that are imported together with it, held against being marked as done. Throws where one of them
 * is being marked at this moment: waiting for that would only tell the same later.
 */
async function holdImports(client: pg.PoolClient, actor: Actor, importId: string) {
  const { rows } = await client.query<{ id: string; state: string }>(
    `select "id", "state" from "import"
     where "workspaceId" = $1 and ("id" = $2 or "setId" = (
       select "setId" from "import" where "workspaceId" = $1 and "id" = $2))
     order by "id" for no key update nowait`,
    [actor.workspaceId, importId],
  );
  return rows;
}

async function markCancelled(
  client: pg.PoolClient,
  actor: Actor,
  importId: string,
): Promise<Result<{ readonly importIds: readonly string[] }>> {
  const held = await holdImports(client, actor, importId);
  if (held.length === 0) return fail("not-found");
  if (held.some(({ state }) => state !== "running")) return fail("import-over");
  const importIds = held.map(({ id }) => id);
  await client.query(
    `update "import" set "state" = 'cancelled', "finishedAt" = now()
     where "workspaceId" = $1 and "id" = any($2::uuid[])`,
    [actor.workspaceId, importIds],
  );
  await auditRaw(client, actor, { action: "import cancelled", target: importId });
  return ok({ importIds });
}

/**
 * Stops an import on its way, with the files that are imported together with it; nothing of it remains. It is marked first,
 * so that it cannot become done on whichever node it runs, and then told. Errors: "not-allowed"; "not-found";
 * "import-over" when it has ended, or is writing its last lines and can no longer be stopped (it can be undone).
 */
export async function cancelImport(
  actor: Actor,
  { importId }: z.output<typeof cancelImportInput>,
): Promise<Result<{ importId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  try {
    const marked = await inWorkspaceRaw(actor.workspaceId, (client) =>
      markCancelled(client, actor, importId),
    );
    if (!marked.ok) return marked;
    for (const id of marked.value.importIds) askToStop(id);
    return ok({ importId });
  } catch (error) {
    if (isLocked(error)) return fail("import-over");
    throw error;
  }
}

/** Stops every import of a workspace that is about to go: its removal would wait for them to be done. */
export async function stopImportsOf(workspaceId: WorkspaceId): Promise<void> {
  const { rows } = await inWorkspaceRaw(workspaceId, (client) =>
    client.query<{ id: string }>(
      `update "import" set "state" = 'cancelled', "finishedAt" = now()
       where "workspaceId" = $1 and "state" = 'running' returning "id"`,
      [workspaceId],
    ),
  );
  for (const { id } of rows) askToStop(id);
}
