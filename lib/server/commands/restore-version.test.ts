import { expect, test } from "vitest";
import { contentHash } from "#lib/icp/canonical.ts";
import { contentOf } from "#lib/icp/content.ts";
import type { Actor } from "#lib/server/actor.ts";
import { restoreVersion } from "#lib/server/commands/restore-version.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadComparison, loadVersions } from "#lib/server/queries/load-versions.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeVersion } from "#lib/server/testing/version.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

const draftOf = (actor: Actor) => inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
const trigger = (text: string) => ({ id: newId(), text, order: "V", archived: false });

async function write(actor: Actor, text: string, base: number): Promise<void> {
  const saved = await saveEdit(actor, { base, edit: { edit: "set text", part: "profile", text } });
  if (!saved.ok) throw new Error(saved.error);
}

test("a restored version is the draft again, to the very hash, and the edit is in the log", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner, { document: { profile: "Banks.", triggers: [trigger("An audit")] } });
  await write(owner, "Anybody.", 0);
  expect(await restoreVersion(owner, { version: 1, base: 1 })).toEqual({ ok: true, value: { revision: 2 } });
  const draft = await draftOf(owner);
  expect(draft.document).toMatchObject({ profile: "Banks.", changeNote: "Restored from version 1." });
  const { versions, draft: state } = await loadVersions(owner);
  expect(contentHash(contentOf(draft.document))).toBe(versions[0]?.hash);
  expect(state).toEqual({ revision: 2, hash: versions[0]?.hash });
  const log = await inWorkspace(owner.workspaceId, (tx) => tx.documentEdit.findMany());
  expect(log.at(-1)).toMatchObject({ revision: 2, edit: { edit: "restore version", version: 1 } });
});

test("a draft that somebody edited meanwhile is told, not replaced", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner, { document: { profile: "Banks." } });
  await write(owner, "Anybody.", 0);
  expect(await restoreVersion(owner, { version: 1, base: 0 })).toMatchObject({ error: "stale" });
  expect((await draftOf(owner)).document.profile).toBe("Anybody.");
});

test("of a restore and an edit at once exactly one is taken", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner, { document: { profile: "Banks." } });
  await write(owner, "Anybody.", 0);
  const answers = await Promise.all([
    restoreVersion(owner, { version: 1, base: 1 }),
    saveEdit(owner, { base: 1, edit: { edit: "set text", part: "profile", text: "Retail." } }),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect((await draftOf(owner)).revision).toBe(2);
});

test("a viewer, and a member of another workspace, restore nothing", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner, { document: { profile: "Banks." } });
  const viewer = await makeMember(owner, { role: "viewer" });
  expect(await restoreVersion(viewer, { version: 1, base: 0 })).toMatchObject({ error: "not-allowed" });
  const stranger = await makeWorkspace();
  expect(await restoreVersion(stranger, { version: 1, base: 0 })).toMatchObject({ error: "not-found" });
  expect(await loadComparison(stranger, { before: 1, after: 1 })).toBeNull();
});

test("two versions are compared in words, the last two where none are named", async () => {
  const owner = await makeWorkspace();
  await makeVersion(owner, { document: { profile: "Banks." } });
  await makeVersion(owner, { document: { profile: "Banks and insurers." } });
  const comparison = await loadComparison(owner, { before: null, after: null });
  expect(comparison).toMatchObject({
    before: 1,
    after: 2,
    numbers: [2, 1],
    changes: [{ title: "Profile", changes: [{ before: "Banks.", after: "Banks and insurers." }] }],
  });
  expect((await loadVersions(owner)).versions.map((line) => [line.number, line.changes.length])).toEqual([
    [2, 1],
    [1, 1],
  ]);
  expect(await loadComparison(owner, { before: 1, after: 7 })).toBeNull();
});
