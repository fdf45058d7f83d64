import { beforeEach, expect, test } from "vitest";
import { isoDate } from "#lib/import/value.ts";
import { exportedHistory } from "#lib/samples/exports.ts";
import type { ExportFile } from "#lib/samples/exports-file.ts";
import type { Actor } from "#lib/server/actor.ts";
import { importSet } from "#lib/server/commands/import-set.ts";
import { undoImport } from "#lib/server/commands/import-undo.ts";
import { receiveUpload } from "#lib/server/commands/import-upload.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { previewSet } from "#lib/server/queries/import-set-preview.ts";
import { loadFrame } from "#lib/server/queries/load-frame.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { streamOf, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

let actor: Actor;
beforeEach(async () => {
  actor = await makeWorkspace();
});

function bytesOf({ text, encoding, mark }: ExportFile): Buffer {
  return Buffer.from((mark ? "\ufeff" : "") + text, encoding);
}

async function upload(file: ExportFile): Promise<string> {
  const bytes = bytesOf(file);
  const taken = await receiveUpload(actor, {
    fileName: file.name,
    length: bytes.length,
    body: streamOf(bytes),
  });
  if (!taken.ok) throw new Error(taken.error);
  return taken.value.id;
}

async function uploadAll(files: readonly ExportFile[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) ids.push(await upload(file));
  return ids;
}

const seed = 11;
const { files, truth } = exportedHistory(seed, 60, "HubSpot");
const asOf = isoDate(truth.exportedOn);

async function importAll(of: readonly ExportFile[]) {
  const done = await importSet(actor, { uploadIds: await uploadAll(of), asOf, skipBadRows: true });
  if (!done.ok) throw new Error(`${done.error} ${JSON.stringify(done.detail)}`);
  return done.value;
}

test("five files of one company's history give back what happened", async () => {
  const done = await importAll(files);
  const { doubtful, without, byId, byDomain, byName } = done.joins;
  expect({ byId, byDomain, byName, doubtful, without }).toEqual(truth.joins);
  expect(done.change).toMatchObject({ accountsBefore: 0, accountsAfter: truth.accounts });
  const { frame } = await loadFrame(actor);
  expect(frame.accountIds).toHaveLength(truth.accounts);
  expect(done.problems).toBe(truth.problems.length);
});
