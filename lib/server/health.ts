import type { IncomingMessage, ServerResponse } from "node:http";
import type pg from "pg";
import { isMigrated, type Migration } from "#lib/server/migrate.ts";

export interface HealthSources {
  readonly pool: pg.Pool;
  readonly migrations: readonly Migration[];
  /** Whether pages are answered yet; at first they are still being built or loaded. */
  readonly isOpen: () => boolean;
}

/**
 * Answers /healthz (the process runs) and /readyz (the database answers, its migrations are this release's, and
 * pages are served). Returns false for every other path.
 */
export async function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  sources: HealthSources,
): Promise<boolean> {
  const path = request.url?.split("?", 1)[0];
  if (path !== "/healthz" && path !== "/readyz") return false;
  const state = path === "/healthz" ? { ok: true } : await readiness(sources);
  response.writeHead(state.ok ? 200 : 503, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify(state));
  return true;
}

async function readiness({ pool, migrations, isOpen }: HealthSources) {
  const pages = isOpen();
  try {
    const migrated = await isMigrated(pool, migrations);
    return { ok: migrated && pages, database: true, migrations: migrated, pages };
  } catch {
    return { ok: false, database: false, migrations: false, pages };
  }
}
