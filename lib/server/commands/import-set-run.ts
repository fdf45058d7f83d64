import type pg from "pg";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { JoinCounts, SetChange, SetIssue } from "#lib/import/import-set.ts";
import { nameOfAccount, type WorkspaceJoin } from "#lib/import/join-plan.ts";
import { changeBetween } from "#lib/import/set-change.ts";
import { dayOf, type SetRow } from "#lib/import/set-table.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import { failureToKeep, goesOn, holdAttempt, mayStillImport } from "#lib/server/commands/import-attempt.ts";
import {
  type AnnouncedSet,
  type JoinedRows,
  markDone,
  rememberReadings,
  replaceSameFiles,
  writeRecords,
} from "#lib/server/commands/import-set-write.ts";
import { settleData } from "#lib/server/commands/import-settle-data.ts";
import {
  joinCountsOf,
  moveRecords,
  writeAccounts,
  writeJoinState,
} from "#lib/server/commands/join-workspace.ts";
import { inWorkspaceRaw } from "#lib/server/db.ts";
import { forgetProgress, reportProgress } from "#lib/server/import-progress.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { joinIncoming } from "#lib/server/queries/join-incoming.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
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
import { fileNamesOf, readWorkspaceRows, type StoredRow } from "#lib/server/queries/workspace-rows.ts";

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

/** Ends the transaction without a trace of the rows; what went wrong travels in it. */
class TakenBack extends Error {
  readonly result: Result<never>;
  readonly read: readonly ReadTable[];
  constructor(result: Result<never>, read: readonly ReadTable[] = []) {
    super("the import was taken back");
    this.result = result;
    this.read = read;
  }
}

/** Every file is read twice: to join its rows, and to keep them. */
const readings = 2;

/** Says how far a set is, by the rows that have gone by; how many bytes they were is told about. */
function createProgress({ setId, files }: AnnouncedSet) {
  const ids = [setId, ...files.map(({ importId }) => importId)];
  const bytes = files.reduce((sum, { opened }) => sum + opened.upload.bytes, 0) * readings;
  let bytesRead = 0;
  let rows = 0;
  const report = (phase: "reading" | "finishing") => {
    const progress = { bytesRead: Math.min(bytesRead, bytes), bytes, rows, phase };
    for (const id of ids) reportProgress(id, progress);
  };
  return {
    saw(some: readonly SetRow[], isFirstTime: boolean) {
      for (const { cells } of some) for (const cell of cells) bytesRead += cell.length + 1;
      if (isFirstTime) rows += some.length;
      report("reading");
    },
    finishing: () => report("finishing"),
  };
}

type Progress = ReturnType<typeof createProgress>;

async function readFiles({ files }: AnnouncedSet, progress: Progress): Promise<ReadTable[]> {
  const read: ReadTable[] = [];
  for (const { importId, opened } of files) {
    const table = incomingTable(opened, importId, 0);
    read.push(await collectTable(table, { cells: false }, (rows) => progress.saw(rows, true)));
  }
  return read;
}

async function joinAll(
  client: pg.PoolClient,
  actor: Actor,
  read: readonly ReadTable[],
  leaving: readonly StoredRow[],
): Promise<JoinedRows> {
  const { workspaceId } = actor;
  const tables = tablesOf(await readCountingImports(client, workspaceId));
  const stored = await readWorkspaceRows(client, workspaceId, tables, { cells: false });
  const join = await joinIncoming(client, workspaceId, { stored, read, order: tables.length, leaving });
  await writeAccounts(client, workspaceId, join);
  await moveRecords(client, workspaceId, tables, stored, join);
  const names = await fileNamesOf(
    client,
    workspaceId,
    tables.map(({ id }) => id),
  );
  const arrived = read.flatMap(({ table, rows }) =>
    rows.map((row) => ({ row, file: table.opened.upload.fileName })),
  );
  await writeJoinState(client, workspaceId, join, (at) => {
    const known = stored[at];
    if (known !== undefined)
      return { join: known.join, row: known.number, fileName: names.get(tables[known.table]!.id) ?? "" };
    const { row, file } = arrived[at - stored.length]!;
    return { join: row.join, row: row.number, fileName: file };
  });
  return { stored, join };
}

interface Written {
  readonly dataRevision: number;
  readonly read: readonly ReadTable[];
  readonly join: WorkspaceJoin;
}

