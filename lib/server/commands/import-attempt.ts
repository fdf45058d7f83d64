import type pg from "pg";
import { can } from "#lib/access/can.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspaceRaw, isConnectionLost } from "#lib/server/db.ts";
import { isPaused } from "#lib/server/import-progress.ts";

/** How often an import is begun at most: one that brings the server down must not do so for ever. */
export const mostAttempts = 3;

/** One run of an import, or of a set. */
export interface Attempt {
  /** Of the import, or of the set. */
  readonly runId: string;
  readonly attempt: number;
}

/** Held to the end of an import's transaction: as long as it is, the import is alive, on whichever node. */
export const aliveLock = "hashtextextended('import ' || $1, 0)";

/**
 * Says that this run is under way, in its own transaction. False where it has been cancelled, or taken for dead and taken up
 * by somebody else meanwhile.
 */
export async function holdAttempt(
  client: pg.PoolClient,
  workspaceId: string,
  { runId, attempt }: Attempt,
): Promise<boolean> {
  const [, { rowCount }] = await Promise.all([
    client.query(`select pg_advisory_xact_lock(${aliveLock})`, [runId]),
    client.query(
      `select from "import" where "workspaceId" = $1 and ("id" = $2 or "setId" = $2)
       and "state" = 'running' and "attempt" = $3`,
      [workspaceId, runId, attempt],
    ),
  ]);
  return (rowCount ?? 0) > 0;
}

/** What is written down of a failed run, as a person reads it; null where the problems of its rows say it. */
export function failureToKeep(result: Result<never> | null): string | null {
  if (result === null || result.ok) return "Something went wrong here, and nothing was kept. Try it again.";
  return result.error === "import-problems" ? null : sentenceOf(result);
}

/** Whether whoever began the import may still import: they may have lost the right while it ran. */
export async function mayStillImport(client: pg.PoolClient, actor: Actor): Promise<boolean> {
  const { rows } = await client.query<{ role: Actor["role"] }>(
    `select "role" from "membership" where "workspaceId" = $1 and "userId" = $2 and "disabledAt" is null`,
    [actor.workspaceId, actor.userId],
  );
  return rows[0] !== undefined && can(rows[0].role, "import");
}

/**
 * Whether a run that has failed goes on by itself: the server is being stopped, or the connection to the database was lost.
 * Then it stays marked as running, and is taken up again.
 */
export async function goesOn(actor: Actor, { runId, attempt }: Attempt, error: unknown): Promise<boolean> {
  if (isConnectionLost(error)) return true;
  if (!isPaused()) return false;
  // Being stopped in good order is not the import's fault, and is not counted.
  await inWorkspaceRaw(actor.workspaceId, (client) =>
    client.query(
      `update "import" set "attempt" = "attempt" - 1
       where "workspaceId" = $1 and ("id" = $2 or "setId" = $2) and "state" = 'running' and "attempt" = $3`,
      [actor.workspaceId, runId, attempt],
    ),
  );
  return true;
}
