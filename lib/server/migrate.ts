import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { ensureAppRole } from "#lib/server/app-role.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** The number Prisma's own migrate locks with, so that the two exclude each other. */
const lockKey = 72707369;
const oldestServer = 15;

/** The migrations of this release in their order, from `directory`/<name>/migration.sql. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database at `url` (the owner's) up to this release: creates the app's role, then runs what is
 * missing, each migration in a transaction of its own, and records it as Prisma does. Returns the names it ran.
 * Migrations of a later release are left alone, so that the previous release can run on the new schema. Throws an
 * Error with one sentence for a migration that was edited after it ran, that failed, or that fails now.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await requireServer(client);
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await ensureAppRole(client);
    await ensureRecord(client);
    const missing = findMissing(migrations, await readApplied(client));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** True when the database answers and every one of these migrations has run. */
export async function isMigrated(
  client: pg.ClientBase | pg.Pool,
  migrations: readonly Migration[],
): Promise<boolean> {
  const { rows } = await client.query<{ found: number }>(
    `select count(distinct migration_name)::int as found from _prisma_migrations
     where migration_name = any($1) and finished_at is not null and rolled_back_at is null`,
    [migrations.map((migration) => migration.name)],
  );
  return rows[0]?.found === migrations.length;
}

async function requireServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  const major = rows[0]?.major ?? 0;
  if (major < oldestServer) {
    throw new Error(`DATABASE_URL is a PostgreSQL ${major}; the workshop needs ${oldestServer} or later.`);
  }
}

async function ensureRecord(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create table if not exists _prisma_migrations (
      id varchar(36) primary key not null,
      checksum varchar(64) not null,
      finished_at timestamptz,
      migration_name varchar(255) not null,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0
    )`);
}

async function readApplied(client: pg.ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  return rows;
}

function findMissing(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const failed = applied.find((row) => row.finished_at === null);
  if (failed) {
    throw new Error(
      `The migration ${failed.migration_name} failed half-way in this database. Restore a backup into an empty one.`,
    );
  }
  const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]));
  const edited = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (edited) {
    throw new Error(
      `The migration ${edited.name} was edited after it ran in this database. Put its file back as it was, and ` +
        "write a new migration for what should change.",
    );
  }
  return migrations.filter(({ name }) => !checksums.has(name));
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, transaction_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${migration.name} failed and was taken back whole: ${reason}`, {
      cause: error,
    });
  }
}
