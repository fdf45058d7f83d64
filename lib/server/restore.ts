import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { appliedMigrations, tablesInOrder } from "#lib/server/backup.ts";
import {
  endSchema,
  type Header,
  headerSchema,
  steadySettings,
  type TableEnd,
  tableEndSchema,
  tableSchema,
} from "#lib/server/backup-format.ts";
import { type BackupReader, openBackup } from "#lib/server/backup-reader.ts";
import { type Migration, migrate } from "#lib/server/migrate.ts";

/** Tables that a workshop fills by merely starting; they do not make a database one that is in use. */
const filledByStarting = new Set(["instance", "limiter"]);

/**
 * Loads a backup into the empty database at `url` (the owner's), whatever PostgreSQL it is, and then brings it up
 * to this release. All or nothing: every table's rows must have the number and the checksum that the file says.
 * Throws an Error with one plain sentence otherwise, for a database in use, and for a later release's backup.
 */
export async function restoreBackup(
  url: string,
  file: string,
  migrations: readonly Migration[],
): Promise<readonly TableEnd[]> {
  const reader = openBackup(file);
  try {
    const header = await readHeader(reader, file);
    await prepareSchema(url, header, migrations);
    const tables = await load(url, reader).catch((error: unknown) => {
      const isUnreadable = error instanceof SyntaxError || error instanceof z.ZodError;
      throw isUnreadable ? new Error("The backup is damaged. Nothing was restored.") : error;
    });
    await migrate(url, migrations);
    return tables;
  } finally {
    reader.close();
  }
}

async function readHeader(reader: BackupReader, file: string): Promise<Header> {
  const line = await reader.line().catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? `${file} does not exist.` : `${file} is not a backup of the workshop.`,
    );
  });
  const header = headerSchema.safeParse(line);
  if (!header.success) throw new Error(`${file} is not a backup of the workshop.`);
  return header.data;
}

/** Gives the database the very tables that the backup was taken from. */
async function prepareSchema(url: string, header: Header, migrations: readonly Migration[]): Promise<void> {
  const wanted = migrations.filter(({ name }) => header.migrations.includes(name));
  if (wanted.length !== header.migrations.length) {
    throw new Error("This backup was written by a later release. Restore it with that release.");
  }
  const found = await withClient(url, appliedMigrations);
  if (found.some((name) => !header.migrations.includes(name))) {
    throw new Error("This database is already further than the backup. Restore into a new, empty database.");
  }
  await migrate(url, wanted);
}

async function load(url: string, reader: BackupReader): Promise<TableEnd[]> {
  return withClient(url, async (client) => {
    await client.query("begin");
    await client.query(steadySettings);
    const names = await emptyAll(client);
    // What the rows were once checked against may come later in the file; foreign keys hold all the same.
    for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    const tables = await loadTables(client, reader);
    for (const name of names) await client.query(`alter table ${name} enable trigger user`);
    await client.query("commit");
    return tables;
  });
}

/**
 * Locks every table, so that nobody can begin to use the workshop meanwhile, and refuses one in use. Returns the
 * tables' names.
 */
async function emptyAll(client: pg.Client): Promise<string[]> {
  const tables = await tablesInOrder(client);
  const names = tables.map(({ table }) => pg.escapeIdentifier(table));
  await client.query(`lock table ${names.join(", ")} in access exclusive mode`);
  for (const { table } of tables) {
    if (filledByStarting.has(table)) continue;
    const { rowCount } = await client.query(`select from ${pg.escapeIdentifier(table)} limit 1`);
    if (rowCount) throw new Error("This database is in use. A backup is restored into an empty one only.");
  }
  await client.query(`truncate ${names.join(", ")}`);
  return names;
}

async function loadTables(client: pg.Client, reader: BackupReader): Promise<TableEnd[]> {
  const tables: TableEnd[] = [];
  for (;;) {
    const line = z.union([tableSchema, endSchema]).parse(await reader.line());
    if ("end" in line) {
      if (line.tables !== tables.length) throw new Error("The backup does not hold all the tables it names.");
      return tables;
    }
    tables.push(await loadTable(client, line.table, line.columns, reader));
  }
}

async function loadTable(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  reader: BackupReader,
): Promise<TableEnd> {
  const hash = createHash("sha256");
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const sink = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`));
  async function* hashed() {
    for await (const chunk of reader.rows()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(hashed, sink);
  const end = tableEndSchema.parse(await reader.line());
  if (end.table !== table || end.rows !== sink.rowCount || end.sha256 !== hash.digest("hex")) {
    throw new Error(`The rows of ${table} are not the ones that were backed up. Nothing was restored.`);
  }
  return end;
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
