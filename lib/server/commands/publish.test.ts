import pg from "pg";
import { expect, test } from "vitest";
import type { Team } from "#lib/access/can.ts";
import { canonicalJson, contentHash } from "#lib/icp/canonical.ts";
import type { Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { decide } from "#lib/server/commands/decide.ts";
import { propose, withdraw } from "#lib/server/commands/propose.ts";
import { publish } from "#lib/server/commands/publish.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, inWorkspaceRaw, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

const database = useDatabase();

const required: readonly Team[] = ["marketing", "sales", "product"];

async function save(actor: Actor, edit: Edit): Promise<void> {
  for (;;) {
    const { revision } = await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
    const saved = await saveEdit(actor, { base: revision, edit });
    if (saved.ok) return;
    if (saved.error !== "stale") throw new Error(saved.error);
  }
}

const write = (text: string): Edit => ({ edit: "set text", part: "profile", text });
const rule: Edit = {
  edit: "add",
  list: "criteria",
  item: {
    id: newId(),
    kind: "must-have",
    when: [{ attribute: "Industry", operator: "equals", value: "SaaS" }],
    points: null,
    evidence: null,
    question: "",
    crmField: "",
    rationale: "",
    owner: "",
  },
};

async function proposeNow(actor: Actor) {
  const { revision } = await inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));
  return propose(actor, { base: revision, summary: "Why." });
}

async function proposed(actor: Actor) {
  const made = await proposeNow(actor);
  if (!made.ok) throw new Error(made.error);
  return { proposal: made.value.id, hash: made.value.hash };
}

async function approveAll(actor: Actor, open: { proposal: string; hash: string }, teams = required) {
  for (const team of teams) await decide(actor, { ...open, team, decision: "approve", reason: "" });
}

const versionsOf = (actor: Actor) =>
  inWorkspace(actor.workspaceId, (tx) => tx.version.findMany({ orderBy: { number: "asc" } }));

async function ready() {
  const owner = await makeWorkspace();
  await save(owner, rule);
  await save(owner, write("Software companies."));
  return { owner, open: await proposed(owner) };
}

test("publishing waits for every required team, then publishes the proposal and not the draft", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open, ["marketing", "sales"]);
  expect(await publish(owner, { ...open, reason: "" })).toEqual({
    ok: false,
    error: "not-approved",
    detail: { teams: ["product"] },
  });
  await approveAll(owner, open, ["product"]);
  await save(owner, write("Moved on."));
  expect(await publish(owner, { ...open, reason: "" })).toMatchObject({
    ok: true,
    value: { number: 1, hash: open.hash },
  });
  const [version] = await versionsOf(owner);
  expect(JSON.parse(version?.content ?? "")).toMatchObject({ profile: "Software companies." });
  expect(version).toMatchObject({ overDissent: null, publishedBy: owner.userId });
  expect(version?.decisions).toMatchObject(
    required.map((team) => ({ team, decision: "approve", by: owner.name })),
  );
  expect(version?.evidence).toMatchObject({ customers: 0, criteria: [{ yes: 0 }] });
  expect(await publish(owner, { ...open, reason: "" })).toMatchObject({ error: "already-published" });
  expect(await decide(owner, { ...open, team: "sales", decision: "approve", reason: "" })).toMatchObject({
    error: "already-published",
  });
  expect(await withdraw(owner, { proposal: open.proposal })).toMatchObject({ error: "superseded" });
});

test("what is the current version already cannot be proposed again", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  await publish(owner, { ...open, reason: "" });
  expect(await proposeNow(owner)).toEqual({ ok: false, error: "same-content" });
});

