import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { type Actor, memberOf, type Person } from "#lib/server/actor.ts";
import { audit, firstBrokenEntry } from "#lib/server/audit.ts";
import { createWorkspace } from "#lib/server/commands/create-workspace.ts";
import { appPool, inWorkspace, inWorkspaceRaw, newId, outsideWorkspaces } from "#lib/server/db.ts";
import { auditPage } from "#lib/server/queries/settings.ts";
import { useDatabase } from "#lib/server/testing/database.ts";

const database = useDatabase();
let ours: Actor;
let theirs: Actor;
let tables: string[];

async function ownerOf(name: string): Promise<Actor> {
  const person: Person = {
    userId: newId(),
    name,
    email: `${name.toLowerCase()}@a.example`,
    sessionId: newId(),
  };
  await outsideWorkspaces().user.create({ data: { id: person.userId, email: person.email, name } });
  const made = await createWorkspace(person, { name: `${name}'s company` });
  if (!made.ok) throw new Error(made.error);
  const actor = await memberOf(person, made.value.slug);
  if (!actor) throw new Error("the maker of a workspace is not its member");
  return actor;
}

/** One row in every tenant table of a workspace, written by the owner of the tables. */
async function fill(actor: Actor): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const ids = { import: newId(), proposal: newId(), version: newId() };
  const someone = newId();
  const rows: [string, unknown[]][] = [
    [`insert into invitation values ($1, $2, 'h', 'viewer', '{}', '', $3, now(), now())`, [newId(), someone]],
    [`insert into upload values ($1, $2, 'a.csv', 1, 'x', $3)`, [newId(), someone]],
    [`insert into arriving_file values ($1, $2, 'a.csv', 1, 1, $3)`, [newId(), someone]],
    [
      `insert into exclusion values ($1, $2, $3, 'id:1', null, 'Secret Ltd', 'secret', $4)`,
      [newId(), newId(), someone],
    ],
    [
      `insert into import values ($1, $2, 'a.csv', 'x', 'y', '{}', 'done', '{}', '[]', null, $3)`,
      [ids.import, someone],
    ],
    [`insert into record values ($1, $2, 1, 'company', $3, null, 'secret')`, [ids.import, newId()]],
    [
      `insert into attribute values ($1, $2, 'a', 'attribute', 'firmographic', 'prospect', 'text', 0)`,
      [newId()],
    ],
    [`insert into account ("workspaceId", id, identity, name) values ($1, $2, 'a', 'Secret Ltd')`, [newId()]],
    [`insert into saved_reading values ($1, 'h', '{}', $2)`, [someone]],
    [`insert into join_answer values ($1, 'same name', 'secret', '{}', $2)`, [someone]],
    [`insert into join_state values ($1, 1, '{}', '[]')`, []],
    [`insert into spelling_answer values ($1, 'a', 'secret', 'Secret', true, $2)`, [someone]],
    [`insert into holdout_look values ($1, 'h', 'found', $2)`, [someone]],
    [`insert into definition_try values ($1, 'd', 1, 9)`, []],
    [`insert into frame values ($1, 1, 'a', '\\x00')`, []],
    [`insert into document ("workspaceId", content) values ($1, '{}') on conflict do nothing`, []],
    [`insert into document_edit values ($1, 1, '{}', $2)`, [someone]],
    [`insert into proposal values ($1, $2, 1, 'h', '{}', '', 1, 1, $3)`, [ids.proposal, someone]],
    [`insert into proposal_withdrawal values ($1, $2, $3)`, [ids.proposal, someone]],
    [`insert into approval values ($1, 'h', 'sales', 'approve', '', $2)`, [someone]],
    [
      `insert into version values ($1, $2, 1, $3, 'h', '{}', '[]', null, '{}', 1, $4)`,
      [ids.version, ids.proposal, someone],
    ],
    [
      `insert into share_link ("workspaceId", id, "versionId", "tokenHash", "createdBy")
       values ($1, $2, $3, 'h', $4)`,
      [newId(), ids.version, someone],
    ],
  ];
  try {
    for (const [sql, values] of rows) await owner.query(sql, [actor.workspaceId, ...values]);
  } finally {
    await owner.end();
  }
}

beforeAll(async () => {
  ours = await ownerOf("Anna");
  theirs = await ownerOf("Bo");
  await fill(theirs);
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'workspaceId' and table_name in
       (select table_name from information_schema.tables where table_type = 'BASE TABLE')`,
  );
  tables = rows.map((row) => row.name);
  await owner.end();
});

async function countIn(actor: Actor, table: string): Promise<number> {
  return inWorkspaceRaw(actor.workspaceId, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from "${table}" where "workspaceId" = $1`,
      [theirs.workspaceId],
    );
    return rows[0]!.n;
  });
}

