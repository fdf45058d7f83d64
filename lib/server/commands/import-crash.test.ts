import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Actor } from "#lib/server/actor.ts";
import { failAbandonedImports } from "#lib/server/commands/import-recover.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, guessOf, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const child = path.join(import.meta.dirname, "../testing/import-child.ts");
const nextNames = path.join(import.meta.dirname, "../../../scripts/next-names.ts");
const rows = 10_000;
const kills = 20;

async function startChild(actor: Actor, uploadId: string): Promise<ChildProcess> {
  const started = fork(child, [actor.userId, actor.workspace.slug, uploadId], {
    execArgv: ["--import", nextNames],
  });
  await once(started, "message");
  return started;
}

async function counted(actor: Actor) {
  return inWorkspace(actor.workspaceId, async (tx) => ({
    accounts: await tx.account.count(),
    records: await tx.record.count(),
    done: await tx.import.count({ where: { state: "done" } }),
    running: await tx.import.count({ where: { state: "running" } }),
    revision: (await tx.workspace.findFirstOrThrow()).dataRevision,
  }));
}

/** How long a child takes from the first row to the last, without being killed. */
async function timeOfWhole(): Promise<number> {
  const { actor, uploadId, mapping } = await ready();
  const child = await startChild(actor, uploadId);
  const ended = once(child, "exit");
  const from = performance.now();
  child.send(mapping);
  await ended;
  return performance.now() - from;
}

async function ready() {
  const actor = await makeWorkspace();
  const uploadId = await uploadText(actor, customersCsv(rows));
  return { actor, uploadId, mapping: await guessOf(actor, uploadId) };
}

/** Mulberry32: the points of a run that failed can be had again from its seed. */
function randomsOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const whole = { accounts: rows, records: rows, done: 1, running: 0, revision: 1 };
const none = { accounts: 0, records: 0, done: 0, running: 0, revision: 0 };

test("killed at twenty points of its run an import leaves no row or all rows, and repeating it imports once", async () => {
  const seed = Number(process.env.ICP_TEST_SEED ?? Math.trunc(Math.random() * 2 ** 31));
  const random = randomsOf(seed);
  const duration = await timeOfWhole();
  let { actor, uploadId, mapping } = await ready();
  // The next child starts while the last one's remains are looked at.
  let next = startChild(actor, uploadId);
  let complete = 0;
  for (let kill = 0; kill < kills; kill++) {
    const child = await next;
    // Listened for from the start: an import that is done before it is killed has ended by then.
    const ended = once(child, "exit");
    child.send(mapping);
    // One point in each twentieth of the run, and the last ones beyond its end, where it is being committed.
    const delay = ((kill + random()) / kills) * duration * 1.1;
    await pause(delay);
    child.kill("SIGKILL");
    await ended;
    const said = `seed ${seed}, killed after ${delay.toFixed(1)} of ${duration.toFixed(1)} ms`;
    // PostgreSQL notices a dead client when it next writes to it, and takes the transaction back then.
    await expect
      .poll(async () => [0, rows].includes((await counted(actor)).accounts), {
        message: said,
        timeout: 10_000,
      })
      .toBe(true);
    await failAbandonedImports();
    const found = await counted(actor);
    expect(found, said).toEqual(found.accounts === 0 ? none : whole);
    if (found.accounts === rows) {
      complete++;
      ({ actor, uploadId, mapping } = await ready());
    }
    if (kill < kills - 1) next = startChild(actor, uploadId);
  }
  // Were all of them before the first row or after the last, nothing would have been tried.
  expect(complete, `seed ${seed}`).toBeLessThan(kills);
  const last = await importTable(actor, { uploadId, mapping, skipBadRows: false });
  expect(last.ok, `seed ${seed}`).toBe(true);
  expect(await importTable(actor, { uploadId, mapping, skipBadRows: false })).toMatchObject({
    error: "already-imported",
  });
  expect(await counted(actor)).toEqual(whole);
  expect((await loadFrame(actor)).frame.accountIds.length).toBe(rows);
}, 120_000);
