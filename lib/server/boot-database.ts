import pg from "pg";
import { type Embedded, startEmbedded } from "#lib/server/embedded-postgres.ts";
import { findLockHolder, type InstanceLock, takeInstanceLock } from "#lib/server/instance-lock.ts";
import { log } from "#lib/server/log.ts";

export const databaseName = "icp";

export interface BootOptions {
  readonly checkout: string;
  /** DATABASE_URL; null starts the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly dataDirectory?: string | undefined;
  readonly durable?: boolean;
  /** Runs when the embedded database ended while in use and could not be started again. */
  readonly onLost?: () => void;
}

export interface Database {
  /** The owner's connection. */
  readonly url: string;
  /** Where the data is, as a person may read it: a folder, or a server without its password. */
  readonly place: string;
  /** The embedded database's folder, where uploads wait as well; null on a server. */
  readonly directory: string | null;
  stop(): Promise<void>;
}

/**
 * Opens the database of this installation: the given server, or the embedded PostgreSQL, which only one process
 * may use. Throws an Error with a plain sentence when it cannot be reached or is in use.
 */
export async function bootDatabase(options: BootOptions): Promise<Database> {
  return options.databaseUrl === null ? bootEmbedded(options) : bootServer(options.databaseUrl);
}

async function bootServer(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new Error(
      `DATABASE_URL does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const { host, pathname } = new URL(url);
  return { url, place: `${host}${pathname}`, directory: null, stop: async () => {} };
}

async function bootEmbedded(options: BootOptions): Promise<Database> {
  const embedded = await startEmbedded(options);
  const maintenance = embedded.url("postgres");
  let stopping = false;
  const lost = () => {
    if (!stopping) revive(options, maintenance, lost).then(keep, giveUp);
  };
  let lock = await takeInstanceLock(maintenance, lost);
  const keep = (taken: InstanceLock) => {
    lock = taken;
  };
  // A stop in the middle of a revival ends it too, and that is no loss.
  const giveUp = (error: unknown) => {
    if (stopping) return;
    log.error({ err: error }, "the embedded database could not be started again");
    options.onLost?.();
  };
  if (!lock) throw new Error(await refusal(embedded, maintenance));
  await createDatabase(maintenance);
  return {
    url: embedded.url(databaseName),
    place: embedded.directory,
    directory: embedded.directory,
    stop: async () => {
      stopping = true;
      await lock?.release();
      await embedded.stop();
    },
  };
}

/** PostgreSQL ended under us, killed for want of memory perhaps: starts it again and takes the lock back. */
async function revive(options: BootOptions, maintenance: string, lost: () => void): Promise<InstanceLock> {
  log.error("the embedded database ended; starting it again");
  await startEmbedded(options);
  const lock = await takeInstanceLock(maintenance, lost);
  if (!lock) throw new Error("another process took the database in the meantime");
  log.info("the embedded database runs again");
  return lock;
}

async function refusal(embedded: Embedded, maintenance: string): Promise<string> {
  const holder = await findLockHolder(maintenance).catch(() => null);
  return (
    `Another ICP Workshop${holder ? ` (process ${holder})` : ""} is running on ${embedded.directory}. ` +
    "Stop it first, or set ICP_DATA_DIR and PORT to run a second one."
  );
}

async function createDatabase(maintenance: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