test("a query that asks for another workspace's rows by id gets none, in every table", async () => {
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) {
    expect(await countIn(theirs, table), `${table} holds something to leak`).toBeGreaterThan(0);
    expect(await countIn(ours, table), table).toBe(0);
  }
});

test("without saying which workspace it works for, the app's role sees no row of any", async () => {
  for (const table of tables) {
    const { rows } = await appPool().query(`select 1 from "${table}"`);
    expect(rows, table).toEqual([]);
  }
});

test("a row cannot be written into another workspace, nor point into one", async () => {
  const write = (workspaceId: string, importId: string) =>
    inWorkspace(ours.workspaceId, (tx) =>
      tx.record.create({
        data: {
          workspaceId,
          importId,
          kind: "company",
          rowNumber: 1,
          identity: null,
          cells: "",
        },
      }),
    );
  const theirImport = await inWorkspace(theirs.workspaceId, (tx) => tx.import.findFirstOrThrow());
  await expect(write(theirs.workspaceId, theirImport.id)).rejects.toThrow();
  await expect(write(ours.workspaceId, theirImport.id)).rejects.toThrow();
});

test("200 requests at once over a small pool never see each other's workspace", async () => {
  const seen = await Promise.all(
    Array.from({ length: 200 }, (_, i) => {
      const actor = i % 2 ? ours : theirs;
      return inWorkspace(actor.workspaceId, async (tx) =>
        (await tx.workspace.findMany()).map((w) => w.id),
      ).then((ids) => ids.length === 1 && ids[0] === actor.workspaceId);
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
});

test.each(["version", "proposal", "audit_entry", "document_edit"])(
  "the app's role can neither change nor delete a row of %s",
  async (table) => {
    const run = (sql: string) => inWorkspaceRaw(theirs.workspaceId, (client) => client.query(sql));
    await expect(run(`update "${table}" set "workspaceId" = "workspaceId"`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(run(`delete from "${table}"`)).rejects.toThrow(/permission denied/);
  },
);

test("the audit chain holds under commands at once, and names the entry that was altered", async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      inWorkspace(ours.workspaceId, (tx) =>
        audit(tx, ours, { action: "test", target: `thing ${i}`, detail: { b: 1, a: [{ d: 2, c: null }] } }),
      ),
    ),
  );
  const { entries, head } = await chainOf(ours);
  expect(entries.length).toBeGreaterThanOrEqual(10);
  expect(firstBrokenEntry(entries, head)).toBeNull();
  const third = entries[2]!;
  expect(firstBrokenEntry(entries.with(2, { ...third, target: "another thing" }), head)).toBe(third.seq);
  expect(firstBrokenEntry(entries.toSpliced(2, 1), head)).toBe(third.seq);
});

test("entries cut off the end are missed, and later ones do not hide the cut", async () => {
  const written = (target: string) =>
    inWorkspace(ours.workspaceId, (tx) => audit(tx, ours, { action: "test", target }));
  for (const target of ["kept", "cut", "cut"]) await written(target);
  const { head } = await chainOf(ours);
  const cut = head!.seq - 1;
  const run = (sql: string) => inWorkspaceRaw(ours.workspaceId, (client) => client.query(sql));
  for (const sql of [
    `truncate "audit_entry"`,
    `delete from "audit_entry" where "seq" >= ${cut}`,
    `update "audit_head" set "seq" = ${cut - 1}`,
    `delete from "audit_head"`,
    `insert into "audit_head" ("workspaceId", "seq", "hash") values (current_workspace(), 1, '')`,
  ])
    await expect(run(sql), sql).rejects.toThrow(/permission denied/);
  const forged = (seq: number) =>
    run(`insert into "audit_entry"
    ("workspaceId", "seq", "at", "userId", "action", "target", "detail", "previousHash", "hash")
    values (current_workspace(), ${seq}, now(), '${ours.userId}', 'test', '', '{}', 'none', 'none')`);
  await expect(forged(head!.seq + 1)).rejects.toThrow(/must follow the last one/);
  await expect(forged(head!.seq + 7)).rejects.toThrow(/must follow the last one/);

  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const statement = `delete from "audit_entry" where "workspaceId" = $1 and "seq" >= $2`;
  const { rowCount } = await owner.query(statement, [ours.workspaceId, cut]);
  await owner.end();
  expect(rowCount).toBe(2);
  expect(await auditPage(ours, 1)).toMatchObject({ brokenAt: cut, total: cut - 1 });
  await written("after the cut");
  expect(await auditPage(ours, 1)).toMatchObject({ brokenAt: cut, total: cut });
});

async function chainOf({ workspaceId }: Actor) {
  return inWorkspace(workspaceId, async (tx) => ({
    entries: await tx.auditEntry.findMany({ orderBy: { seq: "asc" } }),
    head: await tx.auditHead.findUnique({ where: { workspaceId } }),
  }));
}
