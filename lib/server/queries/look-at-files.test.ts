import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import { previewSet, progressOfLook, stopLook } from "#lib/server/queries/import-set-preview.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { storedCounts, uploadExports } from "#lib/server/testing/sets.ts";
import { customersCsv, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const history = exportedHistory(5, 400, "HubSpot");

async function ready() {
  const actor = await makeWorkspace();
  const uploadIds = await uploadExports(actor, history.files);
  return { actor, uploadIds, look: () => previewSet(actor, { uploadIds, asOf: null, whole: true }) };
}

test("a look at files tells how far it is, and can be ended by whoever looks, at any point", async () => {
  const { actor, uploadIds, look } = await ready();
  const colleague = await makeMember(actor);
  const before = await storedCounts(actor);
  for (const delay of [0, 60, 150, 300]) {
    const looking = look();
    await expect.poll(() => progressOfLook(actor, uploadIds), { interval: 1 }).not.toBeNull();
    expect(progressOfLook(colleague, uploadIds)).toBeNull();
    await pause(delay);
    const far = progressOfLook(actor, uploadIds);
    if (far !== null) expect(far.bytesRead).toBeLessThanOrEqual(far.bytes);
    stopLook(colleague, uploadIds);
    stopLook(actor, [...uploadIds].reverse());
    const answer = await looking;
    if (!answer.ok) expect(answer.error).toBe("look-stopped");
    if (delay === 0) expect(answer.ok).toBe(false);
    expect(progressOfLook(actor, uploadIds)).toBeNull();
  }
  expect(await storedCounts(actor)).toEqual(before);
  const whole = await look();
  expect(whole).toMatchObject({ ok: true, value: { change: { newAccounts: history.truth.accounts } } });
});

test("a look at one large table, which nothing is joined with, tells and ends the same way", async () => {
  const actor = await makeWorkspace();
  const uploadIds = [await uploadText(actor, customersCsv(60_000))];
  const looking = previewSet(actor, { uploadIds, asOf: null, whole: true });
  await expect
    .poll(() => progressOfLook(actor, uploadIds)?.bytesRead ?? 0, { interval: 1 })
    .toBeGreaterThan(0);
  stopLook(actor, uploadIds);
  expect(await looking).toMatchObject({ ok: false, error: "look-stopped" });
  expect(progressOfLook(actor, uploadIds)).toBeNull();
});

test("of two looks of one person at the same files the newer one is answered", async () => {
  const { look } = await ready();
  const older = look();
  await pause(40);
  const [first, second] = await Promise.all([older, look()]);
  expect(second.ok).toBe(true);
  if (!first.ok) expect(first.error).toBe("look-stopped");
});
