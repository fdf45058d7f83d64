import type pg from "pg";
import { packCells, rowSeparator } from "#lib/import/cells.ts";
import type { ImportCounts } from "#lib/import/counts.ts";
import type { WorkspaceJoin } from "#lib/import/join-plan.ts";
import { createPlacedRows, type PlacedRows } from "#lib/import/placed-rows.ts";
import type { SetRow } from "#lib/import/set-table.ts";
import { isoDate } from "#lib/import/value.ts";
import type { Actor } from "#lib/server/actor.ts";
import { intArray } from "#lib/server/binary-arrays.ts";
import { createSender } from "#lib/server/pipelined.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import type { OpenedReading } from "#lib/server/queries/import-reading.ts";
import { type ReadTable, readTable } from "#lib/server/queries/read-set.ts";
import { readWorkspaceRows } from "#lib/server/queries/workspace-rows.ts";

/** A set that has been announced and can be run. */
export interface AnnouncedSet {
  readonly setId: string;
  readonly attempt: number;
  readonly asOf: string | null;
  readonly skipBadRows: boolean;
  readonly files: readonly {
    readonly importId: string;
    readonly opened: OpenedReading;
    readonly hash: string;
  }[];
}

/** Where the rows of a workspace belong, of which so many were stored before; those of the files come after them. */
export interface JoinedRows {
  readonly stored: number;
  readonly join: WorkspaceJoin;
}

/** The same files, read another way before: what they brought gives way. Returns the rows that go. */
export async function replaceSameFiles(
  client: pg.PoolClient,
  actor: Actor,
  { files }: AnnouncedSet,
): Promise<PlacedRows> {
  const { workspaceId } = actor;
  const hashes = new Set(files.map(({ opened }) => opened.upload.sha256));
  const imports = await readCountingImports(client, workspaceId);
  const going = tablesOf(imports).filter(({ fileHash }) => hashes.has(fileHash));
  const rows = createPlacedRows();
  if (going.length === 0) return rows;
  await readWorkspaceRows(client, workspaceId, going, rows);
  const ids = going.map(({ id }) => id);
  await client.query(
    `update "import" set "state" = 'undone', "undoneAt" = now() where "workspaceId" = $1 and "id" = any($2::uuid[])`,
    [workspaceId, ids],
  );
  await client.query(`delete from "record" where "workspaceId" = $1 and "importId" = any($2::uuid[])`, [
    workspaceId,
    ids,
  ]);
  return rows;
}

const insertRecords = `
  insert into "record" ("workspaceId", "importId", "rowNumber", "kind", "accountId", "cells")
  select $1::uuid, $2::uuid, unnest($3::int[]), $4, unnest($5::uuid[]), unnest(string_to_array($6, E'\\x1e'))`;

/** Reads the files once more and keeps every row with its account; what belongs to none is kept without. */
export async function writeRecords(
  client: pg.PoolClient,
  actor: Actor,
  read: readonly ReadTable[],
  { stored, join }: JoinedRows,
  saw: (rows: readonly SetRow[]) => void,
): Promise<void> {
  const { send, settle } = createSender(client);
  let at = stored;
  for (const { table } of read) {
    await readTable(table, async (rows: readonly SetRow[]) => {
      if (rows.length === 0) return;
      saw(rows);
      const accounts = rows.map(() => join.ids[join.accountOfRow[at++] ?? -1] ?? null);
      await send({
        name: "import-set-rows",
        text: insertRecords,
        values: [
          actor.workspaceId,
          table.id,
          intArray(rows.map(({ number }) => number)),
          table.plan.source.kind,
          accounts,
          rows.map(({ cells }) => packCells(cells)).join(rowSeparator),
        ],
      });
    });
  }
  await settle();
}

function countsOf({ reader }: ReadTable, { accountOfRow, isNew }: WorkspaceJoin, from: number): ImportCounts {
  const imported = reader.rows - reader.setAside;
  const accounts = new Set(accountOfRow.subarray(from, from + imported));
  accounts.delete(-1);
  const accountsNew = [...accounts].filter((account) => isNew[account]).length;
  return {
    rows: reader.rows,
    imported,
    skipped: reader.setAside,
    accountsNew,
    accountsUpdated: accounts.size - accountsNew,
    problems: reader.problems,
  };
}

/** False: one of them was cancelled, or another process took this one for dead and took it up. */
export async function markDone(
  client: pg.PoolClient,
  actor: Actor,
  attempt: number,
  read: readonly ReadTable[],
  { stored, join }: JoinedRows,
  asOf: number,
): Promise<boolean> {
  let from = stored;
  for (const one of read) {
    const { rowCount } = await client.query(
      `update "import" set "state" = 'done', "counts" = $3, "asOf" = $4, "finishedAt" = now()
       where "workspaceId" = $1 and "id" = $2 and "state" = 'running' and "attempt" = $5`,
      [
        actor.workspaceId,
        one.table.id,
        JSON.stringify(countsOf(one, join, from)),
        Number.isNaN(asOf) ? null : isoDate(asOf),
        attempt,
      ],
    );
    if (rowCount !== 1) return false;
    from += one.kept;
  }
  return true;
}

/** What people have said of these files is said of the next ones with the same headings. */
export async function rememberReadings(
  client: pg.PoolClient,
  actor: Actor,
  files: readonly Pick<AnnouncedSet["files"][number], "opened">[],
): Promise<void> {
  for (const { opened } of files) {
    const { reading } = opened.upload;
    if (reading === null) continue;
    if (Object.keys(reading).length === 0) {
      await client.query(`delete from "saved_reading" where "workspaceId" = $1 and "headings" = $2`, [
        actor.workspaceId,
        opened.headings,
      ]);
      continue;
    }
    await client.query(
      `insert into "saved_reading" ("workspaceId", "headings", "change", "savedBy") values ($1, $2, $3, $4)
       on conflict ("workspaceId", "headings") do update
       set "change" = excluded."change", "savedBy" = excluded."savedBy", "savedAt" = now()`,
      [actor.workspaceId, opened.headings, JSON.stringify(reading), actor.userId],
    );
  }
}
