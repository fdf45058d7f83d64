import { z } from "zod";
import { can } from "#lib/access/can.ts";
import { storableText } from "#lib/accounts/text.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { settleData } from "#lib/server/commands/import-settle-data.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { isJoined, readCountingImports } from "#lib/server/queries/fold-records.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";

const key = storableText(500).regex(/^(?:id|domain|name):/);

export const answerDoubtInput = z.object({
  reason: z.enum(["same domain", "same name", "similar name", "shared id"]),
  value: storableText(500),
  /** Null takes an answer back. */
  answer: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("account"), key }),
      z.strictObject({ kind: z.literal("one"), keys: z.array(key).min(2).max(50) }),
      z.strictObject({ kind: z.literal("apart") }),
    ])
    .nullable(),
});

/**
 * Keeps what somebody says to a doubtful join, or takes it back. Every later import and preview follows it, and what is
 * imported already is joined anew at once. Errors: "not-allowed"; "not-found" for an answer that nobody has given.
 */
export async function answerDoubt(
  actor: Actor,
  { reason, value, answer }: z.output<typeof answerDoubtInput>,
): Promise<Result<{ dataRevision: number | null }>> {
  if (!can(actor.role, "import")) return fail("not-allowed");
  const { workspaceId } = actor;
  return inWorkspaceRaw(workspaceId, async (client) => {
    await lockData(client, workspaceId);
    if (answer === null) {
      const { rowCount } = await client.query(
        `delete from "join_answer" where "workspaceId" = $1 and "reason" = $2 and "value" = $3`,
        [workspaceId, reason, value],
      );
      if (rowCount === 0) return fail("not-found");
    } else {
      await client.query(
        `insert into "join_answer" ("workspaceId", "reason", "value", "answer", "answeredBy") values ($1, $2, $3, $4, $5)
         on conflict ("workspaceId", "reason", "value") do update
         set "answer" = excluded."answer", "answeredBy" = excluded."answeredBy", "answeredAt" = now()`,
        [workspaceId, reason, value, JSON.stringify(answer), actor.userId],
      );
    }
    const joined = isJoined(await readCountingImports(client, workspaceId));
    const dataRevision = joined ? await settleData(client, workspaceId) : null;
    await auditRaw(client, actor, {
      action: answer === null ? "join answer taken back" : "join answered",
      target: `${reason} ${value}`,
      detail: { answer, dataRevision },
    });
    return ok({ dataRevision });
  });
}
