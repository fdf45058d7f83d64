import { z } from "zod";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { importCountsSchema, noCounts } from "#lib/import/counts.ts";
import type { ImportedSet } from "#lib/import/import-set.ts";
import { sourceOf } from "#lib/import/source.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { progressOf } from "#lib/server/import-progress.ts";
import { namesOf } from "#lib/server/queries/draft.ts";

type Outcome = Pick<ImportedSet, "joins" | "change" | "issues" | "problems">;

const nothingYet: Outcome = { joins: null, change: null, issues: [], problems: 0 };

/** Files that were imported together: how far they are, or what came of them. Error: "not-found". */
export async function loadImportSet(actor: Actor, setId: string): Promise<Result<ImportedSet>> {
  const { workspaceId } = actor;
  if (!z.uuid().safeParse(setId).success) return fail("not-found");
  return inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.import.findMany({ where: { workspaceId, setId }, orderBy: { id: "asc" } });
    const [first] = rows;
    if (first === undefined) return fail("not-found");
    const names = await namesOf(tx, [first.createdBy]);
    const outcome = (rows.find((row) => row.outcome !== null)?.outcome ?? null) as unknown as Outcome | null;
    // Of a set one file may be cancelled, and none of it comes in.
    const states = new Set(rows.map(({ state }) => state));
    const stored = (["cancelled", "running", "failed"].find((one) => states.has(one)) ??
      first.state) as ImportedSet["state"];
    const progress = progressOf(setId);
    // The data is in; what it changed is still being told, a moment later.
    const state = stored === "done" && outcome === null && progress !== null ? "running" : stored;
    return ok({
      setId,
      state,
      files: rows.map(({ id, fileName, counts, reading }) => {
        const counted = importCountsSchema.safeParse(counts).data ?? noCounts;
        const { source } = z.object({ source: z.string() }).catch({ source: "" }).parse(reading);
        return {
          ...{ importId: id, fileName, source: sourceOf(source).label },
          ...{ rows: counted.rows, setAside: counted.skipped, problems: counted.problems },
        };
      }),
      at: first.createdAt.toISOString(),
      by: names.get(first.createdBy) ?? "somebody",
      ...(outcome ?? nothingYet),
      progress,
    });
  });
}
