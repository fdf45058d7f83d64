import type pg from "pg";
import type { CountingTable } from "#lib/import/fold-frame.ts";
import { joinWorkspace, type RowToTell, type WorkspaceJoin } from "#lib/import/join-plan.ts";
import { createPlacedRows, type PlacedRows } from "#lib/import/placed-rows.ts";
import { newId } from "#lib/server/db.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { fileNamesOf, readAnswers, readWorkspaceRows } from "#lib/server/queries/workspace-rows.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

/** All rows of a workspace and those of the files on their way in, the stored ones first. */
export interface RowsTogether {
  readonly placed: PlacedRows;
  /** How many of them are stored. */
  readonly stored: number;
  /** The tables of the stored ones; those of the files come after them. */
  readonly tables: readonly CountingTable[];
}

/** The rows that are stored of these tables, to which those of files may be added. */
export async function storedRows(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  tables: readonly CountingTable[],
): Promise<RowsTogether> {
  const placed = createPlacedRows();
  await readWorkspaceRows(client, workspaceId, tables, placed);
  return { placed, stored: placed.joins.length, tables };
}

/** Where every row belongs; `leaving` are rows that give way. The same for the preview, for the import and after it. */
export async function joinTogether(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { placed }: RowsTogether,
  leaving: PlacedRows,
  between?: () => void,
): Promise<WorkspaceJoin> {
  placed.joins.complete();
  const answers = await readAnswers(client, workspaceId);
  return inSteps(joinWorkspace(placed.joins, leaving.joins, answers, newId), between);
}

/** Tells a row to a person. `incoming` are the names of the files on their way in. */
export async function rowTeller(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  { placed, tables }: RowsTogether,
  incoming: readonly string[] = [],
): Promise<(at: number) => RowToTell> {
  const names = await fileNamesOf(
    client,
    workspaceId,
    tables.map(({ id }) => id),
  );
  const all = [...tables.map(({ id }) => names.get(id) ?? ""), ...incoming];
  return (at) => ({
    join: placed.joins.row(at),
    row: placed.number(at),
    fileName: all[placed.table(at)] ?? "",
  });
}
