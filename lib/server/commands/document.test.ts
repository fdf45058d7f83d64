import { expect, test } from "vitest";
import { contentHash } from "#lib/icp/canonical.ts";
import { freeze } from "#lib/icp/content.ts";
import type { Edit } from "#lib/icp/edit.ts";
import { patternEvidence } from "#lib/icp/testing/evidence.ts";
import type { Actor } from "#lib/server/actor.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { propose, withdraw } from "#lib/server/commands/propose.ts";
import { putPatternIntoDraft } from "#lib/server/commands/put-pattern-into-draft.ts";
import { saveEdit, saveEditInput } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { readDecisions, readOpenProposal, readProposal } from "#lib/server/queries/proposals.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

const draftOf = (actor: Actor) => inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
const write = (part: "profile" | "urgency", text: string): Edit => ({ edit: "set text", part, text });
const rule = (value: string): Edit => ({
  edit: "add",
  list: "criteria",
  item: {
    id: newId(),
    kind: "must-have",
    when: [{ attribute: "Industry", operator: "equals", value }],
    points: null,
    evidence: null,
    question: "",
    crmField: "",
    rationale: "",
    owner: "",
  },
});

async function save(actor: Actor, edit: Edit) {
  const { revision } = await draftOf(actor);
  const saved = await saveEdit(actor, { base: revision, edit });
  if (!saved.ok) throw new Error(saved.error);
  return saved.value;
}

async function proposed(actor: Actor) {
  const { revision } = await draftOf(actor);
  const made = await propose(actor, { base: revision, summary: "" });
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

test("an edit is stored with its author, and the next one builds on it", async () => {
  const owner = await makeWorkspace();
  expect(await saveEdit(owner, { base: 0, edit: write("profile", "Software companies.") })).toMatchObject({
    ok: true,
    value: { revision: 1, document: { profile: "Software companies." } },
  });
  expect(await saveEdit(owner, { base: 1, edit: write("urgency", "An audit is due.") })).toMatchObject({
    value: { revision: 2, document: { profile: "Software companies.", urgency: "An audit is due." } },
  });
  const log = await inWorkspace(owner.workspaceId, (tx) =>
    tx.documentEdit.findMany({ orderBy: { revision: "asc" } }),
  );
  expect(log.map((one) => [one.revision, one.userId, one.edit])).toEqual([
    [1, owner.userId, write("profile", "Software companies.")],
    [2, owner.userId, write("urgency", "An audit is due.")],
  ]);
});

test("an edit that changes nothing is no revision", async () => {
  const owner = await makeWorkspace();
  await save(owner, write("profile", "A."));
  expect(await saveEdit(owner, { base: 1, edit: write("profile", "A.") })).toMatchObject({
    value: { revision: 1 },
  });
});

test("an edit on a stale base is told, with what the other wrote, and overwrites nothing", async () => {
  const owner = await makeWorkspace();
  const other = await makeMember(owner, { name: "Mei Lin" });
  await save(owner, write("profile", "Owner's."));
  expect(await saveEdit(other, { base: 0, edit: write("profile", "Mei's.") })).toEqual({
    ok: false,
    error: "stale",
    detail: { revision: 1, document: expect.objectContaining({ profile: "Owner's." }), by: owner.name },
  });
  expect((await draftOf(owner)).document.profile).toBe("Owner's.");
});

test("of twenty edits on one base exactly one is taken", async () => {
  const owner = await makeWorkspace();
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      saveEdit(owner, { base: 0, edit: write("profile", `Writer ${n}.`) }),
    ),
  );
  expect(results.filter((one) => one.ok)).toHaveLength(1);
  expect(results.filter((one) => !one.ok && one.error === "stale")).toHaveLength(19);
  expect(await draftOf(owner)).toMatchObject({ revision: 1 });
});

