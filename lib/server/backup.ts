import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { endOfRows, steadySettings, type TableEnd, toLine } from "#lib/server/backup-format.ts";

interface TableName {
  readonly table: string;
  readonly columns: string[];
}

export interface BackupSummary {
  readonly tables: readonly TableEnd[];
  readonly bytes: number;
}

/**
 * Writes everything in the database at `url` (the owner's) to one file, as it stands at this moment, while people
 * go on working. Throws an Error when the file exists or the database is not a workshop's; a file cut short never
 * gets the name.
 */
export async function writeBackup(url: string, file: string, now: Date = new Date()): Promise<BackupSummary> {
  if (await exists(file)) throw new Error(`${file} exists already. Name another file.`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const draft = `${file}.part`;
  const tables: TableEnd[] = [];
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(steadySettings);
    const content = Readable.from(contentOf(client, tables, now), { objectMode: false });
    // It holds password hashes and the key that signs sessions: nobody else on this machine may read it.
    await pipeline(content, createGzip(), createWriteStream(draft, { mode: 0o600 }));
    await client.query("commit");
    await rename(draft, file);
    return { tables, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function* contentOf(client: pg.Client, ends: TableEnd[], now: Date): AsyncGenerator<Buffer | string> {
  const migrations = await appliedMigrations(client);
  yield toLine({ format: "icp-workshop-backup", version: 1, createdAt: now.toISOString(), migrations });
  for (const table of await tablesInOrder(client)) {
    yield toLine(table);
    const end = yield* rowsOf(client, table);
    ends.push(end);
    yield endOfRows;
    yield toLine(end);
  }
  yield toLine({ end: true, tables: ends.length });
}

async function* rowsOf(client: pg.Client, { table, columns }: TableName): AsyncGenerator<Buffer, TableEnd> {
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const stream = client.query(copyTo(`copy ${pg.escapeIdentifier(table)} (${names}) to stdout`));
  const hash = createHash("sha256");
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
  return { table, rows: stream.rowCount, sha256: hash.digest("hex") };
}

/** The migrations this database has had, in their order. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: known } = await client.query<{ known: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as known",
  );
  if (!known[0]?.known) return [];
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return rows.map(({ name }) => name);
}

/** Every table with the columns that hold data, after the tables it refers to, so that they can be loaded in turn. */
export async function tablesInOrder(client: pg.ClientBase): Promise<TableName[]> {
  const { rows } = await client.query<TableName & { refers: string[] }>(`
    select c.relname::text as table,
           array(select a.attname::text from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum) as columns,
           array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
                 where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
    order by c.relname`);
  const ordered: TableName[] = [];
  const done = new Set<string>();
  while (ordered.length < rows.length) {
    const ready = rows.filter(
      ({ table, refers }) => !done.has(table) && refers.every((name) => done.has(name)),
    );
    if (ready.length === 0)
      throw new Error("Tables that refer to each other in a circle cannot be backed up.");
    for (const { table, columns } of ready) {
      done.add(table);
      ordered.push({ table, columns });
    }
  }
  return ordered;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
