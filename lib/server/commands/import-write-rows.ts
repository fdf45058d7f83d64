import type pg from "pg";
import { packCells, rowSeparator } from "#lib/import/cells.ts";
import type { AccountRow } from "#lib/import/read-row.ts";
import { intArray, uuidArray } from "#lib/server/binary-arrays.ts";
import { createSender } from "#lib/server/pipelined.ts";
import { createSortedIds } from "#lib/server/sorted-ids.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

export interface AcceptedRow {
  readonly row: AccountRow;
  readonly cells: readonly string[];
}

export interface RowWriter {
  /** Sends rows to the database and returns their accounts' ids without waiting until they are written. */
  write(rows: readonly AcceptedRow[]): Promise<readonly string[]>;
  /** The same for rows that are all of new accounts, their cells packed and joined already. */
  writeNew(rows: readonly AccountRow[], cells: Buffer | string): Promise<readonly string[]>;
  /** Waits for what was sent. Throws what the database refused. */
  settle(): Promise<unknown>;
  readonly accountsNew: number;
  readonly accountsUpdated: number;
}

/**
 * A batch of rows arrives as arrays and texts in few parameters, taken apart in step with each other: COPY is refused on
 * a table under row-level security, and by way of a temporary table it took longer than this.
 */
const insertNew = `
  with account_added as (
    insert into "account" ("workspaceId", "id", "identity", "name", "domain", "importId", "rowNumber")
    select $1::uuid, unnest($3::uuid[]), unnest(string_to_array($6, E'\\x1e')),
      unnest(string_to_array($7, E'\\x1e')), nullif(unnest(string_to_array($8, E'\\x1e')), ''),
      $2::uuid, unnest($4::int[])
  )
  insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "accountId", "cells", "further")
  select $1::uuid, $2::uuid, unnest($4::int[]), 'company', unnest($3::uuid[]),
    unnest(string_to_array($5, E'\\x1e')), false`;

const insertKnown = `
  insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "accountId", "cells")
  select $1::uuid, $2::uuid, unnest($4::int[]), 'company', unnest($3::uuid[]), unnest(string_to_array($5, E'\\x1e'))`;

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
  const { send, settle } = createSender(client);
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

  const shared = (rows: readonly AccountRow[], ids: readonly string[], cells: Buffer | string): unknown[] => [
    workspaceId,
    importId,
    uuidArray(ids),
    intArray(rows.map(({ rowNumber }) => rowNumber)),
    cells,
  ];

  async function sendNew(
    rows: readonly AccountRow[],
    ids: readonly string[],
    cells: Buffer | string,
  ): Promise<void> {
    accountsNew += rows.length;
    const hasDomains = rows.some(({ domain }) => domain !== null);
    const values = [
      ...shared(rows, ids, cells),
      join(rows.map(({ identity }) => identity)),
      join(rows.map(({ name }) => name)),
      hasDomains ? join(rows.map(({ domain }) => domain ?? "")) : null,
    ];
    await send({ name: "import-new", text: insertNew, values });
  }

  async function writeNew(rows: readonly AccountRow[], cells: Buffer | string): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    const ids = makeIds(rows.length);
    await sendNew(rows, ids, cells);
    return ids;
  }

  async function write(rows: readonly AcceptedRow[]): Promise<readonly string[]> {
    if (rows.length === 0) return [];
    const known = await knownIds(rows);
    const fresh = makeIds(rows.length);
    const ids = rows.map(({ row }, i) => known.get(row.identity) ?? fresh[i] ?? "");
    const among = (isNew: boolean) => {
      const places = rows.flatMap(({ row }, i) => (known.has(row.identity) === isNew ? [] : [i]));
      const chosen = places.flatMap((i) => rows[i] ?? []);
      return {
        rows: chosen.map(({ row }) => row),
        ids: places.map((i) => ids[i] ?? ""),
        cells: join(chosen.map(({ cells }) => packCells(cells))),
      };
    };
    const [added, updated] = [among(true), among(false)];
    if (added.rows.length > 0) await sendNew(added.rows, added.ids, added.cells);
    accountsUpdated += updated.rows.length;
    if (updated.rows.length > 0) {
      const values = shared(updated.rows, updated.ids, updated.cells);
      await send({ name: "import-known", text: insertKnown, values });
    }
    return ids;
  }

  return {
    write,
    writeNew,
    settle,
    get accountsNew() {
      return accountsNew;
    },
    get accountsUpdated() {
      return accountsUpdated;
    },
  };
}
