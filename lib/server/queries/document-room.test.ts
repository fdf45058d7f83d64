import { expect, test } from "vitest";
import type { Attribute } from "#lib/accounts/attribute.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { frameParts } from "#lib/accounts/frame-codec.ts";
import type { Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { propose } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { checkAccount } from "#lib/server/queries/check-account.ts";
import { loadDraft, loadDraftChanges } from "#lib/server/queries/load-draft.ts";
import { loadLastProposal, loadProposal } from "#lib/server/queries/load-proposal.ts";
import { previewRule, suggestValues } from "#lib/server/queries/suggest-values.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

const industry: Attribute = {
  name: "Industry",
  dimension: "firmographic",
  knownAt: "prospect",
  type: "text",
};

/** Three customers: Fern (SaaS, stayed), Gale (Retail, left), Hale (unknown, stayed). */
async function withCustomers(): Promise<{ owner: Actor; ids: readonly string[] }> {
  const owner = await makeWorkspace();
  const { workspaceId } = owner;
  const ids = [newId(), newId(), newId()];
  const frame: Frame = {
    accountIds: ids,
    columns: [
      {
        kind: "category",
        attribute: industry,
        dictionary: ["SaaS", "Retail"],
        codes: Int32Array.of(0, 1, -1),
      },
    ],
    retention: { months: Float64Array.of(24, 3, 24), left: Uint8Array.of(0, 1, 0) },
    outcomes: [],
    startDays: null,
  };
  await inWorkspaceRaw(workspaceId, async (client) => {
    await client.query(
      `insert into attribute ("workspaceId", id, name, role, dimension, "knownAt", type, position)
       values ($1, $2, 'Industry', 'attribute', 'firmographic', 'prospect', 'text', 0)`,
      [workspaceId, newId()],
    );
    for (const [i, name] of ["Fern", "Gale", "Hale"].entries()) {
      await client.query(`insert into account ("workspaceId", id, identity, name) values ($1, $2, $3, $3)`, [
        workspaceId,
        ids[i],
        name,
      ]);
    }
    for (const { key, bytes } of frameParts(frame)) {
      await client.query(
        `insert into frame ("workspaceId", "dataRevision", "column", bytes) values ($1, 1, $2, $3)`,
        [workspaceId, key, bytes],
      );
    }
    await client.query(`update workspace set "dataRevision" = 1 where id = $1`, [workspaceId]);
  });
  return { owner, ids };
}

const saas = { attribute: "Industry", operator: "equals", value: "SaaS" } as const;
const addition = (): Edit => ({
  edit: "add",
  list: "criteria",
  item: {
    id: newId(),
    kind: "must-have",
    when: [saas],
    points: null,
    evidence: null,
    question: "What do you sell?",
    crmField: "",
    rationale: "",
    owner: "",
  },
});

async function save(actor: Actor, edit: Edit) {
  const { revision } = await loadDraft(actor);
  const saved = await saveEdit(actor, { base: revision, edit });
  if (!saved.ok) throw new Error(saved.error);
}

async function proposed(actor: Actor) {
  const made = await propose(actor, { base: (await loadDraft(actor)).revision, summary: "Why." });
  if (!made.ok) throw new Error(made.error);
  return { proposal: made.value.id, hash: made.value.hash };
}

test("the room of an empty workspace has nothing to show and says so", async () => {
  const owner = await makeWorkspace();
  expect(await loadDraft(owner)).toMatchObject({
    revision: 0,
    updated: null,
    attributes: [],
    snapshot: null,
    proposal: null,
    currentVersion: null,
  });
  expect(await loadProposal(owner)).toBeNull();
  expect(await loadLastProposal(owner)).toBeNull();
  expect(await loadDraftChanges(owner)).toBeNull();
  expect(await inWorkspace(owner.workspaceId, (tx) => tx.document.count())).toBe(0);
});

test("the draft comes with what it does to today's customers", async () => {
  const { owner } = await withCustomers();
  await save(owner, addition());
  const page = await loadDraft(owner);
  expect(page.attributes).toEqual([industry]);
  expect(page.updated?.by).toBe(owner.name);
  expect(page.snapshot).toMatchObject({
    customers: 3,
    verdicts: { accept: 1, reject: 1, undecided: 1 },
    measure: "stayed",
    dataRevision: 1,
    criteria: [{ yes: 1, no: 1, unknown: 1, sides: { inside: { n: 1, good: { value: 1 } } } }],
  });
});

test("an account is accepted, rejected or undecided, with the rule and the question", async () => {
  const { owner, ids } = await withCustomers();
  await save(owner, addition());
  const check = (i: number) => checkAccount(owner, ids[i]!);
  expect(await check(0)).toMatchObject({ value: { name: "Fern", sentence: "Accept: industry is SaaS." } });
  expect(await check(1)).toMatchObject({
    value: {
      verdict: "reject",
      rules: [{ truth: "no", cited: true, known: [{ attribute: "Industry", value: "Retail" }] }],
    },
  });
  expect(await check(2)).toMatchObject({ value: { verdict: "undecided", questions: ["What do you sell?"] } });
  expect(await checkAccount(owner, newId())).toEqual({ ok: false, error: "not-found" });
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  expect(await checkAccount(stranger, ids[0]!)).toEqual({ ok: false, error: "not-found" });
});

test("a rule that is being written sees its values and what it would match", async () => {
  const { owner } = await withCustomers();
  expect(await suggestValues(owner, "Industry")).toMatchObject({
    kind: "levels",
    levels: [{ value: "Retail", count: 1 }, {}],
  });
  expect(await suggestValues(owner, "__proto__")).toEqual({ kind: "none" });
  expect(await previewRule(owner, [saas])).toMatchObject({ yes: 1, no: 1, unknown: 1 });
});

test("a proposal shows where every team stands, and by how much the draft has moved on", async () => {
  const { owner } = await withCustomers();
  await save(owner, addition());
  const open = await proposed(owner);
  await decide(owner, { ...open, team: "sales", decision: "approve", reason: "" });
  await save(owner, { edit: "set text", part: "urgency", text: "An audit." });
  await save(owner, { edit: "set text", part: "maturity", text: "Two years." });
  const helper = await makeMember(owner, { teams: ["success"], name: "Mei Lin" });
  const page = await loadProposal(helper);
  expect(page).toMatchObject({
    number: 1,
    against: null,
    edits: 2,
    ageDays: 0,
    proposedBy: owner.name,
    before: null,
  });
  expect(page?.teams.map(({ team, required, state }) => [team, required, state])).toEqual([
    ["marketing", true, "waiting"],
    ["sales", true, "approved"],
    ["product", true, "waiting"],
    ["success", false, "waiting"],
  ]);
  expect(page?.publish).toMatchObject({ can: false, why: "waiting" });
  await save(owner, { edit: "set text", part: "urgency", text: "" });
  await save(owner, { edit: "set text", part: "maturity", text: "" });
  expect(await loadProposal(owner)).toMatchObject({ edits: 0 });
  expect((await loadDraft(owner)).proposal).toEqual({ number: 1, sameAsDraft: true, edits: 0 });
});

test("a second proposal says what it changes, and what it does beside the version", async () => {
  const { owner } = await withCustomers();
  await save(owner, addition());
  const open = await proposed(owner);
  for (const team of ["marketing", "sales", "product"] as const) {
    await decide(owner, { ...open, team, decision: "approve", reason: "" });
  }
  expect(await publish(owner, { ...open, reason: "" })).toMatchObject({ ok: true });
  expect(await loadLastProposal(owner)).toEqual({ number: 1, outcome: "published", version: 1 });
  expect((await loadDraft(owner)).currentVersion).toEqual({ number: 1, sameAsDraft: true });
  expect(await loadDraftChanges(owner)).toEqual({ version: 1, changes: [] });
  await save(owner, { edit: "set text", part: "profile", text: "Software companies." });
  expect(await loadDraftChanges(owner)).toMatchObject({ changes: [{ title: "Profile" }] });
  await proposed(owner);
  expect(await loadProposal(owner)).toMatchObject({
    number: 2,
    against: 1,
    changes: [{ title: "Profile", changes: [{ sentence: "Profile was written." }] }],
    now: { customers: 3 },
    before: { customers: 3 },
  });
});
