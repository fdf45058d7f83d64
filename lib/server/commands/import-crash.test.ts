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
const rows = 20_000;

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

test("killed at random points an import leaves no row or all rows, and repeating it imports once", async () => {
  const actor = await makeWorkspace();
  const uploadId = await uploadText(actor, customersCsv(rows));
  const mapping = await guessOf(actor, uploadId);
  for (let kill = 0; kill < 6; kill++) {
    const process = await startChild(actor, uploadId);
    // Listened for from the start: an import that is done before it is killed has ended by then.
    const ended = once(process, "exit");
    process.send(mapping);
    const delay = Math.random() * 400;
    await pause(delay);
    process.kill("SIGKILL");
    await ended;
    // PostgreSQL notices a dead client when it next writes to it, and takes the transaction back then.
    await expect
      .poll(async () => (await counted(actor)).accounts % rows, {
        message: `killed after ${delay} ms`,
        timeout: 10_000,
      })
      .toBe(0);
    await failAbandonedImports();
    const { accounts, records, done, running, revision } = await counted(actor);
    expect({ records, done, running, revision }, `killed after ${delay} ms`).toEqual(
      accounts === 0
        ? { records: 0, done: 0, running: 0, revision: 0 }
        : { records: rows, done: 1, running: 0, revision: 1 },
    );
  }
  const last = await importTable(actor, { uploadId, mapping, skipBadRows: false });
  expect(last.ok || last.error === "already-imported").toBe(true);
  expect(await counted(actor)).toEqual({ accounts: rows, records: rows, done: 1, running: 0, revision: 1 });
  expect((await loadFrame(actor)).frame.accountIds.length).toBe(rows);
}, 60_000);
