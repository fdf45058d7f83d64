import type pg from "pg";
import type { CountingTable } from "#lib/import/fold-frame.ts";
import type { JoinCounts } from "#lib/import/import-set.ts";
import type { JoinedAccount } from "#lib/import/join.ts";
import {
  answerKeyOf,
  doubtsToAnswer,
  nameOfAccount,
  type RowToTell,
  type WorkspaceJoin,
} from "#lib/import/join-plan.ts";
import { createPlacedRows } from "#lib/import/placed-rows.ts";
import { counted, paced, type Steps } from "#lib/import/steps.ts";
import { inSteps, inTurns } from "#lib/server/in-steps.ts";
import { rowsInBatches } from "#lib/server/pipelined.ts";
import { joinTogether, type RowsTogether, rowTeller, storedRows } from "#lib/server/queries/join-incoming.ts";
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

/** Rows sent to the database at once: of three hundred thousand in one statement the text alone would hold everybody up. */
const sentAtOnce = 5_000;

async function inParts<T>(rows: readonly T[], send: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  for await (const part of inTurns(rows, sentAtOnce)) await send(part);
}

interface WantedAccount {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  readonly domain: string | null;
}

/** Each account as it is to be stored: its identity as it was, or for a new one what names it, told from others of the same where need be. */
function* wantedAccounts(
  { joined, ids }: WorkspaceJoin,
  before: ReadonlyMap<string, StoredAccount>,
): Steps<WantedAccount[]> {
  const taken = new Set<string>();
  yield* paced(ids, (id) => {
    const known = before.get(id);
    if (known !== undefined) taken.add(known.identity);
  });
  const identityOf = (account: JoinedAccount, id: string): string => {
    const known = before.get(id);
    if (known !== undefined) return known.identity;
    const wanted = answerKeyOf(account);
    let identity = wanted;
    for (let copy = 2; taken.has(identity); copy++) identity = `${wanted} (${copy})`;
    taken.add(identity);
    return identity;
  };
  const all: WantedAccount[] = [];
  yield* paced(joined.accounts, (account, at) => {
    const id = ids[at]!;
    const identity = identityOf(account, id);
    all.push({ id, identity, name: nameOfAccount(account), domain: account.domains[0] ?? null });
  });
  return all;
}

async function storedAccounts(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
): Promise<Map<string, StoredAccount>> {
  const stored = new Map<string, StoredAccount>();
  const batches = rowsInBatches<StoredAccount>(
    client,
    "stored_accounts",
    `select "id", "identity", "name", "domain" from "account" where "workspaceId" = $1`,
    [workspaceId],
  );
  for await (const accounts of batches) {
    for (const account of accounts) stored.set(account.id, account);
  }
  return stored;
}

/** Makes the workspace's accounts those of the joining. Accounts that no row belongs to any more go when data is settled. */
export async function writeAccounts(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  join: WorkspaceJoin,
): Promise<void> {
  const before = await storedAccounts(client, workspaceId);
  const wanted = await inSteps(wantedAccounts(join, before));
  const going = new Set(before.keys());
  const renamed: WantedAccount[] = [];
  const added: WantedAccount[] = [];
  const sort = paced(wanted, (account) => {
    going.delete(account.id);
    const known = before.get(account.id);
    if (known === undefined) added.push(account);
    else if (known.name !== account.name || known.domain !== account.domain) renamed.push(account);
  });
  await inSteps(sort);
  // One that goes may have the identity of one that comes.
  await inParts([...going], (part) =>
    client.query(
      `update "account" set "identity" = 'was:' || "id" where "workspaceId" = $1 and "id" = any($2::uuid[])`,
      [workspaceId, part],
    ),
  );
  const columns = (part: readonly WantedAccount[]) => [
    part.map(({ id }) => id),
    part.map(({ name }) => name),
    part.map(({ domain }) => domain),
  ];
  await inParts(renamed, (part) =>
    client.query(
      `update "account" a set "name" = n."name", "domain" = n."domain"
       from unnest($2::uuid[], $3::text[], $4::text[]) as n ("id", "name", "domain")
       where a."workspaceId" = $1 and a."id" = n."id"`,
      [workspaceId, ...columns(part)],
    ),
  );
  await inParts(added, (part) =>
    client.query(
      `insert into "account" ("workspaceId", "id", "name", "domain", "identity")
       select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])`,
      [workspaceId, ...columns(part), part.map(({ identity }) => identity)],
    ),
  );
}

interface Moved {
  readonly importId: string;
  readonly number: number;
  readonly account: string | null;
}

/** Gives stored records to the accounts that they belong to now. */
export async function moveRecords(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { placed, stored, tables }: RowsTogether,
  { accountOfRow, ids }: WorkspaceJoin,
): Promise<void> {
  const moved: Moved[] = [];
  const look = counted(stored, (at) => {
    const account = ids[accountOfRow[at] ?? -1] ?? null;
    if (account === placed.joins.accountId(at)) return;
    moved.push({ importId: tables[placed.table(at)]!.id, number: placed.number(at), account });
  });
  await inSteps(look);
  await inParts(moved, (part) =>
    client.query(
      `update "record" r set "accountId" = n."account"
       from unnest($2::uuid[], $3::int[], $4::uuid[]) as n ("importId", "number", "account")
       where r."workspaceId" = $1 and r."importId" = n."importId" and r."rowNumber" = n."number"`,
      [
        workspaceId,
        part.map(({ importId }) => importId),
        part.map(({ number }) => number),
        part.map(({ account }) => account),
      ],
    ),
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
  const rows = await storedRows(client, workspaceId, tables);
  const join = await joinTogether(client, workspaceId, rows, createPlacedRows());
  await writeAccounts(client, workspaceId, join);
  await moveRecords(client, workspaceId, rows, join);
  await writeJoinState(client, workspaceId, join, await rowTeller(client, workspaceId, rows));
}
