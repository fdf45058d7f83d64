import { once } from "node:events";
import type { Server } from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startAnalysisPool } from "#lib/compute/analysis-pool.ts";
import { bootDatabase, type Database } from "#lib/server/boot-database.ts";
import { disconnect } from "#lib/server/disconnect.ts";
import { type Env, readEnv } from "#lib/server/env.ts";
import { createFrontDoor, type FrontDoor } from "#lib/server/front-door.ts";
import { pauseImports } from "#lib/server/import-progress.ts";
import { loadSecret, renewWelcomeToken } from "#lib/server/instance.ts";
import { log } from "#lib/server/log.ts";
import { migrate, readMigrations } from "#lib/server/migrate.ts";
import { createStopOrder, type StopOrder } from "#lib/server/stop-order.ts";

export interface ServeOptions {
  readonly dev: boolean;
  /** Runs once the database is ours, so that a second process never rebuilds what the first one serves. */
  readonly build: () => Promise<void>;
}

const root = import.meta.dirname;
/** Two answer two workspaces at once; more would take the cores that pages are served with. */
const analysisThreads = 2;
/** Requests under way may finish; what holds on longer is cut. */
const finishLimitMs = 5_000;
/** PostgreSQL writes everything to its files before it ends. */
const databaseLimitMs = 60_000;
/** One Ctrl-C arrives two or three times: from the terminal, from npm and from the first script. */
const sameSignalMs = 1_000;

/** Boots database → migrations → Next → /collab, and stops in the reverse order. Ends the process on failure. */
export async function serve(options: ServeOptions): Promise<void> {
  const stops = createStopOrder();
  const stop = handleSignals(stops);
  try {
    await boot(options, stops, stop);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (process.env.LOG_LEVEL === "debug") console.error(error);
    await stop(1);
  }
}

async function boot({ dev, build }: ServeOptions, stops: StopOrder, stop: (code: number) => Promise<void>) {
  const began = performance.now();
  const env = readEnv(process.env);
  const onLost = () => {
    void stop(1);
  };
  const database = await bootDatabase({ checkout: root, ...env, onLost });
  stops.add("database", database.stop, databaseLimitMs);
  const migrations = await readMigrations(path.join(root, "prisma", "migrations"));
  const applied = await migrate(database.url, migrations);
  if (applied.length > 0) log.info({ applied }, "migrated");

  const pool = new pg.Pool({ connectionString: database.url, max: 2, idleTimeoutMillis: 60_000 });
  pool.on("error", () => {});
  stops.add("owner's pool", () => pool.end());
  const door = createFrontDoor({ env, dev, pool, migrations });
  const address = await listen(door.server, env);
  stops.add("listener", () => closeListener(door.server), 2 * finishLimitMs);

  setAppEnvironment(env, database, address, await loadSecret(pool));
  await build();
  await openPages(door, stops, dev, address);
  const token = await renewWelcomeToken(pool);
  greet(env, address, database.place, token, performance.now() - began);
  process.send?.({ ready: true, address, token });
}

/** What the app's own modules read. It must stand before Next loads any of them. */
function setAppEnvironment(env: Env, database: Database, address: string, secret: string): void {
  const directory = database.directory ?? env.dataDirectory ?? path.join(root, ".data");
  process.env.DATABASE_URL = database.url;
  process.env.ICP_UPLOAD_DIR ||= path.join(directory, "uploads");
  process.env.NEXTAUTH_URL = env.appUrl?.origin ?? address;
  process.env.NEXTAUTH_SECRET ||= secret;
}

async function openPages(door: FrontDoor, stops: StopOrder, dev: boolean, address: string): Promise<void> {
  const { default: next } = await import("next");
  const { hostname, port } = new URL(address);
  const app = next({
    dev,
    dir: root,
    hostname,
    port: Number(port),
    httpServer: door.nextSockets,
    quiet: !dev,
  });
  await app.prepare();
  const analysis = startAnalysisPool(analysisThreads, { warm: true });
  globalThis.icpAnalysis = analysis;
  stops.add("analysis threads", analysis.close);
  stops.add("app's connections", disconnect);
  stops.add("imports", pauseImports);
  stops.add("Next", () => app.close());
  door.open(app.getRequestHandler());
}

/** Takes the port and returns the address a person on this machine opens. */
async function listen(server: Server, env: Env): Promise<string> {
  server.listen(env.port, env.host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new Error(listenFailure(error, env));
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : env.port;
  const anywhere = ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"].includes(env.host);
  const host = anywhere ? "localhost" : env.host.includes(":") ? `[${env.host}]` : env.host;
  return `http://${host}:${port}`;
}

function listenFailure(error: NodeJS.ErrnoException, env: Env): string {
  if (error.code === "EADDRINUSE")
    return `Port ${env.port} is taken by another program. Set PORT to a free one.`;
  if (error.code === "EACCES")
    return `Port ${env.port} may not be used by this user. Set PORT to one above 1023.`;
  return `The address ${env.host}:${env.port} cannot be listened on: ${error.message}`;
}

async function closeListener(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(finishLimitMs, undefined, { ref: false })]);
  server.closeAllConnections();
}

/** The first signal stops in order, a later one at once. Losing the first script counts as a signal. */
function handleSignals(stops: StopOrder): (code: number) => Promise<void> {
  let stopping: number | null = null;
  const stop = async (code: number) => {
    if (stopping !== null) return;
    stopping = performance.now();
    await stops.run((name, error) => log.error({ err: error, name }, "could not be stopped"));
    process.exit(code);
  };
  const onSignal = () => {
    if (stopping !== null && performance.now() - stopping > sameSignalMs) process.exit(1);
    void stop(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(signal, onSignal);
  return stop;
}

function greet(env: Env, address: string, place: string, token: string | null, ms: number): void {
  const url = env.appUrl?.origin ?? address;
  const onlyHere = ["127.0.0.1", "::1", "localhost"].includes(env.host);
  const reach = onlyHere ? "this machine only; HOST=0.0.0.0 lets others in" : `listening on ${env.host}`;
  const lines = [
    "",
    "ICP Workshop",
    `  Address  ${url}  (${reach})`,
    `  Data     ${place}  (${env.databaseUrl ? "DATABASE_URL" : "PostgreSQL, brought along"})`,
    `  Ready    in ${(ms / 1000).toFixed(1)} s; Ctrl-C stops`,
  ];
  if (token) {
    lines.push(
      "",
      "Nobody owns this workshop yet. Whoever opens this link becomes its owner:",
      `  ${url}/welcome?token=${token}`,
    );
  }
  console.log(`${lines.join("\n")}\n`);
}
