import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";

/** Something set aside, as people read it. */
export interface SetAside {
  readonly id: string;
  /** Null where the account is not in the data at the moment: its import was undone. */
  readonly accountId: string | null;
  readonly account: string;
  /** The name of a single row of the account, such as a deal, and what names the row; null: the whole account. */
  readonly row: string | null;
  readonly recordKey: string | null;
  readonly reason: string;
  readonly by: string;
  /** ISO moments. */
  readonly since: string;
  readonly ended: { readonly at: string; readonly by: string } | null;
}

/**
 * The ids of the accounts that are set aside now, sorted. An account is found by its id, or by its identity where an undo
 * and a new import gave it another id.
 */
export async function readSetAsideAccounts(tx: Tx, workspaceId: Actor["workspaceId"]): Promise<string[]> {
  // Two look-ups, each by its own index: joined by "or", all accounts would be gone through.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with open as (
      select "accountId", "identity" from "exclusion"
      where "workspaceId" = ${workspaceId as string}::uuid and "endedAt" is null and "recordKey" is null)
    select a."id" from open e
      join "account" a on a."workspaceId" = ${workspaceId as string}::uuid and a."id" = e."accountId"
    union
    select a."id" from open e
      join "account" a on a."workspaceId" = ${workspaceId as string}::uuid and a."identity" = e."identity"
    order by "id"`;
  return rows.map(({ id }) => id);
}

/** How many single rows of accounts, such as deals, are set aside now. */
export async function countSetAsideRows(tx: Tx, workspaceId: Actor["workspaceId"]): Promise<number> {
  return tx.exclusion.count({ where: { workspaceId, endedAt: null, recordKey: { not: null } } });
}

interface Row {
  readonly id: string;
  readonly accountId: string | null;
  readonly account: string | null;
  readonly recordKey: string | null;
  readonly label: string;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly createdByName: string | null;
  readonly endedByName: string | null;
}

const mostListed = 500;

/** Of the whole workspace, or of one account. */
async function readList({ workspaceId }: Actor, accountId: string | null): Promise<readonly SetAside[]> {
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      select e.*, a."id" as "accountId", a."name" as "account" from "exclusion" e
      left join lateral (
        select * from (
          select 1 as "rank", a."id", a."name" from "account" a
          where a."workspaceId" = e."workspaceId" and a."id" = e."accountId"
          union all
          select 2, a."id", a."name" from "account" a
          where a."workspaceId" = e."workspaceId" and a."identity" = e."identity") found
        order by "rank" limit 1) a on true
      where e."workspaceId" = ${workspaceId as string}::uuid
        and (${accountId}::uuid is null or a."id" = ${accountId}::uuid)
      order by e."endedAt" is not null, e."createdAt" desc, e."id" desc limit ${mostListed}`;
    const names = await namesOf(
      tx,
      rows.flatMap(({ createdBy, endedBy }) => (endedBy === null ? [createdBy] : [createdBy, endedBy])),
    );
    const nameOf = (id: string) => names.get(id) ?? "somebody who has left";
    return rows.map((row) => ({
      id: row.id,
      accountId: row.accountId,
      account: row.account ?? row.label,
      row: row.recordKey === null ? null : row.label,
      recordKey: row.recordKey,
      reason: row.reason,
      by: row.createdByName ?? nameOf(row.createdBy),
      since: row.createdAt.toISOString(),
      ended: row.endedAt && {
        at: row.endedAt.toISOString(),
        by: row.endedByName ?? nameOf(row.endedBy ?? ""),
      },
    }));
  });
}

/** What is set aside in the workspace, the newest first, and after it what was put back; at most five hundred. */
export const listSetAside = (actor: Actor): Promise<readonly SetAside[]> => readList(actor, null);

/** What is set aside of one account, the account itself or rows of it, the newest first; ended ones after. */
export const setAsideOfAccount = (actor: Actor, accountId: string): Promise<readonly SetAside[]> =>
  readList(actor, accountId);
