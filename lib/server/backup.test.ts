import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tablesInOrder, writeBackup } from "#lib/server/backup.ts";
import { migrate, readMigrations } from "#lib/server/migrate.ts";
import { restoreBackup } from "#lib/server/restore.ts";
import {
  copyTemplate,
  createEmptyDatabase,
  dropDatabase,
  useDatabase,
} from "#lib/server/testing/database.ts";

const source = useDatabase();
const migrations = await readMigrations(path.resolve(import.meta.dirname, "../../prisma/migrations"));
const databases: string[] = [];
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "icp-backup-"));
  await fill(source.url);
});
afterAll(async () => {
  await Promise.all(databases.map(dropDatabase));
  await rm(directory, { recursive: true });
});

async function onDatabase<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Cells that the COPY format has to escape, a line that looks like its end mark among them. */
const cells = ["tab\there", "line\nbreak", "\\.", "\n\\.\n", "back\\slash", '{"a":1}', "", "é漢🙂", null];

async function fill(url: string): Promise<void> {
  await onDatabase(url, async (client) => {
    const [workspace, upload] = [randomUUID(), randomUUID()];
    await client.query(`insert into workspace (id, slug, name, "requiredTeams") values ($1, 'a', 'A', $2)`, [
      workspace,
      cells.filter((cell) => cell !== null),
    ]);
    await client.query(
      `insert into import ("workspaceId", id, "fileName", "fileHash", "mappingHash", mapping, state, counts, "createdBy")
       values ($1, $2, 'a.csv', 'h', 'm', '{"a":"\\u00e9"}', 'done', '{}', $2)`,
      [workspace, upload],
    );
    for (let row = 0; row < 2_000; row++) {
      await client.query(
        `insert into record ("workspaceId", "importId", "rowNumber", kind, cells, identity) values ($1, $2, $3, 'company', $4, $5)`,
        [workspace, upload, row, cells.join("\u001f"), cells[row % cells.length]],
      );
    }
    await client.query(
      `insert into frame ("workspaceId", "dataRevision", "column", bytes) values ($1, 1, 'a', $2)`,
      [workspace, randomBytes(300_000)],
    );
    await client.query("insert into instance values ('sign-in-secret', 'kept')");
  });
}

async function newDatabase(make: () => Promise<string>): Promise<string> {
  const url = await make();
  databases.push(url);
  return url;
}

async function contents(url: string): Promise<Record<string, unknown>> {
  return onDatabase(url, async (client) => {
    const result: Record<string, unknown> = {};
    for (const { table } of await tablesInOrder(client)) {
      const rows = await client.query(
        `select count(*)::int as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as hash
         from ${pg.escapeIdentifier(table)} t`,
      );
      result[table] = rows.rows[0];
    }
    return result;
  });
}

/** Triggers that check rows and are switched off. */
async function idleTriggers(url: string): Promise<number | null> {
  return onDatabase(url, async (client) => {
    return (await client.query("select from pg_trigger where not tgisinternal and tgenabled <> 'O'"))
      .rowCount;
  });
}

async function backedUp(name: string): Promise<string> {
  const file = path.join(directory, name);
  await writeBackup(source.url, file);
  return file;
}

test("what is backed up is restored, row for row, into a new database and into one that was started", async () => {
  const file = await backedUp("whole.gz");
  const before = await contents(source.url);
  expect(before).toMatchObject({ record: { rows: 2_000 }, frame: { rows: 1 } });
  for (const make of [createEmptyDatabase, copyTemplate]) {
    const url = await newDatabase(make);
    const tables = await restoreBackup(url, file, migrations);
    expect(await contents(url)).toEqual(before);
    expect(tables.find(({ table }) => table === "record")?.rows).toBe(2_000);
    expect(await idleTriggers(url)).toBe(0);
  }
});

test("only its owner may read the file, and no file is overwritten", async () => {
  const file = await backedUp("private.gz");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(writeBackup(source.url, file)).rejects.toThrow(/exists already/);
});

test("taken while rows are written, it holds one moment: no row without the row it refers to", async () => {
  let writing = true;
  const writer = onDatabase(source.url, async (client) => {
    for (let number = 0; writing; number++) {
      await client.query(
        `with w as (insert into workspace (id, slug, name, "requiredTeams") values ($1, $2, 'B', '{}') returning id)
         insert into document ("workspaceId", content) select id, '{}' from w`,
        [randomUUID(), `busy-${number}`],
      );
    }
  });
  const file = await backedUp("busy.gz");
  writing = false;
  await writer;
  const url = await newDatabase(createEmptyDatabase);
  await restoreBackup(url, file, migrations);
  const restored = (await contents(url)) as Record<string, { rows: number }>;
  expect(restored.workspace?.rows).toBe((restored.document?.rows ?? 0) + 1);
});

test("a changed row, a file cut short, and a file that is none are refused, and nothing is loaded", async () => {
  const text = gunzipSync(await readFile(await backedUp("sound.gz"))).toString("latin1");
  const damaged = {
    "changed.gz": gzipSync(Buffer.from(text.replace("back\\\\\\\\slash", "back\\\\\\\\smash"), "latin1")),
    "short.gz": gzipSync(Buffer.from(text.slice(0, text.length / 2), "latin1")),
    "cut.gz": (await readFile(path.join(directory, "sound.gz"))).subarray(0, 5_000),
    "other.gz": gzipSync("name,age\nsomebody,3\n"),
    "plain.csv": Buffer.from("name,age\n"),
  };
  const url = await newDatabase(createEmptyDatabase);
  for (const [name, bytes] of Object.entries(damaged)) {
    await writeFile(path.join(directory, name), bytes);
    await expect(restoreBackup(url, path.join(directory, name), migrations), name).rejects.toThrow(
      /damaged|cut short|not the ones that were backed up|is not a backup/,
    );
  }
  await migrate(url, migrations);
  const rows = Object.values(await contents(url)) as { rows: number }[];
  expect(rows.filter(({ rows: count }) => count > 0)).toEqual([]);
});

test("a database in use is left alone", async () => {
  const file = await backedUp("again.gz");
  const before = await contents(source.url);
  await expect(restoreBackup(source.url, file, migrations)).rejects.toThrow(/is in use/);
  expect(await contents(source.url)).toEqual(before);
});

test("an earlier release's backup is brought up to this one; a later release's is refused", async () => {
  const file = await backedUp("release.gz");
  const next = { name: "99999999999999_next", sql: 'alter table "user" add column x int', checksum: "x" };
  const url = await newDatabase(createEmptyDatabase);
  await restoreBackup(url, file, [...migrations, next]);
  expect(await onDatabase(url, async (client) => (await client.query('select x from "user"')).rowCount)).toBe(
    0,
  );
  const earlier = await newDatabase(createEmptyDatabase);
  await expect(restoreBackup(earlier, file, migrations.slice(0, 1))).rejects.toThrow(/by a later release/);
});