test("over a dissent only an owner publishes, with a reason, and where the workspace allows it", async () => {
  const { owner, open } = await ready();
  const editor = await makeMember(owner, { teams: ["product"], name: "Mei Lin" });
  await approveAll(owner, open, ["marketing", "sales"]);
  await decide(editor, { ...open, team: "product", decision: "dissent", reason: "Too narrow." });
  expect(await publish(editor, { ...open, reason: "Now." })).toEqual({ ok: false, error: "not-allowed" });
  expect(await publish(owner, { ...open, reason: " " })).toEqual({ ok: false, error: "reason-needed" });
  const rule = (allowed: boolean) =>
    inWorkspace(owner.workspaceId, (tx) =>
      tx.workspace.updateMany({ where: { id: owner.workspaceId }, data: { publishOverDissent: allowed } }),
    );
  await rule(false);
  expect(await publish(owner, { ...open, reason: "Now." })).toMatchObject({ error: "not-approved" });
  await rule(true);
  expect(await publish(owner, { ...open, reason: "We test it for a quarter." })).toMatchObject({ ok: true });
  const [version] = await versionsOf(owner);
  expect(version?.overDissent).toBe("We test it for a quarter.");
  expect(version?.decisions).toContainEqual(
    expect.objectContaining({ team: "product", decision: "dissent", reason: "Too narrow.", by: "Mei Lin" }),
  );
});

test("a viewer, and another workspace, publish nothing", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  const viewer = await makeMember(owner, { role: "viewer" });
  const stranger = await makeWorkspace({ name: "Elsewhere" });
  expect(await publish(viewer, { ...open, reason: "" })).toEqual({ ok: false, error: "not-allowed" });
  expect(await publish(stranger, { ...open, reason: "" })).toEqual({ ok: false, error: "not-found" });
  expect(await publish(owner, { ...open, hash: "0".repeat(64), reason: "" })).toMatchObject({
    error: "superseded",
  });
});

test("a real workspace's versions are dated by the clock alone", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  const told = new Date("2026-03-31T12:00Z");
  await expect(publish(owner, { ...open, reason: "" }, told)).rejects.toThrow(/story of a sample/);
  expect(await versionsOf(owner)).toHaveLength(0);
});

test("two of one team who decide at the same moment are one decision of the team, and the trail has both", async () => {
  const { owner, open } = await ready();
  const others = await Promise.all(
    ["Lin", "Kim", "Ola"].map((name) => makeMember(owner, { teams: ["sales"], name })),
  );
  const said = await Promise.all(
    others.flatMap((one) => [
      decide(one, { ...open, team: "sales", decision: "approve", reason: "" }),
      decide(one, { ...open, team: "sales", decision: "dissent", reason: "Not yet." }),
    ]),
  );
  expect(said.every((one) => one.ok)).toBe(true);
  const { rows, trail } = await inWorkspace(owner.workspaceId, async (tx) => ({
    rows: await tx.approval.findMany({ where: { hash: open.hash } }),
    trail: await tx.auditEntry.findMany({ where: { action: "proposal decided" }, orderBy: { seq: "asc" } }),
  }));
  expect(rows).toHaveLength(1);
  expect(trail).toHaveLength(6);
  const told = trail.map(({ detail }) => detail as { before: string | null; decision: string });
  expect(told.map(({ before }) => before)).toEqual([
    null,
    ...told.map(({ decision }) => decision).slice(0, -1),
  ]);
  expect(rows[0]).toMatchObject({
    team: "sales",
    decision: told.at(-1)?.decision,
    userId: trail.at(-1)?.userId,
  });
});

test("twenty publishes at once make one version", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  const results = await Promise.all(
    Array.from({ length: 20 }, () => publish(owner, { ...open, reason: "" })),
  );
  expect(results.filter((one) => one.ok)).toHaveLength(1);
  expect(results.filter((one) => !one.ok && one.error === "already-published")).toHaveLength(19);
  expect(await versionsOf(owner)).toHaveLength(1);
});

