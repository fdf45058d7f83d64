import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { cancelImport } from "#lib/server/commands/import-cancel.ts";
import { startImport } from "#lib/server/commands/import-start.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { isAskedToStop, isRunningHere } from "#lib/server/import-progress.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, guessOf, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

const rows = 30_000;

async function begin() {
  const uploadId = await uploadText(actor, customersCsv(rows));
  const mapping = await guessOf(actor, uploadId);
  const started = await startImport(actor, { uploadIds: [uploadId], asOf: null, skipBadRows: false });
  if (!started.ok) throw new Error(started.error);
  return { importId: started.value.id, uploadId, mapping };
}

const ended = (importId: string) =>
  expect.poll(() => isRunningHere(importId), { timeout: 20_000 }).toBe(false);

const stored = () =>
  inWorkspace(actor.workspaceId, async (tx) => ({
    accounts: await tx.account.count(),
    records: await tx.record.count(),
    frames: await tx.frame.count(),
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));
const nothing = { accounts: 0, records: 0, frames: 0, revision: 0 };

test("a cancelled import leaves nothing, says so, and can be done again", async () => {
  const { importId, uploadId, mapping } = await begin();
  await pause(15);
  expect(await cancelImport(actor, { importId })).toEqual({ ok: true, value: { importId } });
  await ended(importId);
  expect(isAskedToStop(importId)).toBe(false);
  expect(await stored()).toEqual(nothing);
  expect(await loadImport(actor, importId)).toMatchObject({ value: { state: "cancelled", progress: null } });
  expect(await cancelImport(actor, { importId })).toMatchObject({ error: "import-over" });
  const again = await importTable(actor, { uploadId, mapping, skipBadRows: false });
  expect(again).toMatchObject({ ok: true, value: { counts: { imported: rows } } });
  expect(await stored()).toMatchObject({ accounts: rows, records: rows, revision: 1 });
}, 30_000);

test("an import that another node runs, which nobody here can tell, does not become done either", async () => {
  const { importId } = await begin();
  await inWorkspace(actor.workspaceId, (tx) =>
    tx.import.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: importId } },
      data: { state: "cancelled" },
    }),
  );
  await ended(importId);
  expect(await stored()).toEqual(nothing);
  expect(await loadImport(actor, importId)).toMatchObject({ value: { state: "cancelled" } });
}, 30_000);

test("whenever it is cancelled, either nothing is there or all, as it was answered", async () => {
  for (const delay of [0, 40, 120, 250, 400]) {
    actor = await makeWorkspace();
    const { importId } = await begin();
    await pause(delay);
    const answer = await cancelImport(actor, { importId });
    await ended(importId);
    if (!answer.ok) expect(answer.error).toBe("import-over");
    expect([delay, (await stored()).accounts]).toEqual([delay, answer.ok ? 0 : rows]);
  }
}, 60_000);

test("only who may import can cancel, and only in the own workspace", async () => {
  const { importId } = await begin();
  expect(await cancelImport(await makeMember(actor, { role: "viewer" }), { importId })).toMatchObject({
    error: "not-allowed",
  });
  expect(await cancelImport(await makeWorkspace(), { importId })).toMatchObject({ error: "not-found" });
  await ended(importId);
  expect((await stored()).accounts).toBe(rows);
}, 30_000);

test("of files that are imported together all are cancelled, whichever of them is named", async () => {
  const { files } = exportedHistory(3, 60, "HubSpot");
  const uploadIds: string[] = [];
  for (const file of files) uploadIds.push(await uploadText(actor, file.text, file.name));
  const input = { uploadIds, asOf: null, skipBadRows: true };
  for (const delay of [0, 60, 150, 400]) {
    const started = await startImport(actor, input);
    if (!started.ok) throw new Error(started.error);
    const { id: setId } = started.value;
    const rows = await inWorkspace(actor.workspaceId, (tx) => tx.import.findMany({ where: { setId } }));
    await pause(delay);
    const answer = await cancelImport(actor, { importId: rows.at(-1)?.id ?? "" });
    for (const { id } of rows) await ended(id);
    const after = await inWorkspace(actor.workspaceId, (tx) => tx.import.findMany({ where: { setId } }));
    const state = answer.ok ? "cancelled" : "done";
    expect([delay, after.map((one) => one.state)]).toEqual([delay, rows.map(() => state)]);
    if (!answer.ok) return expect((await stored()).accounts).toBeGreaterThan(0);
    expect(await stored()).toEqual(nothing);
  }
}, 60_000);
