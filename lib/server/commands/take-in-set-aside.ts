import type pg from "pg";
import type { ExportTable } from "#lib/compute/read-workshop-export.ts";
import type { Actor } from "#lib/server/actor.ts";
import { newId } from "#lib/server/db.ts";

/** A row of the table of what was set aside, in the order of its headings. */
type Row = readonly string[];

/** The members of the workspace by their address: an author who is one of them is known again. */
async function membersByEmail(
  client: pg.PoolClient,
  { workspaceId }: Actor,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ email: string; id: string }>(
    `select u."email", u."id" from "user" u join "membership" m on m."userId" = u."id" where m."workspaceId" = $1`,
    [workspaceId],
  );
  return new Map(rows.map(({ email, id }) => [email, id]));
}

const moment = (text: string): string | null => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
};

/**
 * Sets aside what was set aside where an export was made, with its author, reason and day, in the caller's transaction. What
 * is on record here already is left as it is. Returns how many were added.
 */
export async function takeInSetAside(
  client: pg.PoolClient,
  actor: Actor,
  table: ExportTable,
): Promise<number> {
  const { workspaceId } = actor;
  const members = await membersByEmail(client, actor);
  let added = 0;
  const take = async (row: Row) => {
    const [identity = "", label = "", recordKey = "", reason = "", by = "", email = "", at = ""] = row;
    const [endedBy = "", endedEmail = "", endedAt = ""] = row.slice(7);
    const since = moment(at);
    if (identity === "" || since === null) return;
    const { rowCount } = await client.query(
      `insert into "exclusion" ("workspaceId", "id", "accountId", "identity", "recordKey", "label", "reason",
         "createdBy", "createdByName", "createdAt", "endedBy", "endedByName", "endedAt")
       select $1::uuid, $2::uuid, coalesce((select "id" from "account" where "workspaceId" = $1 and "identity" = $3), $2),
         $3, nullif($4, ''), $5, $6, $7, $8, $9, $10, $11, $12
       where not exists (
         select 1 from "exclusion" e where e."workspaceId" = $1 and e."identity" = $3
           and coalesce(e."recordKey", '') = $4
           and (e."createdAt" = $9::timestamptz or (e."endedAt" is null and $12::timestamptz is null)))`,
      [
        workspaceId,
        newId(),
        identity,
        recordKey,
        label,
        reason,
        members.get(email) ?? actor.userId,
        members.has(email) ? null : by,
        since,
        endedAt === "" ? null : (members.get(endedEmail) ?? actor.userId),
        endedAt === "" || members.has(endedEmail) ? null : endedBy,
        moment(endedAt),
      ],
    );
    added += rowCount ?? 0;
  };
  for await (const row of table.rows()) await take(row);
  return added;
}
