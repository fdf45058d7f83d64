import type pg from "pg";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import type { JoinCounts, SetChange, SetIssue } from "#lib/import/import-set.ts";
import { joinWorkspace, nameOfAccount, type WorkspaceJoin } from "#lib/import/join-plan.ts";
import { changeBetween } from "#lib/import/set-change.ts";
import { dayOf } from "#lib/import/set-table.ts";
import type { Actor } from "#lib/server/actor.ts";
import { auditRaw } from "#lib/server/audit.ts";
import {
  type AnnouncedSet,
  type JoinedRows,
  markDone,
  rememberReadings,
  replaceSameFiles,
  writeRecords,
} from "#lib/server/commands/import-set-write.ts";
import { lockData, settleData } from "#lib/server/commands/import-settle-data.ts";
import {
  joinCountsOf,
  moveRecords,
  writeAccounts,
  writeJoinState,
} from "#lib/server/commands/join-workspace.ts";
import { inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { forgetProgress, reportProgress } from "#lib/server/import-progress.ts";
import { inSteps } from "#lib/server/in-steps.ts";
import { readCountingImports, tablesOf } from "#lib/server/queries/fold-records.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
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
import {
  fileNamesOf,
  readAnswers,
  readWorkspaceRows,
  type StoredRow,
} from "#lib/server/queries/workspace-rows.ts";

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

async function readFiles({ setId, files }: AnnouncedSet): Promise<ReadTable[]> {
  const read: ReadTable[] = [];
  const bytes = files.reduce((sum, { opened }) => sum + opened.upload.bytes, 0);
  let bytesRead = 0;
  let rows = 0;
  for (const { importId, opened } of files) {
    const one = await collectTable(incomingTable(opened, importId, 0), { cells: false });
    read.push(one);
    bytesRead += opened.upload.bytes;
    rows += one.reader.rows;
    const progress = { bytesRead, bytes, rows, phase: "reading" } as const;
    for (const id of [setId, ...files.map((file) => file.importId)]) reportProgress(id, progress);
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
  const order = tables.length;
  const incoming = read.flatMap(({ rows }) =>
    rows.map(({ join }) => ({ join, order, accountId: null }) as const),
  );
  const answers = await readAnswers(client, workspaceId);
  const join = await inSteps(joinWorkspace([...stored, ...incoming], leaving, answers, newId));
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
  await lockData(client, workspaceId);
  const leaving = await replaceSameFiles(client, actor, set);
  const read = await readFiles(set);
  const [blocked] = blockedBy([], read);
  if (blocked !== undefined) throw new TakenBack(fail("mapping-unfinished", { sentence: blocked }), read);
  const problems = problemsOf(read);
  if (problems > 0 && !set.skipBadRows)
    throw new TakenBack(fail("import-problems", { problems, importId: set.setId }), read);
  const asOf = set.asOf === null ? latestOf(read) : dayOf(set.asOf);
  const joined = await joinAll(client, actor, read, leaving);
  await writeRecords(client, actor, read, joined);
  for (const id of [set.setId, ...set.files.map(({ importId }) => importId)]) {
    const rows = read.reduce((sum, { reader }) => sum + reader.rows, 0);
    reportProgress(id, { bytesRead: 1, bytes: 1, rows, phase: "finishing" });
  }
  // What was cancelled must not come back to life.
  if (!(await markDone(client, actor, read, joined, asOf))) throw new TakenBack(fail("import-stopped"));
  await rememberReadings(client, actor, set);
  const dataRevision = await settleData(client, workspaceId, null, { joined: true });
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

async function markFailed(actor: Actor, set: AnnouncedSet, read: readonly ReadTable[]): Promise<void> {
  const issues = issuesOf([], read).slice(0, problemsKept);
  await inWorkspaceRaw(actor.workspaceId, async (client) => {
    await client.query(
      `update "import" set "state" = 'failed', "finishedAt" = now()
       where "workspaceId" = $1 and "setId" = $2 and "state" = 'running'`,
      [actor.workspaceId, set.setId],
    );
    await client.query(`update "import" set "outcome" = $3 where "workspaceId" = $1 and "id" = $2`, [
      actor.workspaceId,
      set.files[0]?.importId,
      JSON.stringify({ joins: null, change: null, issues, problems: problemsOf(read) }),
    ]);
  });
}

/**
 * Runs an announced set in one transaction: all rows of all its files are there afterwards, joined, with columns, frame and
 * the new data revision, or none. Errors: "import-problems", "mapping-unfinished", "import-stopped".
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
    await markFailed(actor, set, error instanceof TakenBack ? error.read : []);
    if (error instanceof TakenBack) return error.result;
    if (error instanceof StoppedByAsking) return fail("import-stopped");
    throw error;
  } finally {
    for (const id of [set.setId, ...set.files.map(({ importId }) => importId)]) forgetProgress(id);
  }
}
