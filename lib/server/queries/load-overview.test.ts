import { expect, test } from "vitest";
import type { Team } from "#lib/access/can.ts";
import type { Actor } from "#lib/server/actor.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { propose } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { revokeShare, shareVersion } from "#lib/server/commands/share-version.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { loadOverview } from "#lib/server/queries/load-overview.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

const revisionOf = async (actor: Actor) =>
  (await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId))).revision;

async function addRule(actor: Actor, value: string): Promise<void> {
  const item = {
    id: newId(),
    kind: "must-have" as const,
    when: [{ attribute: "Industry", operator: "equals" as const, value }],
    points: null,
    evidence: null,
    question: "",
    crmField: "",
    rationale: "",
    owner: "",
  };
  const edit = { edit: "add" as const, list: "criteria" as const, item };
  const saved = await saveEdit(actor, { base: await revisionOf(actor), edit });
  if (!saved.ok) throw new Error(saved.error);
}

async function proposed(actor: Actor) {
  const made = await propose(actor, { base: await revisionOf(actor), summary: "" });
  if (!made.ok) throw new Error(made.error);
  return { proposal: made.value.id, hash: made.value.hash };
}

async function approve(actor: Actor, team: Team, on: { proposal: string; hash: string }): Promise<void> {
  const made = await decide(actor, { ...on, team, decision: "approve", reason: "" });
  if (!made.ok) throw new Error(made.error);
}

async function published(owner: Actor): Promise<void> {
  const on = await proposed(owner);
  for (const team of ["marketing", "sales", "product"] as const) await approve(owner, team, on);
  const made = await publish(owner, { ...on, reason: "" });
  if (!made.ok) throw new Error(made.error);
}

test("a new workspace starts with its customers", async () => {
  const { next, path, current, moved } = await loadOverview(await makeWorkspace());
  expect(next).toMatchObject({ room: "import", step: "data" });
  expect(path.map((line) => line.state)).toEqual(["current", "ahead", "ahead", "ahead", "ahead", "ahead"]);
  expect([current, moved]).toEqual([null, []]);
});

test("an open proposal says who agreed and who is next, to each in their own words", async () => {
  const owner = await makeWorkspace();
  const product = await makeMember(owner, { teams: ["product"], name: "Mei Chen" });
  const viewer = await makeMember(owner, { role: "viewer", teams: ["product"], name: "Vera Novak" });
  await addRule(owner, "Software");
  const on = await proposed(owner);
  await approve(owner, "marketing", on);
  await approve(owner, "sales", on);
  const seen = await loadOverview(product);
  expect(seen.next).toMatchObject({
    headline: "Two teams have agreed. Product is next.",
    button: "Decide for product",
    room: "proposal",
  });
  expect(seen.path[4]).toMatchObject({ figure: "Marketing ✓  Sales ✓", state: "current" });
  expect((await loadOverview(viewer)).next.button).toBe("Read the proposal");
});

test("after publishing: share it, then edits count from what was published", async () => {
  const owner = await makeWorkspace();
  await addRule(owner, "Software");
  await published(owner);
  const fresh = await loadOverview(owner);
  expect(fresh.next.button).toBe("Share version 1");
  expect(fresh.current).toMatchObject({ number: 1, mustHaves: ["Industry is Software"], links: { open: 0 } });

  const link = await shareVersion(owner, { version: 1, label: "", days: 7 });
  expect((await loadOverview(owner)).next.headline).toBe("Version 1 is what everybody works by.");
  if (link.ok) await revokeShare(owner, { link: link.value.id });
  expect((await loadOverview(owner)).next.button).toBe("Share version 1");

  await addRule(owner, "Fintech");
  await addRule(owner, "Insurance");
  const moved = await loadOverview(owner);
  expect(moved.next.headline).toBe("Version 1 stands. The draft has moved on by 2 edits.");
  expect(moved.moved).toEqual(["The draft has moved on by 2 edits."]);
});

test("nothing of one workspace stands on another's overview", async () => {
  const owner = await makeWorkspace();
  await addRule(owner, "Software");
  await published(owner);
  const stranger = await loadOverview(await makeWorkspace());
  expect(stranger).toMatchObject({ current: null, customers: 0, draftProfile: "" });
  expect(JSON.stringify(stranger)).not.toContain("Software");
});
