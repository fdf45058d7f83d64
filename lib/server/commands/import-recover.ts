import type pg from "pg";
import { can } from "#lib/access/can.ts";
import { fail, type Result } from "#lib/errors/result.ts";
import { type Actor, memberOf, mintWorkspaceId, workspacesOf } from "#lib/server/actor.ts";
import { aliveLock, failureToKeep, mostAttempts } from "#lib/server/commands/import-attempt.ts";
import { type InterruptedImport, importRequest } from "#lib/server/commands/import-request.ts";
import { resumeSet } from "#lib/server/commands/import-set.ts";
import { resumeTable } from "#lib/server/commands/import-table.ts";
import { resumeTakeIn } from "#lib/server/commands/take-in-export.ts";
import { inWorkspaceRaw, outsideWorkspaces } from "#lib/server/db.ts";
import { forgetProgress, isPaused, isRunningHere, reportProgress } from "#lib/server/import-progress.ts";
import { log } from "#lib/server/log.ts";
import type { WorkspaceId } from "#lib/server/workspace-id.ts";

interface RunningRow extends Omit<InterruptedImport, "uploadId" | "request"> {
  readonly uploadId: string | null;
  readonly request: unknown;
  readonly createdBy: string;
}

/** An import that was interrupted, or the files of a set, taken up by this process. */
interface TakenUp {
  readonly workspaceId: WorkspaceId;
  readonly runId: string;
  readonly createdBy: string;
  readonly attempt: number;
  /** Null: this import cannot be run again. */
  readonly rows: readonly InterruptedImport[] | null;
}

const stoppedTooOften = `The server stopped ${mostAttempts} times while this was imported, so it was not begun again. Nothing of it was kept. Import the file in parts, or ask whoever runs the server.`;
const stoppedForGood =
  "The server stopped before this was finished, and it cannot be begun again. Nothing of it was kept.";
const fileIsGone =
  "The server stopped before this was finished, and the file is no longer here. Choose it again.";
const mayNoLonger =
  "The server stopped before this was finished, and whoever began it may no longer import. Nothing of it was kept.";

async function markFailed(
  client: pg.PoolClient,
  { workspaceId, runId, attempt }: TakenUp,
  failure: string | null,
): Promise<void> {
  await client.query(
    `update "import" set "state" = 'failed', "failure" = $4, "finishedAt" = now()
     where "workspaceId" = $1 and ("id" = $2 or "setId" = $2) and "state" = 'running' and "attempt" = $3`,
    [workspaceId, runId, attempt, failure],
  );
}

const asInterrupted = ({ uploadId, request, ...row }: RunningRow): InterruptedImport[] => {
  const asked = importRequest.safeParse(request);
  return uploadId === null || !asked.success ? [] : [{ ...row, uploadId, request: asked.data }];
};

