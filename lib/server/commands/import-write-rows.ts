import type pg from "pg";
import { packCells, rowSeparator } from "#lib/import/cells.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { createSortedIds } from "#lib/server/sorted-ids.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export interface AcceptedRow {
  readonly row: AccountRow;
  readonly cells: readonly string[];
}

export interface RowWriter {
  /** Sends rows to the database and returns their accounts' ids without waiting until they are written. */
  write(rows: readonly AcceptedRow[]): Promise<readonly string[]>;
  /** Waits for what was sent. Throws what the database refused. */
  settle(): Promise<void>;
  readonly accountsNew: number;
  readonly accountsUpdated: number;
}

/**
 * Texts arrive as one parameter each and are split there: COPY is refused on a table under row-level security, and by
 * way of a temporary table it took longer than this.
 */
const insertRows = `
  with account_in as (
    select * from unnest(string_to_array($3, ',')::uuid[], string_to_array($4, E'\\x1e'),
      string_to_array($5, E'\\x1e'), string_to_array($6, E'\\x1e')) as a ("id", "identity", "name", "domain")
  ), account_added as (
    insert into "account" ("workspaceId", "id", "identity", "name", "domain")
    select $1::uuid, "id", "identity", "name", nullif("domain", '') from account_in
  )
  insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "accountId", "cells")
  select $1::uuid, $2::uuid, "number", 'company', "accountId", "cells"
  from unnest(string_to_array($7, ',')::int[], string_to_array($8, ',')::uuid[], string_to_array($9, E'\\x1e'))
    as r ("number", "accountId", "cells")`;

/** Enough that the database never waits for this process, and little enough to hold in memory. */
const batchesUnderWay = 3;

const findAccounts = `
  select "identity", "id" from "account"
  where "workspaceId" = $1 and "identity" = any(string_to_array($2, E'\\x1e'))`;

const join = (texts: readonly string[]) => texts.join(rowSeparator);

/**
 * Writes the rows of one import within the caller's transaction. While the database writes one batch, the next is
 * read. `isEmpty` says that the workspace has no account yet, so that none needs to be looked for.
 */
export function createRowWriter(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  importId: string,
  { isEmpty, now }: { readonly isEmpty: boolean; readonly now: number },
): RowWriter {
  const makeIds = createSortedIds(now);
  const underWay: Promise<unknown>[] = [];
  let accountsNew = 0;
  let accountsUpdated = 0;

  async function knownIds(rows: readonly AcceptedRow[]): Promise<ReadonlyMap<string, string>> {
    if (isEmpty) return new Map();
    const identities = join(rows.map(({ row }) => row.identity));
    const found = await client.query<{ identity: string; id: string }>(findAccounts, [
      workspaceId,
      identities,
    ]);
    return new Map(found.rows.map(({ identity, id }) => [identity, id]));
  }

  async function write(rows: readonly AcceptedRow[]): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    const known = await knownIds(rows);
    const fresh = makeIds(rows.length);
    const ids = rows.map(({ row }, i) => known.get(row.identity) ?? fresh[i] ?? "");
    const added = rows.filter(({ row }) => !known.has(row.identity)).map(({ row }) => row);
    accountsNew += added.length;
    accountsUpdated += rows.length - added.length;
    const allIds = ids.join(",");
    const parameters = [
      workspaceId,
      importId,
      added.length === rows.length
        ? allIds
        : ids.filter((_, i) => !known.has(rows[i]?.row.identity ?? "")).join(","),
      join(added.map(({ identity }) => identity)),
      join(added.map(({ name }) => name)),
      join(added.map(({ domain }) => domain ?? "")),
      rows.map(({ row }) => row.rowNumber).join(","),
      allIds,
      join(rows.map(({ cells }) => packCells(cells))),
    ];
    if (underWay.length >= batchesUnderWay) await underWay.shift();
    const sent = client.query({ name: "import-rows", text: insertRows, values: parameters });
    // It is waited for later; until then a failure must not count as unhandled.
    sent.catch(() => undefined);
    underWay.push(sent);
    return ids;
  }

  return {
    write,
    settle: async () => {
      await Promise.all(underWay);
    },
    get accountsNew() {
      return accountsNew;
    },
    get accountsUpdated() {
      return accountsUpdated;
    },
  };
}
