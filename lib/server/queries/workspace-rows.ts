import type pg from "pg";
import { unpackCells } from "#lib/import/cells.ts";
import type { CountingTable } from "#lib/import/fold-frame.ts";
import { type DoubtAnswer, type DoubtAnswers, doubtKey } from "#lib/import/join-row.ts";
import type { PlacedRows } from "#lib/import/placed-rows.ts";
import { joinReader } from "#lib/import/set-table.ts";
import { inTurns } from "#lib/server/in-steps.ts";
import { rowsInBatches } from "#lib/server/pipelined.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface Row {
  importId: string;
  rowNumber: number;
  accountId: string | null;
  kind: string;
  cells: string;
}

/**
 * Adds the records of these tables with what joins them, table by table and in the order of their files. Rows that are
 * kept beside accounts without being joined are left out: nothing is known of how they are read.
 */
export async function readWorkspaceRows(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  tables: readonly CountingTable[],
  into: PlacedRows,
): Promise<void> {
  const known = tables.map((table, at) => ({ table, at, joinOf: joinReader(table) }));
  const byImport = new Map(known.map((one) => [one.table.id, one]));
  const stored = rowsInBatches<Row>(
    client,
    "workspace_rows",
    `select "importId", "rowNumber", "accountId", "kind", "cells" from "record"
     where "workspaceId" = $1 and "importId" = any($2::uuid[]) order by "importId", "rowNumber"`,
    [workspaceId, tables.map(({ id }) => id)],
  );
  for await (const batch of stored) {
    for await (const part of inTurns(batch)) part.forEach(take);
  }
  function take({ importId, rowNumber: number, accountId, kind, cells: packed }: Row): void {
    const from = byImport.get(importId);
    if (from === undefined || isLoose(from.table, kind)) return;
    const join = from.joinOf({ number, cells: unpackCells(packed) });
    into.add({ join, order: from.table.order, accountId }, from.at, number);
  }
}

/** Rows kept beside the accounts: of another kind than accounts, or of a file of which no column is read. */
const isLoose = ({ own }: CountingTable, kind: string): boolean =>
  own !== null && (kind !== "company" || own.columns.every(({ role }) => role === "ignore"));

/** What people of the workspace have answered to doubts. */
export async function readAnswers(client: pg.PoolClient, workspaceId: WorkspaceId): Promise<DoubtAnswers> {
  const { rows } = await client.query<{ reason: string; value: string; answer: DoubtAnswer }>(
    `select "reason", "value", "answer" from "join_answer" where "workspaceId" = $1`,
    [workspaceId],
  );
  return new Map(
    rows.map(({ reason, value, answer }) => [doubtKey({ reason: reason as "same name", value }), answer]),
  );
}

/** The names of the files of these imports. */
export async function fileNamesOf(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; fileName: string }>(
    `select "id", "fileName" from "import" where "workspaceId" = $1 and "id" = any($2::uuid[])`,
    [workspaceId, importIds],
  );
  return new Map(rows.map(({ id, fileName }) => [id, fileName]));
}
