import type pg from "pg";
import type { CountingTable } from "#lib/import/fold-frame.ts";
import type { JoinCounts } from "#lib/import/import-set.ts";
import {
  answerKeyOf,
  doubtsToAnswer,
  joinWorkspace,
  nameOfAccount,
  type RowToTell,
  type WorkspaceJoin,
} from "#lib/import/join-plan.ts";
import { newId } from "#lib/server/db.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import {
  fileNamesOf,
  readAnswers,
  readWorkspaceRows,
  type StoredRow,
} from "#lib/server/queries/workspace-rows.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export const joinCountsOf = ({ joined }: WorkspaceJoin): JoinCounts => ({
  ...joined.counts,
  byAnswer: joined.answered,
});

interface StoredAccount {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  readonly domain: string | null;
}

/** Each account's identity: as it was, or for a new one what names it, told from others of the same where need be. */
function identitiesOf({ joined, ids }: WorkspaceJoin, before: ReadonlyMap<string, StoredAccount>): string[] {
  const taken = new Set(ids.flatMap((id) => before.get(id)?.identity ?? []));
  return joined.accounts.map((account, at) => {
    const known = before.get(ids[at]!);
    if (known !== undefined) return known.identity;
    const wanted = answerKeyOf(account);
    let identity = wanted;
    for (let copy = 2; taken.has(identity); copy++) identity = `${wanted} (${copy})`;
    taken.add(identity);
    return identity;
  });
}

/** Makes the workspace's accounts those of the joining. Accounts that no row belongs to any more go when data is settled. */
export async function writeAccounts(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  join: WorkspaceJoin,
): Promise<void> {
  const { rows: stored } = await client.query<StoredAccount>(
    `select "id", "identity", "name", "domain" from "account" where "workspaceId" = $1`,
    [workspaceId],
  );
  const before = new Map(stored.map((account) => [account.id, account]));
  const identities = identitiesOf(join, before);
  const wanted = join.joined.accounts.map((account, at) => ({
    id: join.ids[at]!,
    identity: identities[at]!,
    name: nameOfAccount(account),
    domain: account.domains[0] ?? null,
  }));
  const isThere = new Set(join.ids);
  // One that goes may have the identity of one that comes.
  await client.query(
    `update "account" set "identity" = 'was:' || "id" where "workspaceId" = $1 and "id" = any($2::uuid[])`,
    [workspaceId, stored.filter(({ id }) => !isThere.has(id)).map(({ id }) => id)],
  );
  const renamed = wanted.filter(({ id, name, domain }) => {
    const known = before.get(id);
    return known !== undefined && (known.name !== name || known.domain !== domain);
  });
  await client.query(
    `update "account" a set "name" = n."name", "domain" = n."domain"
     from jsonb_to_recordset($2) as n ("id" uuid, "name" text, "domain" text)
     where a."workspaceId" = $1 and a."id" = n."id"`,
    [workspaceId, JSON.stringify(renamed)],
  );
  await client.query(
    `insert into "account" ("workspaceId", "id", "identity", "name", "domain")
     select $1, n."id", n."identity", n."name", n."domain"
     from jsonb_to_recordset($2) as n ("id" uuid, "identity" text, "name" text, "domain" text)`,
    [workspaceId, JSON.stringify(wanted.filter(({ id }) => !before.has(id)))],
  );
}

/** Gives stored records to the accounts that they belong to now. `rows` are the first of those joined. */
export async function moveRecords(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  tables: readonly CountingTable[],
  rows: readonly StoredRow[],
  { accountOfRow, ids }: WorkspaceJoin,
): Promise<void> {
  const moved = rows.flatMap(({ table, number, accountId }, at) => {
    const account = ids[accountOfRow[at] ?? -1] ?? null;
    return account === accountId ? [] : [{ importId: tables[table]!.id, number, account }];
  });
  await client.query(
    `update "record" r set "accountId" = n."account"
     from unnest($2::uuid[], $3::int[], $4::uuid[]) as n ("importId", "number", "account")
     where r."workspaceId" = $1 and r."importId" = n."importId" and r."rowNumber" = n."number"`,
    [
      workspaceId,
      moved.map(({ importId }) => importId),
      moved.map(({ number }) => number),
      moved.map(({ account }) => account),
    ],
  );
}

/** Keeps what a joining leaves open, for the queue of doubts; it is of the data revision that is about to be. */
export async function writeJoinState(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  join: WorkspaceJoin,
  rowAt: (row: number) => RowToTell,
): Promise<void> {
  await client.query(
    `insert into "join_state" ("workspaceId", "dataRevision", "counts", "doubts")
     select "id", "dataRevision" + 1, $2, $3 from "workspace" where "id" = $1
     on conflict ("workspaceId") do update
     set "dataRevision" = excluded."dataRevision", "counts" = excluded."counts", "doubts" = excluded."doubts"`,
    [workspaceId, JSON.stringify(joinCountsOf(join)), JSON.stringify(doubtsToAnswer(join, rowAt))],
  );
}

/**
 * Joins all records of the workspace anew, as after an undo or an answer: which accounts there are follows from the rows
 * and the answers alone, and accounts keep their ids.
 */
export async function rejoin(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  tables: readonly CountingTable[],
): Promise<void> {
  const rows = await readWorkspaceRows(client, workspaceId, tables, { cells: false });
  const answers = await readAnswers(client, workspaceId);
  const join = await inSteps(joinWorkspace(rows, [], answers, newId));
  await writeAccounts(client, workspaceId, join);
  await moveRecords(client, workspaceId, tables, rows, join);
  const names = await fileNamesOf(
    client,
    workspaceId,
    tables.map(({ id }) => id),
  );
  await writeJoinState(client, workspaceId, join, (at) => {
    const { join: says, table, number } = rows[at]!;
    return { join: says, row: number, fileName: names.get(tables[table]!.id) ?? "" };
  });
}
