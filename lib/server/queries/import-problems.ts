import { ok, type Result } from "#lib/errors/result.ts";
import type { SetIssue } from "#lib/import/import-set.ts";
import { problemCsvLine, problemsCsvHead } from "#lib/import/problems-csv.ts";
import type { Actor } from "#lib/server/actor.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { incomingTable, issuesOf, openSet, type ReadTable, readTable } from "#lib/server/queries/read-set.ts";

/** More than anybody mends by hand; what comes after is of the same kinds. */
const linesAtMost = 100_000;
/** A list on a screen is quick with as many. */
const listedAtMost = 10_000;

export interface ProblemsFile {
  readonly fileName: string;
  readonly lines: AsyncIterable<string>;
}

async function problemsIn(
  actor: Actor,
  uploadIds: readonly string[],
  issuesKept: number,
): Promise<Result<SetIssue[]>> {
  const opened = await openSet(actor, uploadIds);
  if (!opened.ok) return opened;
  const read: ReadTable[] = [];
  for (const result of opened.value) {
    if (result.opened === null) continue;
    const table = incomingTable(result.opened, result.opened.upload.id, 0);
    read.push({ ...(await readTable(table, () => {}, { issuesKept })), kept: 0 });
  }
  return ok(issuesOf(opened.value, read).slice(0, issuesKept));
}

function tableOf(issues: readonly SetIssue[]): ProblemsFile {
  async function* lines(): AsyncGenerator<string> {
    yield problemsCsvHead;
    for (let at = 0; at < issues.length; at += 1000)
      yield issues
        .slice(at, at + 1000)
        .map(problemCsvLine)
        .join("");
  }
  return { fileName: "problems.csv", lines: lines() };
}

/** The first ten thousand problems of files that would be imported. Error: "not-found". */
export const listProblems = (actor: Actor, uploadIds: readonly string[]): Promise<Result<SetIssue[]>> =>
  problemsIn(actor, uploadIds, listedAtMost);

/** Every problem of these files, as a table to mend them by. Error: "not-found". */
export async function problemsOfUploads(
  actor: Actor,
  uploadIds: readonly string[],
): Promise<Result<ProblemsFile>> {
  const issues = await problemsIn(actor, uploadIds, linesAtMost);
  return issues.ok ? ok(tableOf(issues.value)) : issues;
}

/** The problems kept with an import. Error: "not-found". */
export async function problemsOfImport(actor: Actor, id: string): Promise<Result<ProblemsFile>> {
  const found = await loadImport(actor, id);
  return found.ok ? ok(tableOf(found.value.issues)) : found;
}
