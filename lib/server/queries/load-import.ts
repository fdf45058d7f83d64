import { z } from "zod";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { importCountsSchema, noCounts } from "#lib/import/counts.ts";
import type { ImportedSet, SetChange } from "#lib/import/import-set.ts";
import { type Issue, issueKinds, reasonAndRemedy } from "#lib/import/issue.ts";
import { ownTable, sourceOf } from "#lib/import/source.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
import { progressOf } from "#lib/server/import-progress.ts";
import { namesOf } from "#lib/server/queries/draft.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

type Outcome = Pick<ImportedSet, "joins" | "change" | "issues" | "problems">;
type Row = NonNullable<Awaited<ReturnType<Tx["import"]["findFirst"]>>>;

const nothingYet: Outcome = { joins: null, change: null, issues: [], problems: 0 };

const issuesOfOne = z.array(
  z.object({
    row: z.number(),
    column: z.string().nullable(),
    value: z.string(),
    kind: z.enum(issueKinds),
    accepted: z.string(),
  }) satisfies z.ZodType<Issue>,
);

const countsOf = ({ counts }: Pick<Row, "counts">) => importCountsSchema.safeParse(counts).data ?? noCounts;

/** What a table that streamed in alone has done, by its counts. */
function outcomeOfOne(row: Row): Outcome {
  const { accountsNew, accountsUpdated, problems } = countsOf(row);
  const isIn = row.state === "done" || row.state === "undone";
  const change: SetChange = {
    ...{ accountsBefore: accountsUpdated, accountsAfter: accountsNew + accountsUpdated },
    ...{ newAccounts: accountsNew, changedAccounts: accountsUpdated, goneAccounts: 0 },
    ...{ changedCells: 0, newNames: [], cells: [], newColumns: [] },
  };
  const issues = issuesOfOne.safeParse(row.problems).data ?? [];
  return {
    joins: null,
    change: isIn ? change : null,
    problems,
    issues: issues.map((issue) => ({
      ...{ uploadId: "", fileName: row.fileName, row: issue.row, column: issue.column },
      ...{ code: issue.kind, value: issue.value, message: reasonAndRemedy(issue) },
    })),
  };
}

/** The rows of one import: the file alone, or all files that came with it. */
async function rowsOf(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<readonly Row[]> {
  const found = await tx.import.findFirst({ where: { workspaceId, OR: [{ id }, { setId: id }] } });
  if (found === null || found.setId === null) return found === null ? [] : [found];
  return tx.import.findMany({ where: { workspaceId, setId: found.setId }, orderBy: { id: "asc" } });
}

/**
 * One import, of a file or of several together: how far it is, or what came of it. `id` is its own, or that of any of its
 * files. Error: "not-found".
 */
export async function loadImport(actor: Actor, id: string): Promise<Result<ImportedSet>> {
  const { workspaceId } = actor;
  if (!z.uuid().safeParse(id).success) return fail("not-found");
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await rowsOf(tx, workspaceId, id);
    const [first] = rows;
    if (first === undefined) return fail("not-found");
    const names = await namesOf(tx, [first.createdBy]);
    const kept = (rows.find((row) => row.outcome !== null)?.outcome ?? null) as unknown as Outcome | null;
    const outcome = kept ?? (first.setId === null ? outcomeOfOne(first) : null);
    // Of a set one file may be cancelled, and none of it comes in.
    const states = new Set(rows.map(({ state }) => state));
    const stored = (["cancelled", "running", "failed"].find((one) => states.has(one)) ??
      first.state) as ImportedSet["state"];
    const progress = progressOf(first.setId ?? first.id);
    // The data is in; what it changed is still being told, a moment later.
    const state = stored === "done" && outcome === null && progress !== null ? "running" : stored;
    return ok({
      id: first.setId ?? first.id,
      state,
      files: rows.map((row) => {
        const { rows: all, skipped, problems } = countsOf(row);
        const { source } = z.object({ source: z.string() }).catch({ source: ownTable.id }).parse(row.reading);
        return {
          ...{ importId: row.id, fileName: row.fileName, source: sourceOf(source).label },
          ...{ rows: all, setAside: skipped, problems },
        };
      }),
      at: first.createdAt.toISOString(),
      undoneAt: first.undoneAt?.toISOString() ?? null,
      failure: rows.find(({ failure }) => failure !== null)?.failure ?? null,
      by: names.get(first.createdBy) ?? "somebody",
      startedAgain: rows.some(({ attempt }) => attempt > 1),
      ...(outcome ?? nothingYet),
      progress,
    });
  });
}