/** Takes up one import or set that nobody runs any more; null where somebody does. One that was begun too often is marked as failed. */
async function takeUp(
  client: pg.PoolClient,
  workspaceId: WorkspaceId,
  runId: string,
): Promise<TakenUp | null> {
  const { rows: locked } = await client.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(${aliveLock}) as free`,
    [runId],
  );
  if (locked[0]?.free !== true) return null;
  const { rows } = await client.query<RunningRow>(
    `update "import" set "attempt" = "attempt" + 1
     where "workspaceId" = $1 and ("id" = $2 or "setId" = $2) and "state" = 'running'
     returning "id" as "importId", "setId", "uploadId", "attempt", "mapping", "mappingHash", "reading", "request", "createdBy"`,
    [workspaceId, runId],
  );
  const [first] = rows;
  if (first === undefined) return null;
  const interrupted = rows.flatMap(asInterrupted);
  const { createdBy, attempt } = first;
  const whole = interrupted.length === rows.length ? interrupted : null;
  const taken: TakenUp = { workspaceId, runId, createdBy, attempt, rows: whole };
  if (whole !== null && attempt <= mostAttempts) return taken;
  await markFailed(client, taken, whole === null ? stoppedForGood : stoppedTooOften);
  return { ...taken, rows: null };
}

/** Who began an import, as they are now; null where they may not import any more, or the workspace is being made anew. */
async function whoBegan({ workspaceId, createdBy: userId }: TakenUp): Promise<Actor | null> {
  const row = (await workspacesOf({ userId })).find((one) => one.workspaceId === workspaceId);
  if (row === undefined || !can(row.role, "import") || row.sample?.startsWith("unfinished")) return null;
  return memberOf({ userId, name: "", email: "", sessionId: "" }, row.slug);
}

function run(actor: Actor, rows: readonly InterruptedImport[]): Promise<Result<unknown>> {
  const [first] = rows;
  switch (first?.request.kind) {
    case "table":
      return resumeTable(actor, first, first.request);
    case "export":
      return resumeTakeIn(actor, first);
    case "set":
      return resumeSet(actor, rows);
    case undefined:
      return Promise.resolve(fail("import-stopped"));
  }
}

const idsOf = ({ runId, rows }: TakenUp) => new Set([runId, ...(rows ?? []).map(({ importId }) => importId)]);

async function resume(taken: TakenUp): Promise<void> {
  const { workspaceId, runId, rows } = taken;
  if (rows === null) return;
  try {
    const actor = await whoBegan(taken);
    const result = actor === null ? null : await run(actor, rows);
    if (result?.ok || (result !== null && result.error === "import-goes-on")) return;
    const gone = result?.error === "not-found" ? fileIsGone : null;
    const failure = result === null ? mayNoLonger : (gone ?? failureToKeep(result as Result<never>));
    // What ran and failed has said so itself; this is for what could not even begin.
    await inWorkspaceRaw(workspaceId, (client) => markFailed(client, taken, failure));
  } catch (error) {
    log.error({ runId, err: error }, "an import that was taken up again failed");
  } finally {
    for (const id of idsOf(taken)) forgetProgress(id);
  }
}

/** Imports of all workspaces that are marked as running, each with what it is run as. */
async function runningRuns(): Promise<ReadonlyMap<string, string>> {
  const running = await outsideWorkspaces().$queryRaw<{ workspaceId: string; id: string }[]>`
    select "workspaceId", "id" from running_imports()`;
  const runs = new Map<string, string>();
  for (const { workspaceId, id } of running) {
    if (isRunningHere(id)) continue;
    await inWorkspaceRaw(mintWorkspaceId(workspaceId), async (client) => {
      const { rows } = await client.query<{ runId: string }>(
        `select coalesce("setId", "id") as "runId" from "import" where "workspaceId" = $1 and "id" = $2`,
        [workspaceId, id],
      );
      for (const { runId } of rows) runs.set(runId, workspaceId);
    });
  }
  return runs;
}

/**
 * Takes up the imports that were running when a process or its connection ended: their transaction went with it, so that none
 * of their rows is there. Each is run again, one after the other, until it is done; after `mostAttempts` runs it is marked as
 * failed. `ended` when all of them have ended.
 */
export async function takeUpImports(): Promise<{ readonly taken: number; readonly ended: Promise<void> }> {
  const taken: TakenUp[] = [];
  if (isPaused()) return { taken: 0, ended: Promise.resolve() };
  for (const [runId, workspace] of await runningRuns()) {
    const workspaceId = mintWorkspaceId(workspace);
    const one = await inWorkspaceRaw(workspaceId, (client) => takeUp(client, workspaceId, runId));
    if (one === null) continue;
    if (one.rows !== null) log.warn({ runId, attempt: one.attempt }, "an import is begun again");
    for (const id of one.rows === null ? [] : idsOf(one))
      reportProgress(id, { bytesRead: 0, bytes: 1, rows: 0, phase: "reading" });
    taken.push(one);
  }
  const inOrder = async () => {
    for (const one of taken) await resume(one);
  };
  return { taken: taken.length, ended: inOrder() };
}

/** How soon an import goes on whose connection was lost, or whose node has died. */
const lookEveryMs = 10_000;

// A development server registers more than once.
const shared = globalThis as typeof globalThis & { icpImportsKept?: NodeJS.Timeout };

/** Takes up what was interrupted before this process started, and looks for more now and then. */
export async function keepImportsGoing(): Promise<void> {
  clearInterval(shared.icpImportsKept);
  await takeUpImports();
  const look = () =>
    takeUpImports().catch((error: unknown) =>
      log.warn({ err: error }, "could not look for interrupted imports"),
    );
  shared.icpImportsKept = setInterval(look, lookEveryMs).unref();
}
