import { rm, symlink } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { beginArriving, receivePiece } from "#lib/server/commands/import-arriving.ts";
import { takeUpImports } from "#lib/server/commands/import-recover.ts";
import { importSet, startImportSet } from "#lib/server/commands/import-set.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { deleteWorkspace } from "#lib/server/commands/remove-sample.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { isRunningHere, pauseImports } from "#lib/server/import-progress.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { uploadExports } from "#lib/server/testing/sets.ts";
import { customersCsv, guessOf, streamOf, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { uploadPath } from "#lib/server/upload-files.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

const database = useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const history = exportedHistory(5, 300, "HubSpot");
const rows = 20_000;

async function aTable() {
  const uploadId = await uploadText(actor, customersCsv(rows));
  const input = { uploadId, mapping: await guessOf(actor, uploadId), skipBadRows: false };
  return { run: () => importTable(actor, input), accounts: rows };
}

async function aSet() {
  const input = { uploadIds: await uploadExports(actor, history.files), asOf: null, skipBadRows: true };
  return { run: () => importSet(actor, input), accounts: history.truth.accounts };
}

const counted = () =>
  inWorkspace(actor.workspaceId, async (tx) => ({
    accounts: await tx.account.count(),
    states: [...new Set((await tx.import.findMany()).map(({ state }) => state))],
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));

/** Waits until an import is under way in this workspace, so that what is done to it then meets it. */
const underWay = () =>
  expect.poll(async () => (await counted()).states, { interval: 1, timeout: 10_000 }).toContain("running");

async function goOn(): Promise<void> {
  const { ended } = await takeUpImports();
  await ended;
}

/** Ends the connections of imports, as a database does that is restarted. */
async function cutConnections(): Promise<number> {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const { rowCount } = await owner.query(
    `select pg_terminate_backend(l.pid) from pg_locks l
     where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
     and l.pid <> pg_backend_pid()`,
  );
  await owner.end();
  return rowCount ?? 0;
}

test.each([
  ["a table", aTable],
  ["five files", aSet],
])(
  "%s whose connection is lost goes on by itself, and comes in once",
  async (_, ready) => {
    const { run, accounts } = await ready();
    const running = run();
    await underWay();
    await pause(60);
    while ((await cutConnections()) === 0) await pause(5);
    expect(await running).toMatchObject({ error: "import-goes-on" });
    expect(await counted()).toEqual({ accounts: 0, states: ["running"], revision: 0 });
    await goOn();
    expect(await counted()).toEqual({ accounts, states: ["done"], revision: 1 });
    expect(await run()).toMatchObject({ error: "already-imported" });
  },
  60_000,
);

test.each([
  ["a table", aTable],
  ["five files", aSet],
])(
  "%s that an orderly stop interrupts goes on at the next start, and the stop is not counted",
  async (_, ready) => {
    const { run, accounts } = await ready();
    const running = run();
    await underWay();
    await pause(40);
    const shared = globalThis as { icpImportsPaused?: boolean };
    await pauseImports();
    expect(await takeUpImports()).toMatchObject({ taken: 0 });
    shared.icpImportsPaused = false;
    expect(await running).toMatchObject({ error: "import-goes-on" });
    expect(await counted()).toMatchObject({ accounts: 0, states: ["running"] });
    await goOn();
    expect(await counted()).toEqual({ accounts, states: ["done"], revision: 1 });
    const attempts = await inWorkspace(actor.workspaceId, (tx) =>
      tx.import.findMany({ select: { attempt: true } }),
    );
    expect(new Set(attempts.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  },
  60_000,
);

/** A set that a server has left behind. */
async function leftBehind(): Promise<string> {
  const { run } = await aSet();
  const running = run();
  await underWay();
  await pauseImports();
  (globalThis as { icpImportsPaused?: boolean }).icpImportsPaused = false;
  await running;
  const one = await inWorkspace(actor.workspaceId, (tx) =>
    tx.import.findFirstOrThrow({ where: { state: "running" } }),
  );
  return one.id;
}

test("the same files once more, an undo and a second look for what to take up change nothing of an import that goes on", async () => {
  const first = await (await aTable()).run();
  if (!first.ok) throw new Error(first.error);
  const id = await leftBehind();
  const [taken, also] = await Promise.all([takeUpImports(), takeUpImports()]);
  expect(await loadImport(actor, id)).toMatchObject({ value: { state: "running", failure: null } });
  const uploadIds = await uploadExports(actor, history.files);
  const [same, undone] = await Promise.all([
    importSet(actor, { uploadIds, asOf: null, skipBadRows: true }),
    undoImport(actor, { importId: first.value.importId }),
    taken.ended,
    also.ended,
  ]);
  expect(same).toMatchObject({ error: "already-imported" });
  expect(undone.ok).toBe(true);
  await goOn();
  expect(await counted()).toMatchObject({ accounts: history.truth.accounts, revision: 3 });
}, 60_000);

test("two sets of the same files at once, in another order, are one import", async () => {
  const uploadIds = await uploadExports(actor, history.files);
  const input = { asOf: null, skipBadRows: true };
  const both = await Promise.all([
    importSet(actor, { ...input, uploadIds }),
    importSet(actor, { ...input, uploadIds: [...uploadIds].reverse() }),
  ]);
  expect(both.map((one) => (one.ok ? "done" : one.error)).sort()).toEqual(["already-imported", "done"]);
  expect(await counted()).toEqual({ accounts: history.truth.accounts, states: ["done"], revision: 1 });
}, 60_000);

test.each([
  ["a table", aTable],
  ["five files", aSet],
])(
  "whoever loses the right while %s runs imports nothing",
  async (_, ready) => {
    const { run } = await ready();
    const running = run();
    await underWay();
    await inWorkspace(actor.workspaceId, (tx) => tx.membership.updateMany({ data: { role: "viewer" } }));
    expect(await running).toMatchObject({ error: "not-allowed" });
    expect(await counted()).toEqual({ accounts: 0, states: ["failed"], revision: 0 });
  },
  60_000,
);

test("a workspace that is removed while files come into it is gone, and so is the import", async () => {
  const uploadIds = await uploadExports(actor, history.files);
  await inWorkspace(actor.workspaceId, (tx) =>
    tx.workspace.updateMany({ data: { sample: "security-startup" } }),
  );
  const started = await startImportSet(actor, { uploadIds, asOf: null, skipBadRows: true });
  if (!started.ok) throw new Error(started.error);
  await pause(100);
  await deleteWorkspace(actor.workspaceId);
  expect(await inWorkspace(actor.workspaceId, (tx) => tx.workspace.count())).toBe(0);
  await expect.poll(() => isRunningHere(started.value.setId), { timeout: 10_000 }).toBe(false);
  expect((await takeUpImports()).taken).toBe(0);
}, 60_000);

test("a disk without room is said to be full, and what had arrived is kept", async () => {
  const begun = await beginArriving(actor, { fileName: "big.csv", bytes: 10_000_000, modified: 1 });
  if (!begun.ok) throw new Error(begun.error);
  const { id } = begun.value;
  const part = uploadPath(id).replace(/\.table$/, ".part");
  // Whatever is written there finds no room.
  await symlink("/dev/full", part);
  const body = () => streamOf(Buffer.alloc(100_000, "a"));
  expect(await receivePiece(actor, id, { offset: 0, body: body() })).toMatchObject({ error: "disk-full" });
  await rm(part);
  expect(await receivePiece(actor, id, { offset: 0, body: body() })).toMatchObject({
    value: { offset: 100_000 },
  });
});
