import { importCountsSchema, noCounts } from "#lib/import/counts.ts";
import type { ImportState, PastImport } from "#lib/import/report.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface ImportRow {
  id: string;
  setId: string | null;
  fileName: string;
  state: string;
  counts: unknown;
  createdBy: string;
  createdAt: Date;
  undoneAt: Date | null;
}

const listed = {
  id: true,
  setId: true,
  fileName: true,
  state: true,
  counts: true,
  createdBy: true,
  createdAt: true,
  undoneAt: true,
} as const;

type SetChanges = ReadonlyMap<string, PastImport["setChange"]>;

function pastImport(row: ImportRow, names: ReadonlyMap<string, string>, changes: SetChanges): PastImport {
  return {
    id: row.id,
    setId: row.setId,
    setChange: changes.get(row.setId ?? "") ?? null,
    fileName: row.fileName,
    state: row.state as ImportState,
    counts: importCountsSchema.safeParse(row.counts).data ?? noCounts,
    at: row.createdAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
    by: names.get(row.createdBy) ?? "somebody",
  };
}

/** The two figures of what each set did: the rest of its outcome is long, and stays in the database. */
async function changesOf(tx: Tx, workspaceId: WorkspaceId, rows: readonly ImportRow[]): Promise<SetChanges> {
  const setIds = [...new Set(rows.flatMap(({ setId }) => setId ?? []))];
  if (setIds.length === 0) return new Map();
  const found = await tx.$queryRaw<{ setId: string; newAccounts: number; changedAccounts: number }[]>`
    select "setId", ("outcome" #>> '{change,newAccounts}')::int as "newAccounts",
           ("outcome" #>> '{change,changedAccounts}')::int as "changedAccounts"
    from "import" where "workspaceId" = ${workspaceId}::uuid and "setId" = any(${setIds}::uuid[])
    and "outcome" #> '{change,newAccounts}' is not null`;
  return new Map(found.map(({ setId, ...change }) => [setId, change]));
}

/** The newest two hundred imports of the workspace, newest first, and how many customers there are. */
export async function listImports(
  actor: Actor,
): Promise<{ imports: readonly PastImport[]; customers: number }> {
  const { workspaceId } = actor;
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.import.findMany({
      where: { workspaceId },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: 200,
      select: listed,
    });
    const names = await namesOf(
      tx,
      rows.map(({ createdBy }) => createdBy),
    );
    const changes = await changesOf(tx, workspaceId, rows);
    const customers = await tx.account.count({ where: { workspaceId } });
    return { imports: rows.map((row) => pastImport(row, names, changes)), customers };
  });
}
