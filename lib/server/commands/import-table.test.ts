import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { type Issue, sentenceOfIssue } from "#lib/import/issue.ts";
import type { Actor } from "#lib/server/actor.ts";
import { takeUpImports } from "#lib/server/commands/import-recover.ts";
import { startImport } from "#lib/server/commands/import-start.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { inWorkspace, inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { progressOf } from "#lib/server/import-progress.ts";
import { foldRecords } from "#lib/server/queries/fold-records.ts";
import { loadAccounts } from "#lib/server/queries/load-accounts.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import {
  customersCsv,
  guessOf,
  importText,
  uploadText,
  useUploadFolder,
} from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

const database = useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

async function stored(of: Actor = actor) {
  return inWorkspace(of.workspaceId, async (tx) => ({
    accounts: await tx.account.count(),
    records: await tx.record.count(),
    attributes: (await tx.attribute.findMany({ orderBy: { position: "asc" } })).map(({ name }) => name),
    frames: await tx.frame.count(),
    imports: (await tx.import.findMany({ orderBy: { createdAt: "asc" } })).map(({ state }) => state),
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));
}

async function idOf(identity: string): Promise<string> {
  return inWorkspace(
    actor.workspaceId,
    async (tx) => (await tx.account.findFirstOrThrow({ where: { identity } })).id,
  );
}

const done = async (result: ReturnType<typeof importText>) => {
  const value = await result;
  if (!value.ok) throw new Error(`${value.error} ${JSON.stringify(value.detail)}`);
  return value.value;
};

test("a table becomes accounts, columns, frames and a new data revision", async () => {
  const { counts, dataRevision } = await done(importText(actor, customersCsv(50)));
  expect(counts).toEqual({
    rows: 50,
    imported: 50,
    skipped: 0,
    accountsNew: 50,
    accountsUpdated: 0,
    problems: 0,
  });
  expect(dataRevision).toBe(1);
  expect(await stored()).toMatchObject({
    accounts: 50,
    records: 50,
    attributes: ["Plan", "Seats"],
    imports: ["done"],
    revision: 1,
  });
  const loaded = await loadFrame(actor);
  expect(loaded.frame.accountIds.length).toBe(50);
  expect(loaded.frame.retention?.left.reduce((sum, left) => sum + left, 0)).toBe(16);
  expect(await loadFrame(actor)).toBe(loaded);
});

test("the frame written with the rows is the one that the rows give when they are read again", async () => {
  await done(importText(actor, customersCsv(300)));
  const { frame } = await loadFrame(actor);
  const again = await inWorkspaceRaw(actor.workspaceId, (client) => foldRecords(client, actor.workspaceId));
  expect(again.frame).toEqual(frame);
  expect(again.renamed).toEqual([]);
  await inWorkspaceRaw(actor.workspaceId, (client) => client.query("delete from frame"));
  const other = { workspaceId: actor.workspaceId };
  (globalThis as { icpFrames?: Map<string, unknown> }).icpFrames?.clear();
  expect((await loadFrame(other)).frame).toEqual(frame);
});

test("accounts are told with their values, outcomes and retention, in the order asked for", async () => {
  await done(
    importText(
      actor,
      'id,Company,Plan,Stack,Start date,End date,ACV\n1,Acme,Pro,AWS;Okta,2024-01-01,,"$1,200"\n2,Bolt,-,Okta;AWS,2024-01-01,2025-01-01,5\n',
    ),
  );
  const [acme, bolt] = [await idOf("id:1"), await idOf("id:2")];
  const accounts = await loadAccounts(actor, [bolt, "nonsense", acme, newId()]);
  expect(accounts.map(({ name }) => name)).toEqual(["Bolt", "Acme"]);
  expect(accounts[1]?.values).toEqual(
    new Map<string, unknown>([
      ["Plan", "Pro"],
      ["Stack", ["AWS", "Okta"]],
    ]),
  );
  expect(accounts[0]?.values.get("Plan")).toBeNull();
  expect(accounts[1]).toMatchObject({
    outcomes: new Map([["ACV", 1200]]),
    startedOn: "2024-01-01",
    retention: { left: false },
  });
  expect(accounts[0]?.retention?.left).toBe(true);
  expect(accounts[0]?.retention?.months).toBeCloseTo(366 / 30.4375, 10);
});

test("the same file read the same way changes nothing and says so", async () => {
  await done(importText(actor, customersCsv(20)));
  const before = await stored();
  expect(await importText(actor, customersCsv(20))).toMatchObject({ ok: false, error: "already-imported" });
  expect(await stored()).toEqual(before);
});

test("the same file read another way replaces what it brought, and the customers stay the same", async () => {
  await done(importText(actor, customersCsv(20)));
  const id = await idOf("id:C-1");
  const uploadId = await uploadText(actor, customersCsv(20));
  const mapping = await guessOf(actor, uploadId);
  const columns = mapping.columns.map((column) =>
    column.heading === "Seats" ? { ...column, role: "ignore" as const } : column,
  );
  const result = await importTable(actor, { uploadId, mapping: { ...mapping, columns }, skipBadRows: false });
  expect(result).toMatchObject({ ok: true, value: { counts: { accountsNew: 0, accountsUpdated: 20 } } });
  expect(await stored()).toMatchObject({
    accounts: 20,
    records: 20,
    attributes: ["Plan"],
    imports: ["undone", "done"],
  });
  expect(await idOf("id:C-1")).toBe(id);
});

test("a newer file updates the customers it names, adds new ones and leaves the others", async () => {
  await done(importText(actor, customersCsv(10)));
  const { counts } = await done(
    importText(
      actor,
      "Customer ID,Company,Plan,Tenure in months,Churn,Country\nC-1,Firm One,Basic,30,Yes,DE\nC-99,New,Pro,1,No,FR\n",
    ),
  );
  expect(counts).toMatchObject({ accountsNew: 1, accountsUpdated: 1 });
  const [first] = await loadAccounts(actor, [await idOf("id:C-1")]);
  expect(first?.name).toBe("Firm One");
  expect(first?.values).toEqual(
    new Map<string, unknown>([
      ["Plan", "Basic"],
      ["Seats", 1],
      ["Country", "DE"],
    ]),
  );
  expect(first?.retention).toEqual({ left: true, months: 30 });
  expect((await stored()).accounts).toBe(11);
});

test("undo takes back exactly what the import brought", async () => {
  await done(importText(actor, customersCsv(10)));
  const before = (await loadFrame(actor)).frame;
  const { importId } = await done(
    importText(
      actor,
      "Customer ID,Company,Plan,Tenure in months,Churn,Country\nC-1,Firm One,Basic,30,Yes,DE\nC-99,New,Pro,1,No,FR\n",
    ),
  );
  expect(await undoImport(actor, { importId })).toMatchObject({ ok: true });
  const after = await loadFrame(actor);
  expect(after.frame).toEqual(before);
  expect(after.dataRevision).toBe(3);
  const [first] = await loadAccounts(actor, [await idOf("id:C-1")]);
  expect(first?.name).toBe("Firm 1");
  expect(await stored()).toMatchObject({ accounts: 10, records: 10, attributes: ["Plan", "Seats"] });
  expect(await undoImport(actor, { importId })).toMatchObject({ ok: false, error: "not-found" });
});

test("undoing the only import leaves an empty workspace, into which the same file can come again", async () => {
  const { importId } = await done(importText(actor, customersCsv(10)));
  await undoImport(actor, { importId });
  expect(await stored()).toMatchObject({ accounts: 0, records: 0, attributes: [], revision: 2 });
  expect((await loadFrame(actor)).frame.accountIds).toEqual([]);
  await done(importText(actor, customersCsv(10)));
  expect((await stored()).accounts).toBe(10);
});

const flawed = `${customersCsv(8)}C-9,Firm 9,Pro,many,5,No\nC-10,Firm 10,Pro,3,5\nC-1,Firm again,Pro,3,5,No\n`;

test("one bad row and nothing is imported, with every problem kept and told", async () => {
  expect(await importText(actor, flawed)).toMatchObject({
    ok: false,
    error: "import-problems",
    detail: { problems: 3 },
  });
  expect(await stored()).toMatchObject({
    accounts: 0,
    records: 0,
    frames: 0,
    imports: ["failed"],
    revision: 0,
  });
  const row = await inWorkspace(actor.workspaceId, (tx) => tx.import.findFirstOrThrow());
  expect(row.counts).toMatchObject({ rows: 11, problems: 3, imported: 0 });
  expect((row.problems as unknown as Issue[]).map(sentenceOfIssue)).toEqual([
    "Row 10, “Seats”: “many” is not a number. Accepted: a number such as 1,054.00, or an empty cell.",
    "Row 11: The row has 5 cells. Accepted: 6 cells, as many as there are headings.",
    "Row 12, “Customer ID”: “C-1” stands in an earlier row already. Accepted: one row per customer (the first is row 2).",
  ]);
});

test("bad rows are skipped on purpose, and counted; a cell that cannot be read costs no row", async () => {
  const { counts } = await done(importText(actor, flawed, { skipBadRows: true }));
  expect(counts).toEqual({
    rows: 11,
    imported: 9,
    skipped: 2,
    accountsNew: 9,
    accountsUpdated: 0,
    problems: 3,
  });
  expect((await stored()).accounts).toBe(9);
});

test("what cannot be imported leaves nothing behind", async () => {
  const endless = `${customersCsv(3)}${"x".repeat(9_000_000)}`;
  expect(await importText(actor, endless, { skipBadRows: true })).toMatchObject({
    ok: false,
    error: "file-unreadable",
    detail: { sentence: expect.stringContaining("Row 5") },
  });
  expect(await importText(actor, "id,Plan\n1,Pro\n2,Basic\n")).toMatchObject({
    ok: false,
    error: "mapping-unfinished",
    detail: {
      sentence: expect.stringContaining(
        "choose which column says who stayed or left, or a number that tells how well it went",
      ),
    },
  });
  const uploadId = await uploadText(actor, customersCsv(3));
  const other = await guessOf(actor, await uploadText(actor, "id,Plan,Churn\n1,Pro,Yes\n2,Basic,No\n"));
  expect(await importTable(actor, { uploadId, mapping: other, skipBadRows: false })).toMatchObject({
    ok: false,
    error: "invalid-input",
  });
  expect(await stored()).toMatchObject({ accounts: 0, records: 0, revision: 0 });
});

test("a quotation mark that never closes costs its own row, and the rows after it are read", async () => {
  const open = `${customersCsv(3)}"C-4,x\n`;
  expect(await importText(actor, open)).toMatchObject({ ok: false, error: "import-problems" });
  expect(await stored()).toMatchObject({ accounts: 0, records: 0, revision: 0 });
  expect(await importText(actor, open, { skipBadRows: true })).toMatchObject({
    ok: true,
    value: { counts: { rows: 4, imported: 3 } },
  });
});

test("a file without ids keeps its rows apart, and odd names and quotes survive", async () => {
  const text =
    'Plan,__proto__,Churn\n"a ""quoted"" plan, with {braces} and \\backslash","line\nbreak",Yes\nPro,\\N,No\nPro,null,No\n';
  await done(importText(actor, text));
  const { frame } = await loadFrame(actor);
  expect(frame.columns.map((column) => ("dictionary" in column ? column.dictionary : []))).toEqual([
    ['a "quoted" plan, with {braces} and \\backslash', "Pro"],
    ["line\nbreak"],
  ]);
  expect((await stored()).accounts).toBe(3);
});

test("one workspace never touches another, and a viewer imports nothing", async () => {
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  const uploadId = await uploadText(actor, customersCsv(5));
  const mapping = await guessOf(actor, uploadId);
  expect(await importTable(stranger, { uploadId, mapping, skipBadRows: false })).toMatchObject({
    ok: false,
    error: "not-found",
  });
  const { importId } = await done(importText(actor, customersCsv(5)));
  expect(await undoImport(stranger, { importId })).toMatchObject({ ok: false, error: "not-found" });
  expect(await loadAccounts(stranger, [await idOf("id:C-1")])).toEqual([]);
  expect((await loadFrame(stranger)).frame.accountIds).toEqual([]);
  const viewer = await makeMember(actor, { role: "viewer" });
  expect(await importTable(viewer, { uploadId, mapping, skipBadRows: false })).toMatchObject({
    ok: false,
    error: "not-allowed",
  });
  expect(await undoImport(viewer, { importId })).toMatchObject({ ok: false, error: "not-allowed" });
});

test("the same import started five times at once happens once", async () => {
  const uploadId = await uploadText(actor, customersCsv(500));
  const mapping = await guessOf(actor, uploadId);
  const results = await Promise.all(
    Array.from({ length: 5 }, () => importTable(actor, { uploadId, mapping, skipBadRows: false })),
  );
  expect(results.filter((result) => result.ok).length).toBe(1);
  expect(results.filter((result) => !result.ok && result.error === "already-imported").length).toBe(4);
  expect(await stored()).toMatchObject({ accounts: 500, records: 500, revision: 1 });
});

test("different files at once wait for each other and all arrive", async () => {
  const results = await Promise.all([1, 101, 201].map((from) => importText(actor, customersCsv(100, from))));
  expect(results.every((result) => result.ok)).toBe(true);
  expect(await stored()).toMatchObject({ accounts: 300, records: 300, revision: 3 });
  expect((await loadFrame(actor)).frame.accountIds.length).toBe(300);
});

test("an import that is not waited for tells how far it is and ends", async () => {
  const uploadId = await uploadText(actor, customersCsv(2000));
  const started = await startImport(actor, { uploadIds: [uploadId], asOf: null, skipBadRows: false });
  if (!started.ok) throw new Error(started.error);
  expect(progressOf(started.value.id)).not.toBeNull();
  await expect.poll(async () => (await stored()).imports, { timeout: 10_000 }).toEqual(["done"]);
  await expect.poll(() => progressOf(started.value.id)).toBeNull();
});

test("what an earlier release left running cannot be run again: it is failed, and does not come back to life", async () => {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `insert into import ("workspaceId", id, "fileName", "fileHash", "mappingHash", mapping, state, counts, "createdBy")
     values ($1, $2, 'a.csv', 'x', 'y', '{}', 'running', '{}', $3)`,
    [actor.workspaceId, newId(), actor.userId],
  );
  await owner.end();
  expect((await takeUpImports()).taken).toBe(1);
  expect(await stored()).toMatchObject({ imports: ["failed"], records: 0 });
  expect((await takeUpImports()).taken).toBe(0);
});

const telco = new URL("../../../../shared/data/telco/Telco-Customer-Churn.csv", import.meta.url).pathname;

test.skipIf(!existsSync(telco))(
  "Telco (left out where ../shared is absent): 7,043 customers, 1,869 left",
  async () => {
    const { counts } = await done(importText(actor, readFileSync(telco, "utf8")));
    expect(counts).toMatchObject({ rows: 7043, imported: 7043, accountsNew: 7043, problems: 0 });
    const { frame } = await loadFrame(actor);
    expect(frame.retention?.left.reduce((sum, left) => sum + left, 0)).toBe(1869);
  },
);