test("a viewer changes nothing", async () => {
  const owner = await makeWorkspace();
  const viewer = await makeMember(owner, { role: "viewer", teams: ["sales"] });
  await save(owner, rule("SaaS"));
  const { id, hash } = await proposed(owner);
  const refused = { ok: false, error: "not-allowed" };
  expect(await saveEdit(viewer, { base: 1, edit: write("profile", "x") })).toEqual(refused);
  expect(await propose(viewer, { base: 1, summary: "" })).toEqual(refused);
  expect(await withdraw(viewer, { proposal: id })).toEqual(refused);
  expect(
    await decide(viewer, { proposal: id, hash, team: "sales", decision: "approve", reason: "" }),
  ).toEqual(refused);
});

const pattern = (value: string, attribute = "Industry") => ({
  kind: "signal" as const,
  points: 10,
  when: [{ attribute, operator: "equals" as const, value }],
  evidence: { ...patternEvidence, warnings: [] },
});

test("patterns are put into the draft at the same time without losing one, each once", async () => {
  const owner = await makeWorkspace();
  const values = Array.from({ length: 8 }, (_, n) => `Industry ${n}`);
  const results = await Promise.all(
    [...values, ...values].map((value) => putPatternIntoDraft(owner, pattern(value))),
  );
  const failed = results.flatMap((one) => (one.ok ? [] : [one.error]));
  expect(failed).toEqual(values.map(() => "already-in-draft"));
  const { document, revision } = await draftOf(owner);
  expect(revision).toBe(values.length);
  const found = document.criteria.map((one) => one.when[0] as { value?: unknown }).map((one) => one.value);
  expect(found.toSorted()).toEqual(values);
  expect(document.criteria[0]).toMatchObject({ kind: "signal", points: 10, evidence: patternEvidence });
});

test("nobody sends figures in: a pattern is measured here, what customers said may be written", () => {
  const { item } = rule("SaaS") as Extract<Edit, { edit: "add"; list: "criteria" }>;
  const said = { source: "interview", quote: "Yes.", account: "", said: 1, of: 2 } as const;
  const id = newId();
  const edits = (found: object) => [
    { edit: "add", list: "criteria", item: { ...item, evidence: found } },
    { edit: "change", list: "criteria", id, changes: { evidence: found } },
    { edit: "change", list: "criteria", id, changes: { when: item.when, evidence: found } },
  ];
  for (const edit of edits(patternEvidence))
    expect(saveEditInput.safeParse({ base: 0, edit }).error?.issues[0]?.message).toMatch(/measured here/);
  for (const edit of edits(said)) expect(saveEditInput.safeParse({ base: 0, edit }).success).toBe(true);
  for (const edit of edits({ ...said, said: 3 }))
    expect(saveEditInput.safeParse({ base: 0, edit }).error?.issues[0]?.message).toMatch(/than were asked/);
});

test("a trait known only after the sale cannot be put into the draft", async () => {
  const owner = await makeWorkspace();
  await inWorkspace(owner.workspaceId, (tx) =>
    tx.attribute.create({
      data: {
        workspaceId: owner.workspaceId,
        id: newId(),
        name: "Tickets",
        role: "attribute",
        dimension: "behavioural",
        knownAt: "customer",
        type: "text",
        position: 0,
      },
    }),
  );
  expect(await putPatternIntoDraft(owner, pattern("many", "Tickets"))).toEqual({
    ok: false,
    error: "after-sale",
    detail: { attribute: "Tickets" },
  });
});

test("a proposal freezes what was on the screen, and the draft moves on without it", async () => {
  const owner = await makeWorkspace();
  expect(await propose(owner, { base: 0, summary: "" })).toEqual({ ok: false, error: "nothing-to-propose" });
  await save(owner, rule("SaaS"));
  expect(await propose(owner, { base: 0, summary: "" })).toMatchObject({ ok: false, error: "stale" });
  const { id, hash } = await proposed(owner);
  const frozen = freeze((await draftOf(owner)).document);
  expect(hash).toBe(frozen.hash);
  await save(owner, write("profile", "Moved on."));
  const stored = await inWorkspace(owner.workspaceId, (tx) => readProposal(tx, owner.workspaceId, id));
  expect(stored).toMatchObject({ hash, content: frozen.text, state: "open", documentRevision: 1 });
  expect(contentHash(JSON.parse(stored?.content ?? ""))).toBe(hash);
});

