import type pg from "pg";
import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { settleData } from "#lib/server/commands/import-settle-data.ts";
import { inWorkspaceRaw, isDuplicate, newId } from "#lib/server/db.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";
import { readRowsOfAccount } from "#lib/server/queries/rows-of-account.ts";

export const excludeInput = z.object({
  accountId: z.uuid(),
  /** One deal or subscription of the account, by what names it there; without it the whole account. */
  recordKey: z.string().min(1).max(2000).optional(),
  reason: storableText(1000),
});
export type ExcludeInput = z.output<typeof excludeInput>;
export const endExclusionInput = z.object({ exclusionId: z.uuid() });

/** What is worked out from deals is worked out anew, as where a deal is set aside or put back. */
async function foldAgain(client: pg.PoolClient, actor: Actor): Promise<void> {
  await settleData(client, actor.workspaceId, { joined: true });
}

async function setAside(
  client: pg.PoolClient,
  actor: Actor,
  { accountId, recordKey, reason }: ExcludeInput,
): Promise<Result<{ exclusionId: string }>> {
  const { workspaceId, userId } = actor;
  if (recordKey !== undefined) await lockData(client, workspaceId);
  const { rows } = await client.query<{ identity: string; name: string }>(
    `select "identity", "name" from "account" where "workspaceId" = $1 and "id" = $2`,
    [workspaceId, accountId],
  );
  const [account] = rows;
  if (account === undefined) return fail("not-found");
  const ofAccount = recordKey === undefined ? [] : await readRowsOfAccount(client, actor, accountId);
  const row = ofAccount.find(({ key }) => key === recordKey);
  if (recordKey !== undefined && row === undefined) return fail("not-found");
  const exclusionId = newId();
  await client.query(
    `insert into "exclusion" ("workspaceId", "id", "accountId", "identity", "recordKey", "label", "reason", "createdBy")
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      workspaceId,
      exclusionId,
      accountId,
      account.identity,
      recordKey ?? null,
      row?.name ?? account.name,
      reason,
      userId,
    ],
  );
  const action = row === undefined ? "account set aside" : `${row.kind} set aside`;
  const detail = { reason, ...(row === undefined ? {} : { row: row.name }) };
  await auditRaw(client, actor, { action, target: accountId, detail });
  if (row !== undefined) await foldAgain(client, actor);
  return ok({ exclusionId });
}

/**
 * Sets an account or one of its deals or subscriptions aside: analyses leave it out until it is put back. No data is deleted.
 * Errors: "not-allowed", "reason-needed", "not-found", "already-set-aside".
 */
export async function exclude(actor: Actor, input: ExcludeInput): Promise<Result<{ exclusionId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const reason = input.reason.trim();
  if (reason === "") return fail("reason-needed");
  try {
    return await inWorkspaceRaw(actor.workspaceId, (client) => setAside(client, actor, { ...input, reason }));
  } catch (error) {
    if (isDuplicate(error)) return fail("already-set-aside");
    throw error;
  }
}

/** Puts back what was set aside; that it was, and why, stays on record. Errors: "not-allowed", "not-found". */
export async function endExclusion(
  actor: Actor,
  { exclusionId }: z.output<typeof endExclusionInput>,
): Promise<Result<{ accountId: string }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId, userId } = actor;
  return inWorkspaceRaw(workspaceId, async (client) => {
    await lockData(client, workspaceId);
    const { rows } = await client.query<{
      accountId: string;
      reason: string;
      recordKey: string | null;
      label: string;
    }>(
      `update "exclusion" set "endedBy" = $3, "endedAt" = now()
       where "workspaceId" = $1 and "id" = $2 and "endedAt" is null
       returning "accountId", "reason", "recordKey", "label"`,
      [workspaceId, exclusionId, userId],
    );
    const [ended] = rows;
    if (ended === undefined) return fail("not-found");
    const { accountId, reason, recordKey, label } = ended;
    const action = recordKey === null ? "account put back" : "row put back";
    await auditRaw(client, actor, { action, target: accountId, detail: { exclusionId, reason, label } });
    if (recordKey !== null) await foldAgain(client, actor);
    return ok({ accountId });
  });
}
