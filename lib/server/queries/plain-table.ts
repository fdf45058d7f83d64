import { type NamedTable, namedTable } from "#lib/compute/named-table.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import type { OpenedReading, ReadingResult } from "#lib/server/queries/import-reading.ts";
import { fits } from "#lib/server/queries/read-upload.ts";

/** One table of accounts on its way into a workspace that holds nothing: nothing is to be joined, and it can stream in. */
export interface PlainTable {
  readonly opened: OpenedReading;
  readonly table: NamedTable;
  readonly mapping: Mapping;
}

/** Whether nothing has been imported here that still counts. */
export async function holdsNothing({ workspaceId }: Pick<Actor, "workspaceId">): Promise<boolean> {
  const { rows } = await inWorkspaceRaw(workspaceId, (client) =>
    client.query<{ empty: boolean }>(
      `select not exists (select 1 from "import" where "workspaceId" = $1 and "state" = 'done') as "empty"`,
      [workspaceId],
    ),
  );
  return rows[0]?.empty === true;
}

/** These files as one plain table; null where there is something to join, or its columns cannot be told apart. */
export async function plainTable(
  actor: Pick<Actor, "workspaceId">,
  [first, another]: readonly ReadingResult[],
  asOf: string | null,
): Promise<PlainTable | null> {
  const opened = first?.opened ?? null;
  if (opened === null || opened.reading.own === null || another !== undefined) return null;
  if (!(await holdsNothing(actor))) return null;
  const named = namedTable(opened.file);
  const mapping = { ...opened.reading.own, asOf };
  return named.ok && fits(mapping, named.table) ? { opened, table: named.table, mapping } : null;
}
