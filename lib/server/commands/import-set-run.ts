import type pg from "pg";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { JoinCounts, SetChange, SetIssue } from "#lib/import/import-set.ts";
import { namesOfAccounts } from "#lib/import/join-plan.ts";
import { changeBetween } from "#lib/import/set-change.ts";
import { dayOf } from "#lib/import/set-table.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { failureToKeep, goesOn, holdAttempt, mayStillImport } from "#lib/server/commands/import-attempt.ts";
import {
  type AnnouncedSet,
  markDone,
  rememberReadings,
  replaceSameFiles,
  writeRecords,
} from "#lib/server/commands/import-set-write.ts";
import { settleAndTell } from "#lib/server/commands/import-settle-data.ts";
import {
  joinCountsOf,
  moveRecords,
  writeAccounts,
  writeJoinState,
} from "#lib/server/commands/join-workspace.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { forgetProgress, isAskedToStop } from "#lib/server/import-progress.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { joinTogether, type RowsTogether, rowTeller, storedRows } from "#lib/server/queries/join-incoming.ts";
import { loadFrameIn } from "#lib/server/queries/load-frame.ts";
import { lockData } from "#lib/server/queries/lock-data.ts";
import {
  blockedBy,
  collectTable,
  incomingTable,
  issuesOf,
  latestOf,
  problemsKept,
  problemsOf,
  type ReadTable,
  StoppedByAsking,
} from "#lib/server/queries/read-set.ts";
import { createSetProgress, type SetProgress } from "#lib/server/queries/set-progress.ts";
import { withMerges } from "#lib/server/queries/with-merges.ts";

/** What a set has done; kept with its first file. */
export interface SetOutcome {
  readonly joins: JoinCounts;
  readonly change: SetChange;
  readonly issues: readonly SetIssue[];
  readonly problems: number;
}

export interface SetDone extends SetOutcome {
  readonly setId: string;
  readonly dataRevision: number;
}

/** What could not be read of the files. */
interface Problems {
  readonly problems: number;
  readonly issues: readonly SetIssue[];
}
const noProblems: Problems = { problems: 0, issues: [] };

const problemsIn = (read: readonly ReadTable[]): Problems => ({
  problems: problemsOf(read),
  issues: issuesOf([], read).slice(0, problemsKept),
});

/** Ends the transaction without a trace of the rows; what went wrong travels in it. */
class TakenBack extends Error {
  readonly result: Result<never>;
  readonly found: Problems;
  constructor(result: Result<never>, found: Problems = noProblems) {
    super("the import was taken back");
    this.result = result;
    this.found = found;
  }
}

async function readFiles(
  { files, skipBadRows, setId }: AnnouncedSet,
  { placed, tables }: RowsTogether,
  progress: SetProgress,
): Promise<ReadTable[]> {
  const read: ReadTable[] = [];
  for (const { importId, opened } of files) {
    const table = incomingTable(opened, importId, tables.length);
    const at = tables.length + read.length;
    read.push(await collectTable(table, at, placed, (rows) => progress.saw(rows, true)));
  }
  const [blocked] = blockedBy([], read);
  if (blocked !== undefined)
    throw new TakenBack(fail("mapping-unfinished", { sentence: blocked }), problemsIn(read));
  const problems = problemsOf(read);
  if (problems > 0 && !skipBadRows)
    throw new TakenBack(fail("import-problems", { problems, importId: setId }), problemsIn(read));
  return read;
}

interface Written extends Problems {
  readonly joins: JoinCounts;
  readonly nameOf: ReadonlyMap<string, string>;
}

/** Joins the files' rows with those that are there, and writes them. In a function of its own: the rows are not held while they are folded. */
async function writeRows(
  client: pg.PoolClient,
  actor: Actor,
  set: AnnouncedSet,
  progress: SetProgress,
): Promise<Written> {
  const { workspaceId } = actor;
  const leaving = await replaceSameFiles(client, actor, set);
  const tables = tablesOf(await readCountingImports(client, workspaceId));
  const rows = await storedRows(client, workspaceId, tables);
  const read = await readFiles(set, rows, progress);
  const join = await joinTogether(client, workspaceId, rows, leaving, () => stopIfAsked(set));
  await writeAccounts(client, workspaceId, join);
  await moveRecords(client, workspaceId, rows, join);
  const names = read.map(({ table }) => table.opened.upload.fileName);
  await writeJoinState(client, workspaceId, join, await rowTeller(client, workspaceId, rows, names));
  const joined = { stored: rows.stored, join };
  await writeRecords(client, actor, read, joined, (some) => progress.saw(some, false));
  progress.finishing();
  const asOf = set.asOf === null ? latestOf(read) : dayOf(set.asOf);
  // What was cancelled must not come back to life.
  if (!(await markDone(client, actor, set.attempt, read, joined, asOf)))
    throw new TakenBack(fail("import-stopped"));
  const nameOf = await inSteps(namesOfAccounts(join));
  return { ...problemsIn(read), joins: joinCountsOf(join), nameOf };
}

