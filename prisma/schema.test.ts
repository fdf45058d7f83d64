import pg from "pg";
import { expect, test } from "vitest";
import { useDatabase } from "#lib/server/testing/database.ts";
import { type Column, type ForeignKey, type Index, readSchema, type Table } from "./read-schema.ts";

const database = useDatabase();
const expected = readSchema();

async function query<R extends pg.QueryResultRow>(statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}

function group<R extends { table: string; name: string }, V>(rows: readonly R[], value: (row: R) => V) {
  const tables: Record<string, Record<string, V>> = {};
  for (const row of rows) {
    tables[row.table] ??= {};
    (tables[row.table] as Record<string, V>)[row.name] = value(row);
  }
  return tables;
}

const readColumns = async () =>
  group(
    await query<{ table: string; name: string } & Column>(`
      select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
             not a.attnotnull as nullable, a.atthasdef as "hasDefault"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
        and not a.attisdropped and c.relname <> '_prisma_migrations'`),
    ({ type, nullable, hasDefault }): Column => ({ type, nullable, hasDefault }),
  );

/** Indexes on a condition or an expression are left out: the model has no words for them. */
const readIndexes = async () =>
  query<{ table: string; name: string; primary: boolean } & Index>(`
    select t.relname as table, i.relname as name, x.indisprimary as primary, x.indisunique as unique,
           array(select a.attname::text from unnest(x.indkey) with ordinality k (number, place)
                 join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number order by place) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and x.indpred is null and x.indexprs is null`);

const readForeignKeys = async () =>
  group(
    await query<{ table: string; name: string } & ForeignKey & { other: string }>(`
      with rules (letter, rule) as (values ('a', 'NoAction'), ('r', 'Restrict'), ('c', 'Cascade'), ('n', 'SetNull'))
      select t.relname as table, k.conname as name, o.relname as other,
             array(select a.attname::text from unnest(k.conkey) with ordinality c (number, place)
                   join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number order by place) as columns,
             array(select a.attname::text from unnest(k.confkey) with ordinality c (number, place)
                   join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.number order by place) as references,
             d.rule as "onDelete", u.rule as "onUpdate"
      from pg_constraint k
      join pg_class t on t.oid = k.conrelid join pg_class o on o.oid = k.confrelid
      join rules d on d.letter = k.confdeltype join rules u on u.letter = k.confupdtype
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace`),
    ({ columns, other, references, onDelete, onUpdate }): ForeignKey => ({
      columns,
      table: other,
      references,
      onDelete,
      onUpdate,
    }),
  );

async function readTables(): Promise<Record<string, Table>> {
  const [columns, indexes, foreignKeys] = await Promise.all([
    readColumns(),
    readIndexes(),
    readForeignKeys(),
  ]);
  const plain = group(
    indexes.filter(({ primary }) => !primary),
    ({ unique, columns: names }): Index => ({ unique, columns: names }),
  );
  return Object.fromEntries(
    Object.entries(columns).map(([table, found]) => [
      table,
      {
        columns: found,
        primaryKey: indexes.find((index) => index.table === table && index.primary)?.columns ?? [],
        indexes: plain[table] ?? {},
        foreignKeys: foreignKeys[table] ?? {},
      },
    ]),
  );
}

test("the model and the migrations describe the same tables, columns, keys and indexes", async () => {
  expect(Object.keys(expected).length).toBeGreaterThan(15);
  expect(await readTables()).toEqual(expected);
});

test("every table with a workspaceId is under row-level security, and its key begins with it", async () => {
  const secured = await query<{ table: string }>(`
    select relname as table from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`);
  const names = secured.map(({ table }) => table);
  const tenant = Object.entries(expected).filter(([, { columns }]) => "workspaceId" in columns);
  expect(tenant.map(([table]) => table).filter((table) => !names.includes(table))).toEqual([]);
  expect(
    tenant.filter(([, { primaryKey }]) => primaryKey[0] !== "workspaceId").map(([table]) => table),
  ).toEqual([]);
});

test("a reference from one tenant table to another carries the workspace", () => {
  const isTenant = (table: string) => "workspaceId" in (expected[table]?.columns ?? {});
  const loose = Object.entries(expected)
    .filter(([table]) => isTenant(table))
    .flatMap(([, { foreignKeys }]) => Object.entries(foreignKeys))
    .filter(([, { table, columns }]) => isTenant(table) && columns[0] !== "workspaceId");
  expect(loose.map(([name]) => name)).toEqual([]);
});

test("the app's role owns no table", async () => {
  const owned = await query(`select relname from pg_class where relowner = 'icp_app'::regrole`);
  expect(owned).toEqual([]);
});
