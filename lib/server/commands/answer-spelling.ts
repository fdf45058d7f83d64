import type pg from "pg";
import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

const pair = {
  attribute: storableText(300).min(1),
  from: storableText(500).min(1),
  to: storableText(500).min(1),
};
export const answerSpellingInput = z.object({ ...pair, same: z.boolean() });
export const undoSpellingInput = z.object(pair);

/** The data is another from now on: what was worked out before must not be shown for it. Rows and frames stay. */
async function raiseRevision(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<number> {
  const { rows } = await client.query<{ dataRevision: number }>(
    `update "workspace" set "dataRevision" = "dataRevision" + 1 where "id" = $1 returning "dataRevision"`,
    [workspaceId],
  );
  const revision = rows[0]?.dataRevision ?? 0;
  for (const table of ["frame", "join_state"]) {
    await client.query(
      `update "${table}" set "dataRevision" = $2 where "workspaceId" = $1 and "dataRevision" = $2 - 1`,
      [workspaceId, revision],
    );
  }
  return revision;
}

/**
 * Keeps what a person says of two spellings of one attribute: that `from` is read as `to` everywhere (`same`), or that they are
 * told apart and not asked about again. Cells stay as they are. What was said of the two before is replaced. Errors:
 * "not-allowed", "not-found" where no account has ever had such an attribute.
 */
export async function answerSpelling(
  actor: Actor,
  { attribute, from, to, same }: z.output<typeof answerSpellingInput>,
): Promise<Result<{ dataRevision: number }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId, userId } = actor;
  if (from === to) return fail("not-found");
  const revision = await inWorkspaceRaw(workspaceId, async (client) => {
    await lockData(client, workspaceId);
    const { rowCount: known } = await client.query(
      `select 1 from "attribute" where "workspaceId" = $1 and "name" = $2 and "role" = 'attribute'`,
      [workspaceId, attribute],
    );
    if (known === 0) return null;
    // Of one spelling only one thing is true: it is read as one other, and never in a circle.
    await client.query(
      `delete from "spelling_answer" where "workspaceId" = $1 and "attribute" = $2
       and (("from" = $4 and "to" = $3) or ("from" = $3 and ("same" and $5 or "to" = $4)))`,
      [workspaceId, attribute, from, to, same],
    );
    await client.query(
      `insert into "spelling_answer" ("workspaceId", "attribute", "from", "to", "same", "answeredBy") values ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, attribute, from, to, same, userId],
    );
    const action = same ? "spellings merged" : "spellings told apart";
    await auditRaw(client, actor, { action, target: attribute, detail: { from, to } });
    return raiseRevision(client, workspaceId);
  });
  if (revision === null) return fail("not-found");
  return ok({ dataRevision: revision });
}

/** Takes back what was said of two spellings; they are asked about again. Errors: "not-allowed", "not-found". */
export async function undoSpelling(
  actor: Actor,
  { attribute, from, to }: z.output<typeof undoSpellingInput>,
): Promise<Result<{ dataRevision: number }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId } = actor;
  const revision = await inWorkspaceRaw(workspaceId, async (client) => {
    await lockData(client, workspaceId);
    const { rowCount } = await client.query(
      `delete from "spelling_answer" where "workspaceId" = $1 and "attribute" = $2 and "from" = $3 and "to" = $4`,
      [workspaceId, attribute, from, to],
    );
    if (rowCount === 0) return null;
    const action = "spelling answer taken back";
    await auditRaw(client, actor, { action, target: attribute, detail: { from, to } });
    return raiseRevision(client, workspaceId);
  });
  if (revision === null) return fail("not-found");
  return ok({ dataRevision: revision });
}