async function importInto(client: pg.PoolClient, actor: Actor, set: AnnouncedSet): Promise<SetDone> {
  const { workspaceId } = actor;
  const { setId } = set;
  if (!(await holdAttempt(client, workspaceId, attemptOf(set)))) throw new TakenBack(fail("import-stopped"));
  await lockData(client, workspaceId);
  const before = await loadFrameIn(client, workspaceId);
  const progress = createSetProgress(
    [setId, ...set.files.map(({ importId }) => importId)],
    set.files.map(({ opened }) => opened.upload.bytes),
  );
  const { nameOf, ...written } = await writeRows(client, actor, set, progress);
  if (!(await mayStillImport(client, actor))) throw new TakenBack(fail("not-allowed"));
  await rememberReadings(client, actor, set.files);
  const { dataRevision, frame } = await settleAndTell(client, workspaceId, { joined: true });
  const after = await withMerges(client, workspaceId, frame);
  const change = await inSteps(changeBetween(before.frame, after, (id) => nameOf.get(id) ?? ""));
  const outcome: SetOutcome = { ...written, change };
  await keepOutcome(client, actor, set, outcome);
  const detail = { dataRevision, joins: { ...written.joins } };
  await auditRaw(client, actor, { action: "import finished", target: setId, detail });
  stopIfAsked(set);
  return { setId, dataRevision, ...outcome };
}

function stopIfAsked({ setId, files }: AnnouncedSet): void {
  if (isAskedToStop(files[0]?.importId ?? setId)) throw new TakenBack(fail("import-stopped"));
}

async function keepOutcome(
  client: pg.PoolClient,
  { workspaceId }: Actor,
  { files }: AnnouncedSet,
  outcome: SetOutcome,
): Promise<void> {
  await client.query(`update "import" set "outcome" = $3 where "workspaceId" = $1 and "id" = $2`, [
    workspaceId,
    files[0]?.importId,
    JSON.stringify(outcome),
  ]);
}

const attemptOf = ({ setId, attempt }: AnnouncedSet) => ({ runId: setId, attempt });

async function markFailed(
  actor: Actor,
  set: AnnouncedSet,
  found: Problems,
  failure: string | null,
): Promise<void> {
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    await client.query(
      `update "import" set "state" = 'failed', "failure" = $3, "finishedAt" = now()
       where "workspaceId" = $1 and "setId" = $2 and "state" = 'running' and "attempt" = $4`,
      [actor.workspaceId, set.setId, failure, set.attempt],
    );
    // What went wrong after the rows were in must not make them look as if they were not.
    await client.query(
      `update "import" set "outcome" = $3 where "workspaceId" = $1 and "id" = $2 and "state" in ('failed', 'cancelled')`,
      [actor.workspaceId, set.files[0]?.importId, JSON.stringify({ joins: null, change: null, ...found })],
    );
  });
}

/**
 * Runs an announced set in one transaction: all rows of all its files are there afterwards, joined, with columns, frame and
 * the new data revision, or none. Errors: "import-problems", "mapping-unfinished", "import-stopped", "not-allowed" where the
 * actor has lost the right meanwhile; "import-goes-on" where the run was cut off and the set will be taken up again.
 */
export async function runSet(actor: Actor, set: AnnouncedSet): Promise<Result<SetDone>> {
  try {
    const run = (client: pg.PoolClient) => importInto(client, actor, set);
    return ok(await inWorkspaceRaw(actor.workspaceId, run, { behindPages: true }));
  } catch (error) {
    if (await goesOn(actor, attemptOf(set), error)) return fail("import-goes-on");
    const stopped = error instanceof StoppedByAsking ? fail("import-stopped") : null;
    const result = error instanceof TakenBack ? error.result : stopped;
    await markFailed(
      actor,
      set,
      error instanceof TakenBack ? error.found : noProblems,
      failureToKeep(result),
    );
    if (result !== null) return result;
    throw error;
  } finally {
    for (const id of [set.setId, ...set.files.map(({ importId }) => importId)]) forgetProgress(id);
  }
}