test("the same content is the same proposal; another supersedes it, and withdrawing revives none", async () => {
  const owner = await makeWorkspace();
  await save(owner, rule("SaaS"));
  const first = await proposed(owner);
  expect(await proposed(owner)).toEqual(first);
  await save(owner, rule("Retail"));
  const second = await proposed(owner);
  expect(second.number).toBe(2);
  expect(await withdraw(owner, { proposal: first.id })).toEqual({ ok: false, error: "superseded" });
  expect(await withdraw(owner, { proposal: second.id })).toEqual({ ok: true, value: null });
  expect(await withdraw(owner, { proposal: second.id })).toEqual({ ok: false, error: "superseded" });
  expect(await withdraw(owner, { proposal: newId() })).toEqual({ ok: false, error: "not-found" });
  expect(await inWorkspace(owner.workspaceId, (tx) => readOpenProposal(tx, owner.workspaceId))).toBeNull();
});

test("a decision counts for exactly one content hash, and the same content keeps it", async () => {
  const owner = await makeWorkspace();
  await save(owner, rule("SaaS"));
  const first = await proposed(owner);
  const yes = { team: "sales", decision: "approve", reason: "" } as const;
  expect(await decide(owner, { ...yes, proposal: first.id, hash: "0".repeat(64) })).toMatchObject({
    error: "superseded",
  });
  expect(await decide(owner, { ...yes, proposal: first.id, hash: first.hash })).toEqual({
    ok: true,
    value: null,
  });
  const decisions = (hash: string) =>
    inWorkspace(owner.workspaceId, (tx) => readDecisions(tx, owner.workspaceId, hash));
  expect(await decisions(first.hash)).toMatchObject([{ team: "sales", decision: "approve", by: owner.name }]);

  const addition = rule("Retail");
  await save(owner, addition);
  const second = await proposed(owner);
  expect(await decisions(second.hash)).toEqual([]);
  expect(await decide(owner, { ...yes, proposal: first.id, hash: first.hash })).toMatchObject({
    error: "superseded",
  });

  if (addition.edit !== "add") throw new Error("not an addition");
  await save(owner, { edit: "archive", list: "criteria", id: addition.item.id });
  const third = await proposed(owner);
  expect(third).toMatchObject({ number: 3, hash: first.hash });
  expect(await decisions(third.hash)).toMatchObject([{ team: "sales", decision: "approve" }]);
});

test("members decide for their own teams only, a dissent needs a reason, and a team may change its mind", async () => {
  const owner = await makeWorkspace();
  const seller = await makeMember(owner, { teams: ["sales"], name: "Mei Lin" });
  await save(owner, rule("SaaS"));
  const { id, hash } = await proposed(owner);
  const vote = (team: "sales" | "product", decision: "approve" | "dissent", reason = "") =>
    decide(seller, { proposal: id, hash, team, decision, reason });
  expect(await vote("product", "approve")).toEqual({ ok: false, error: "not-your-team" });
  for (const nothing of ["  ", "\u200b", "…"])
    expect(await vote("sales", "dissent", nothing)).toEqual({ ok: false, error: "reason-needed" });
  expect(await vote("sales", "dissent", "Too narrow.")).toMatchObject({ ok: true });
  expect(await vote("sales", "approve")).toMatchObject({ ok: true });
  const trail = await inWorkspace(owner.workspaceId, (tx) =>
    tx.auditEntry.findMany({ where: { action: "proposal decided" }, orderBy: { seq: "asc" } }),
  );
  expect(trail.map((one) => one.detail)).toMatchObject([
    { team: "sales", decision: "dissent", reason: "Too narrow.", before: null },
    { team: "sales", decision: "approve", before: "dissent" },
  ]);
});

test("another workspace's proposal does not exist here", async () => {
  const owner = await makeWorkspace();
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  await save(owner, rule("SaaS"));
  const { id, hash } = await proposed(owner);
  expect(
    await decide(stranger, { proposal: id, hash, team: "sales", decision: "approve", reason: "" }),
  ).toMatchObject({
    error: "not-found",
  });
  expect(await withdraw(stranger, { proposal: id })).toMatchObject({ error: "not-found" });
});