async function importInto(client: pg.PoolClient, actor: Actor, set: AnnouncedSet): Promise<Written> {
  const { workspaceId } = actor;
  if (!(await holdAttempt(client, workspaceId, attemptOf(set)))) throw new TakenBack(fail("import-stopped"));
  await lockData(client, workspaceId);
  const leaving = await replaceSameFiles(client, actor, set);
  const progress = createProgress(set);
  const read = await readFiles(set, progress);
  const [blocked] = blockedBy([], read);
  if (blocked !== undefined) throw new TakenBack(fail("mapping-unfinished", { sentence: blocked }), read);
  const problems = problemsOf(read);
  if (problems > 0 && !set.skipBadRows)
    throw new TakenBack(fail("import-problems", { problems, importId: set.setId }), read);
  const asOf = set.asOf === null ? latestOf(read) : dayOf(set.asOf);
  const joined = await joinAll(client, actor, read, leaving);
  await writeRecords(client, actor, read, joined, (rows) => progress.saw(rows, false));
  progress.finishing();
  // What was cancelled must not come back to life.
  if (!(await markDone(client, actor, set.attempt, read, joined, asOf)))
    throw new TakenBack(fail("import-stopped"));
  if (!(await mayStillImport(client, actor))) throw new TakenBack(fail("not-allowed"));
  await rememberReadings(client, actor, set.files);
  const dataRevision = await settleData(client, workspaceId, { joined: true });
  const detail = { dataRevision, joins: { ...joinCountsOf(joined.join) } };
  await auditRaw(client, actor, { action: "import finished", target: set.setId, detail });
  return { dataRevision, read, join: joined.join };
}

async function keepOutcome(actor: Actor, { files }: AnnouncedSet, outcome: SetOutcome): Promise<void> {
  await inWorkspaceRaw(actor.workspaceId, (client) =>
    client.query(`update "import" set "outcome" = $3 where "workspaceId" = $1 and "id" = $2`, [
      actor.workspaceId,
      files[0]?.importId,
      JSON.stringify(outcome),
    ]),
  );
}

const attemptOf = ({ setId, attempt }: AnnouncedSet) => ({ runId: setId, attempt });

async function markFailed(
  actor: Actor,
  set: AnnouncedSet,
  read: readonly ReadTable[],
  failure: string | null,
): Promise<void> {
  const issues = issuesOf([], read).slice(0, problemsKept);
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    await client.query(
      `update "import" set "state" = 'failed', "failure" = $3, "finishedAt" = now()
       where "workspaceId" = $1 and "setId" = $2 and "state" = 'running' and "attempt" = $4`,
      [actor.workspaceId, set.setId, failure, set.attempt],
    );
    // What went wrong after the rows were in must not make them look as if they were not.
    await client.query(
      `update "import" set "outcome" = $3 where "workspaceId" = $1 and "id" = $2 and "state" in ('failed', 'cancelled')`,
      [
        actor.workspaceId,
        set.files[0]?.importId,
        JSON.stringify({ joins: null, change: null, issues, problems: problemsOf(read) }),
      ],
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
    const before = await loadFrame(actor);
    const { dataRevision, read, join } = await inWorkspaceRaw(actor.workspaceId, (client) =>
      importInto(client, actor, set),
    );
    const names = new Map(join.ids.map((id, at) => [id, nameOfAccount(join.joined.accounts[at]!)]));
    const after = await loadFrame(actor);
    const outcome: SetOutcome = {
      joins: joinCountsOf(join),
      change: await inSteps(changeBetween(before.frame, after.frame, (id) => names.get(id) ?? "")),
      issues: issuesOf([], read).slice(0, problemsKept),
      problems: problemsOf(read),
    };
    await keepOutcome(actor, set, outcome);
    return ok({ setId: set.setId, dataRevision, ...outcome });
  } catch (error) {
    if (await goesOn(actor, attemptOf(set), error)) return fail("import-goes-on");
    const stopped = error instanceof StoppedByAsking ? fail("import-stopped") : null;
    const result = error instanceof TakenBack ? error.result : stopped;
    await markFailed(actor, set, error instanceof TakenBack ? error.read : [], failureToKeep(result));
    if (result !== null) return result;
    throw error;
  } finally {
    for (const id of [set.setId, ...set.files.map(({ importId }) => importId)]) forgetProgress(id);
  }
}
