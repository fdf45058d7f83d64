import { ok, type Result } from "#lib/errors/result.ts";
import type { SetIssue } from "#lib/import/import-set.ts";
import { setProblemCsvLine, setProblemsCsvHead } from "#lib/import/problems-csv.ts";
import type { Actor } from "#lib/server/actor.ts";
import { linesAtMost, type ProblemsFile } from "#lib/server/queries/import-problems.ts";
import { loadImportSet } from "#lib/server/queries/load-import-set.ts";
import { incomingTable, issuesOf, openSet, type ReadTable, readTable } from "#lib/server/queries/read-set.ts";

/** A list on a screen is quick with as many. */
const listedAtMost = 10_000;

async function problemsOfFiles(
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
    read.push({ ...(await readTable(table, () => {}, issuesKept)), rows: [] });
  }
  return ok(issuesOf(opened.value, read).slice(0, issuesKept));
}

/** The first ten thousand problems of files that would be imported together. Error: "not-found". */
export const listSetProblems = (actor: Actor, uploadIds: readonly string[]): Promise<Result<SetIssue[]>> =>
  problemsOfFiles(actor, uploadIds, listedAtMost);

function tableOf(issues: readonly SetIssue[]): ProblemsFile {
  async function* lines(): AsyncGenerator<string> {
    yield setProblemsCsvHead;
    for (let at = 0; at < issues.length; at += 1000)
      yield issues
        .slice(at, at + 1000)
        .map(setProblemCsvLine)
        .join("");
  }
  return { fileName: "problems.csv", lines: lines() };
}

/** Every problem of these files, as a table to mend them by. Error: "not-found". */
export async function problemsOfSet(
  actor: Actor,
  uploadIds: readonly string[],
): Promise<Result<ProblemsFile>> {
  const issues = await problemsOfFiles(actor, uploadIds, linesAtMost);
  return issues.ok ? ok(tableOf(issues.value)) : issues;
}

/** The problems kept with files that were imported together. Error: "not-found". */
export async function problemsOfImportedSet(actor: Actor, setId: string): Promise<Result<ProblemsFile>> {
  const set = await loadImportSet(actor, setId);
  return set.ok ? ok(tableOf(set.value.issues)) : set;
}
