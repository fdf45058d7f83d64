import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isMigrated, type Migration, migrate, readMigrations } from "#lib/server/migrate.ts";
import { createEmptyDatabase, dropDatabase } from "#lib/server/testing/database.ts";

let url = "";
beforeEach(async () => {
  url = await createEmptyDatabase();
});
afterEach(() => dropDatabase(url));

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: `of ${sql}` });
const first = migration("1_first", "create table a (x int); insert into a values (1)");

async function query<R extends pg.QueryResultRow>(statement: string, options?: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}

test("runs what is missing once, also when several start together", async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate(url, [first])));
  expect(runs.flat()).toEqual(["1_first"]);
  expect(await query("select x from a")).toEqual([{ x: 1 }]);
  expect(await migrate(url, [first, migration("2_second", "drop table a")])).toEqual(["2_second"]);
});

test("takes a failing migration back whole, and can try again", async () => {
  const broken = migration("2_broken", "create table b (x int); select 1 / 0");
  await expect(migrate(url, [first, broken])).rejects.toThrow(/2_broken failed and was taken back whole/);
  expect(await query("select to_regclass('b') as b")).toEqual([{ b: null }]);
  const mended = migration("2_broken", "create table b (x int)");
  expect(await migrate(url, [first, mended])).toEqual(["2_broken"]);
});

test("refuses a migration that was edited after it ran, and one that is recorded as failed", async () => {
  await migrate(url, [first]);
  await expect(migrate(url, [{ ...first, checksum: "other" }])).rejects.toThrow(/1_first was edited/);
  await query("update _prisma_migrations set finished_at = null");
  await expect(migrate(url, [first])).rejects.toThrow(/1_first failed half-way/);
});

test("runs beside migrations of a later release", async () => {
  await migrate(url, [first, migration("2_later", "select 1")]);
  expect(await migrate(url, [first])).toEqual([]);
});

test("knows whether the database is at this release", async () => {
  await migrate(url, [first]);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  expect(await isMigrated(pool, [first])).toBe(true);
  expect(await isMigrated(pool, [first, migration("2_second", "")])).toBe(false);
  await pool.end();
});

test("the app's role exists, owns nothing and may not read what it was not given", async () => {
  await migrate(url, [first]);
  expect(await query("select current_user::text as who", "-c role=icp_app")).toEqual([{ who: "icp_app" }]);
  await expect(query("select x from a", "-c role=icp_app")).rejects.toThrow(/permission denied/);
  expect(await query("select rolcanlogin from pg_roles where rolname = 'icp_app'")).toEqual([
    { rolcanlogin: false },
  ]);
});

test("an owner who may not create roles is told which two statements help", async () => {
  await query("create role plain_owner login nosuperuser nocreaterole");
  await query("grant create on schema public to plain_owner");
  const asPlain = new URL(url);
  asPlain.username = "plain_owner";
  await expect(migrate(asPlain.href, [first])).rejects.toThrow(/GRANT icp_app TO "plain_owner";/);
  await query("grant icp_app to plain_owner");
  expect(await migrate(asPlain.href, [first])).toEqual(["1_first"]);
  await query("drop owned by plain_owner; drop role plain_owner");
});

test("the project's own migrations run on an empty database", async () => {
  const own = await readMigrations(fileURLToPath(new URL("../../prisma/migrations", import.meta.url)));
  expect(own.length).toBeGreaterThan(0);
  expect(await migrate(url, own)).toHaveLength(own.length);
});
