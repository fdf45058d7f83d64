import type { IncomingMessage, ServerResponse } from "node:http";
import type pg from "pg";
import { isMigrated, type Migration } from "#lib/server/migrate.ts";

/**
 * Answers /healthz (the process runs) and /readyz (the database answers and its migrations are this release's).
 * Returns false for every other path.
 */
export async function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  pool: pg.Pool,
  migrations: readonly Migration[],
): Promise<boolean> {
  const path = request.url?.split("?", 1)[0];
  if (path !== "/healthz" && path !== "/readyz") return false;
  const state = path === "/healthz" ? { ok: true } : await readiness(pool, migrations);
  response.writeHead(state.ok ? 200 : 503, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify(state));
  return true;
}

async function readiness(pool: pg.Pool, migrations: readonly Migration[]) {
  try {
    const migrated = await isMigrated(pool, migrations);
    return { ok: migrated, database: true, migrations: migrated };
  } catch {
    return { ok: false, database: false, migrations: false };
  }
}
