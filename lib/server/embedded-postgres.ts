import { spawn } from "node:child_process";
import { chown, open, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { type Place, preparePlace } from "#lib/server/embedded-place.ts";
import { type Binaries, placeBinaries } from "#lib/server/postgres-binaries.ts";
import {
  isOccupied,
  readPostmaster,
  removeStaleLocks,
  stopPostmaster,
} from "#lib/server/postgres-process.ts";

export interface EmbeddedOptions {
  /** The project's folder. */
  readonly checkout: string;
  /** ICP_DATA_DIR: where to keep the data instead of the usual place. */
  readonly dataDirectory?: string | undefined;
  /** False lets a test's throw-away database skip waiting for the disk. */
  readonly durable?: boolean;
}

export interface Embedded {
  readonly directory: string;
  /** The owner's connection to `database`. */
  url(database: string): string;
  /** True when PostgreSQL was still running from an earlier start that was killed. */
  readonly reused: boolean;
  /** Asks PostgreSQL to stop and waits until it has. */
  stop(): Promise<void>;
}

/** PostgreSQL may have to replay its log after a crash before it answers. */
const readyLimitMs = 120_000;
const logLimitBytes = 10_000_000;

/**
 * Starts the PostgreSQL that comes with the packages, or finds it still running after a kill, and returns when
 * it answers. Creates the data directory the first time. Throws an Error with one plain sentence when it cannot:
 * another major version's data, no binaries for this platform, PostgreSQL's own last words.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = await preparePlace(options.checkout, options.dataDirectory);
  const binaries = await placeBinaries(place.directory, place.owner);
  await createData(place, binaries, options.durable ?? true);
  const { reused, sockets } = await untilReady(place, binaries, options.durable ?? true);
  return {
    directory: place.directory,
    url: (database) => socketUrl(sockets, database),
    reused,
    stop: async () => {
      await stopPostmaster(place.data);
      // One outside the data's folder would be left there for good.
      await rmdir(sockets).catch(() => {});
    },
  };
}

/** The running embedded PostgreSQL of this checkout, without starting one; null when it does not answer. */
export async function findEmbedded(
  options: EmbeddedOptions,
): Promise<{ url(database: string): string } | null> {
  const place = await preparePlace(options.checkout, options.dataDirectory);
  const sockets = (await readPostmaster(place.data))?.sockets;
  if (!sockets || !(await answers(sockets))) return null;
  return { url: (database) => socketUrl(sockets, database) };
}

async function createData(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const version = await readFile(path.join(place.data, "PG_VERSION"), "utf8").catch(() => null);
  if (version !== null) return requireMajor(version.trim(), binaries.major, place);

  const draft = `${place.data}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  // The built-in C.UTF-8 sorts alike on every system; a library's locale may change under the indexes.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const wanted = [
    "-D",
    draft,
    "-U",
    "postgres",
    "--auth=trust",
    ...locale,
    ...(durable ? [] : ["--no-sync"]),
  ];
  const { code, output } = await finish(binaries.initdb, wanted, place);
  if (code !== 0) {
    throw new Error(
      `The database could not be created in ${place.directory}.${hint(place, output)}\n${output.trim()}`,
    );
  }
  await rename(draft, place.data).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true });
    // Two first starts at once: the other one's is used, and the lock decides who runs.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

function requireMajor(found: string, expected: string, place: Place): void {
  if (found === expected) return;
  throw new Error(
    `The data in ${place.directory} was written by PostgreSQL ${found}, and this release brings ${expected}. ` +
      "Go back to the previous release, run `npm run backup`, move the folder aside, then run " +
      "`npm run restore` with this release.",
  );
}

function hint(place: Place, output: string): string {
  if (/could not look up effective user/.test(output)) {
    return " This user has no name on this system, and PostgreSQL insists on one: add it to /etc/passwd, or set DATABASE_URL.";
  }
  return place.owner
    ? " Started by root, PostgreSQL runs as nobody (65534), who must be able to enter every folder above it."
    : "";
}

async function untilReady(place: Place, binaries: Binaries, durable: boolean) {
  const deadline = Date.now() + readyLimitMs;
  let started: Started | null = null;
  while (Date.now() < deadline) {
    const sockets = (await readPostmaster(place.data))?.sockets;
    if (sockets && (await answers(sockets))) return { reused: started === null, sockets };
    if (started?.ended() && !(await isOccupied(place.data))) throw new Error(await lastWords(place));
    if (!started && !(await isOccupied(place.data))) {
      await removeStaleLocks(place.data, place.sockets);
      started = await launch(place, binaries, durable);
    }
    await pause(10);
  }
  throw new Error(
    `PostgreSQL in ${place.directory} did not answer within ${readyLimitMs / 1000} s. See ${place.log}.`,
  );
}

interface Started {
  ended(): boolean;
}

async function launch(place: Place, binaries: Binaries, durable: boolean): Promise<Started> {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: place.sockets,
    unix_socket_permissions: "0700",
    port: "5432",
    cluster_name: "icp-workshop",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    jit: "off",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = await openLog(place);
  const child = spawn(binaries.postgres, ["-D", place.data, ...flags], {
    ...processOptions(place),
    // In the app's process group Ctrl-C would end the database before the app has stored what it holds.
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  let ended = false;
  child.on("error", () => {
    ended = true;
  });
  child.on("exit", () => {
    ended = true;
  });
  child.unref();
  await log.close();
  return { ended: () => ended };
}

async function openLog(place: Place) {
  const size = await stat(place.log).then(
    (found) => found.size,
    () => 0,
  );
  const log = await open(place.log, size > logLimitBytes ? "w" : "a", 0o600);
  if (place.owner) await chown(place.log, place.owner.uid, place.owner.gid);
  return log;
}

async function lastWords(place: Place): Promise<string> {
  const log = await readFile(place.log, "utf8").catch(() => "");
  return `PostgreSQL in ${place.directory} did not start. Its last words:\n${log.trim().split("\n").slice(-5).join("\n")}`;
}

/** Accepting a connection is not readiness: it may answer "starting up" or "shutting down". */
async function answers(sockets: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: socketUrl(sockets, "postgres"),
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Runs a program to its end and returns its exit code and what it wrote. */
function finish(
  program: string,
  flags: string[],
  place: Place,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, flags, { ...processOptions(place), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

function processOptions(place: Place) {
  return {
    cwd: place.directory,
    ...(place.owner ?? {}),
    // Nothing of the app's own environment, such as its secrets, belongs into the database's.
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" },
  };
}

function socketUrl(sockets: string, database: string): string {
  return `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(sockets)}`;
}
