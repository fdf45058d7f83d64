import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import type { Actor } from "#lib/server/actor.ts";
import { takeUpImports } from "#lib/server/commands/import-recover.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { importTable } from "#lib/server/commands/import-table.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import type { ChildInput } from "#lib/server/testing/import-child.ts";
import { uploadExports } from "#lib/server/testing/sets.ts";
import { customersCsv, guessOf, uploadText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { removeUpload } from "#lib/server/upload-files.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const child = path.join(import.meta.dirname, "../testing/import-child.ts");
const nextNames = path.join(import.meta.dirname, "../../../scripts/next-names.ts");
const kills = 20;

/** What is imported by the child that is killed, and what must be there when it was not. */
interface Ready {
  readonly actor: Actor;
  readonly input: ChildInput;
  readonly whole: Awaited<ReturnType<typeof counted>>;
}

async function startChild({ actor }: Ready): Promise<ChildProcess> {
  const started = fork(child, [actor.userId, actor.workspace.slug], {
    execArgv: ["--import", nextNames],
  });
  const ended = once(started, "exit").then(() => {
    throw new Error("The child ended before it was asked for anything.");
  });
  ended.catch(() => undefined);
  await Promise.race([once(started, "message"), ended]);
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
async function timeOfWhole(ready: () => Promise<Ready>): Promise<number> {
  const one = await ready();
  const child = await startChild(one);
  const ended = once(child, "exit");
  const from = performance.now();
  child.send(one.input);
  await ended;
  return performance.now() - from;
}

async function aTable(): Promise<Ready> {
  const rows = 10_000;
  const actor = await makeWorkspace();
  const uploadId = await uploadText(actor, customersCsv(rows));
  const table = { uploadId, mapping: await guessOf(actor, uploadId), skipBadRows: false };
  return {
    actor,
    input: { table },
    whole: { accounts: rows, records: rows, done: 1, running: 0, revision: 1 },
  };
}

async function fiveFiles(): Promise<Ready> {
  const { files, truth } = exportedHistory(5, 300, "HubSpot");
  const actor = await makeWorkspace();
  const set = { uploadIds: await uploadExports(actor, files), asOf: null, skipBadRows: true };
  const accounts = truth.accounts;
  const records = await rowsIn(set.uploadIds, actor);
  return { actor, input: { set }, whole: { accounts, records, done: 5, running: 0, revision: 1 } };
}

async function rowsIn(uploadIds: readonly string[], actor: Actor): Promise<number> {
  const told = await previewSet(actor, { uploadIds: [...uploadIds], asOf: null, whole: true });
  if (!told.ok) throw new Error(told.error);
  return told.value.counts.reduce((sum, { rows, setAside }) => sum + rows - setAside, 0);
}

const imports = (actor: Actor, input: ChildInput) =>
  "table" in input ? importTable(actor, input.table) : importSet(actor, input.set);

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

const none = { accounts: 0, records: 0, done: 0, running: 0, revision: 0 };

/** As a server that starts looks for what was interrupted, now and a moment later. */
async function goOn(): Promise<void> {
  const { ended } = await takeUpImports();
  await ended;
}

const goOnUntilOver = (actor: Actor) =>
  expect
    .poll(
      async () => {
        await goOn();
        return (await counted(actor)).running;
      },
      { timeout: 20_000 },
    )
    .toBe(0);

test.each([
  ["a table", aTable],
  ["five files that are joined", fiveFiles],
])(
  "killed at twenty points of its run an import of %s leaves no row or all rows, and is finished by the next start",
  async (_, ready) => {
    const seed = Number(process.env.ICP_TEST_SEED ?? Math.trunc(Math.random() * 2 ** 31));
    const random = randomsOf(seed);
    const duration = await timeOfWhole(ready);
    const begin = async () => {
      const one = await ready();
      return { one, child: await startChild(one) };
    };
    // The next child starts while the last one's remains are looked at.
    let next = begin();
    const found = { before: 0, between: 0, after: 0 };
    for (let kill = 0; kill < kills; kill++) {
      const { one, child } = await next;
      const { actor, input, whole } = one;
      // Listened for from the start: an import that is done before it is killed has ended by then.
      const ended = once(child, "exit");
      child.send(input);
      // One point in each twentieth of the run, and the last ones beyond its end, where it is being committed.
      const delay = ((kill + random()) / kills) * duration * 1.1;
      await pause(delay);
      child.kill("SIGKILL");
      await ended;
      if (kill < kills - 1) next = begin();
      const said = `seed ${seed}, killed after ${delay.toFixed(1)} of ${duration.toFixed(1)} ms`;
      const left = await counted(actor);
      if (left.running === 0 && left.done === 0) found.before++;
      else if (left.running > 0) found.between++;
      else found.after++;
      // PostgreSQL notices a dead client when it next writes to it, and takes the transaction back then.
      await expect
        .poll(
          async () => {
            await goOn();
            const now = await counted(actor);
            expect([0, whole.accounts], said).toContain(now.accounts);
            return now.running;
          },
          { message: said, timeout: 20_000 },
        )
        .toBe(0);
      // Before it was announced there is nothing to go on with.
      if ((await counted(actor)).done === 0) expect((await imports(actor, input)).ok, said).toBe(true);
      expect(await counted(actor), said).toEqual(whole);
      expect(await imports(actor, input), said).toMatchObject({ error: "already-imported" });
      expect((await loadFrame(actor)).frame.accountIds.length, said).toBe(whole.accounts);
    }
    // Were all of them before the first row or after the last, nothing would have been tried.
    expect(found.between, `seed ${seed}`).toBeGreaterThan(0);
  },
  300_000,
);

/** Interrupts an import of a table or of a set at once, as often as asked for, without anybody having failed it. */
async function interrupted(ready: () => Promise<Ready>, attempt: number): Promise<Ready> {
  const one = await ready();
  const child = await startChild(one);
  const ended = once(child, "exit");
  child.send(one.input);
  await expect
    .poll(async () => (await counted(one.actor)).running, { interval: 1, timeout: 20_000 })
    .toBeGreaterThan(0);
  child.kill("SIGKILL");
  await ended;
  await inWorkspace(one.actor.workspaceId, (tx) => tx.import.updateMany({ data: { attempt } }));
  return one;
}

const failures = async (actor: Actor) =>
  inWorkspace(actor.workspaceId, async (tx) => {
    const rows = await tx.import.findMany({ select: { state: true, failure: true } });
    return rows.map(({ state, failure }) => `${state}: ${failure}`);
  });

test.each([
  ["a table", aTable],
  ["five files", fiveFiles],
])(
  "%s that stopped the server three times is not begun again",
  async (_, ready) => {
    const { actor, input, whole } = await interrupted(ready, 3);
    await goOnUntilOver(actor);
    expect(await counted(actor)).toEqual(none);
    expect(new Set(await failures(actor))).toEqual(
      new Set([expect.stringContaining("failed: The server stopped 3 times while this was imported")]),
    );
    expect((await imports(actor, input)).ok).toBe(true);
    expect(await counted(actor)).toEqual(whole);
  },
  60_000,
);

test.each([
  ["a table", aTable],
  ["five files", fiveFiles],
])(
  "%s that are no longer on disk fail and say so",
  async (_, ready) => {
    const { actor, input } = await interrupted(ready, 1);
    await removeUpload("table" in input ? input.table.uploadId : input.set.uploadIds[2]!);
    await goOnUntilOver(actor);
    expect(await counted(actor)).toEqual(none);
    for (const said of await failures(actor)) expect(said).toMatch(/^failed: .*no longer here/);
  },
  60_000,
);

test("whoever may no longer import when the server is back has their import ended, with a word", async () => {
  const { actor } = await interrupted(fiveFiles, 1);
  await inWorkspace(actor.workspaceId, (tx) =>
    tx.membership.updateMany({ where: { userId: actor.userId }, data: { role: "viewer" } }),
  );
  await goOnUntilOver(actor);
  expect(await counted(actor)).toEqual(none);
  for (const said of await failures(actor)) expect(said).toContain("may no longer import");
}, 60_000);