/** One round: two publish while one edits and proposes, and a team decides once more. Returns what is open then. */
async function race(owner: Actor, current: { proposal: string; hash: string }, round: number) {
  await approveAll(owner, current);
  const decision = round % 2 ? "dissent" : "approve";
  await Promise.all([
    publish(owner, { ...current, reason: "" }),
    save(owner, write(`Round ${round}.`)).then(() => proposeNow(owner)),
    decide(owner, { ...current, team: "sales", decision, reason: "Not yet." }),
    publish(owner, { ...current, reason: "" }),
  ]);
  const made = await proposeNow(owner);
  return made.ok ? { proposal: made.value.id, hash: made.value.hash } : current;
}

/** What each team had last said about a content when it was published, as the audit trail tells it. */
async function saidBefore(owner: Actor, version: { id: string; hash: string }) {
  const trail = await inWorkspace(owner.workspaceId, (tx) =>
    tx.auditEntry.findMany({ where: { workspaceId: owner.workspaceId }, orderBy: { seq: "asc" } }),
  );
  const published = trail.findIndex((one) => one.target === version.id);
  const said = new Map<string, string>();
  for (const { action, detail } of trail.slice(0, published)) {
    const { hash, team, decision } = detail as Record<string, string>;
    if (action === "proposal decided" && hash === version.hash) said.set(team!, decision!);
  }
  return Object.fromEntries(said);
}

test("500 times something races with publishing: what is published was approved as it stands", async () => {
  const approvedByAll = { marketing: "approve", sales: "approve", product: "approve" };
  const workspaces = Array.from({ length: 10 }, async () => {
    const { owner, open } = await ready();
    let current = open;
    for (let round = 0; round < 50; round++) current = await race(owner, current, round);
    const versions = await versionsOf(owner);
    expect(versions.map((one) => one.number)).toEqual(versions.map((_, i) => i + 1));
    for (const version of versions) {
      expect(version.overDissent).toBeNull();
      const decisions = version.decisions as { team: string; decision: string }[];
      expect(Object.fromEntries(decisions.map((one) => [one.team, one.decision]))).toEqual(approvedByAll);
      expect(await saidBefore(owner, version)).toEqual(approvedByAll);
    }
    return versions.length;
  });
  const published = (await Promise.all(workspaces)).reduce((sum, one) => sum + one, 0);
  // Both happened: publishing came first, and something else did.
  expect(published).toBeGreaterThan(50);
  expect(published).toBeLessThan(500);
}, 180_000);

test("the hash of every version is that of its stored text", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  await publish(owner, { ...open, reason: "" });
  await save(owner, write("Ümlaut, “quotes”, 🙂 and a\nline."));
  const second = await proposed(owner);
  await approveAll(owner, second);
  await publish(owner, { ...second, reason: "" });
  const versions = await versionsOf(owner);
  expect(versions).toHaveLength(2);
  for (const { content, hash } of versions) {
    expect(contentHash(JSON.parse(content))).toBe(hash);
    expect(canonicalJson(JSON.parse(content))).toBe(content);
  }
});

test("the app's role can neither change nor delete a version, a proposal or the log of edits", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  await publish(owner, { ...open, reason: "" });
  for (const table of ["version", "proposal", "document_edit", "audit_entry"]) {
    for (const statement of [
      `update "${table}" set "workspaceId" = "workspaceId"`,
      `delete from "${table}"`,
    ]) {
      const attempt = inWorkspaceRaw(owner.workspaceId, (client) => client.query(statement));
      await expect(attempt, statement).rejects.toMatchObject({ code: "42501" });
    }
  }
});

test("content that no longer has its hash is never published", async () => {
  const { owner, open } = await ready();
  await approveAll(owner, open);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`update proposal set content = replace(content, 'Software', 'Hardware') where id = $1`, [
    open.proposal,
  ]);
  await client.end();
  await expect(publish(owner, { ...open, reason: "" })).rejects.toThrow("does not have the hash");
  expect(await versionsOf(owner)).toHaveLength(0);
});
