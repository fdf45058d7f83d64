import { expect, test } from "vitest";
import type { Condition } from "#lib/criteria/criterion.ts";
import type { Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { putMeasurementBehind } from "#lib/server/commands/measure-criterion.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { inWorkspace, newId } from "#lib/server/db.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { measureCriterion } from "#lib/server/queries/measure-criterion.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

/** 300 customers: those on the Solo plan leave three times as often. */
async function withCustomers(): Promise<Actor> {
  const actor = await makeWorkspace();
  const rows = Array.from({ length: 300 }, (_, i) => {
    const solo = i % 3 === 0;
    const left = solo ? i % 4 !== 0 : i % 5 === 0;
    return `Firm ${i},${solo ? "Solo" : "Team"},${1 + (i % 40)},${left ? "churned" : "active"}`;
  });
  const imported = await importText(actor, ["Customer,Plan,Seats,Status", ...rows].join("\n"));
  if (!imported.ok) throw new Error(imported.error);
  return actor;
}

const draftOf = (actor: Actor) => inWorkspace(actor.workspaceId, (tx) => readDraft(tx, actor.workspaceId));

async function save(actor: Actor, edit: Edit) {
  const saved = await saveEdit(actor, { base: (await draftOf(actor)).revision, edit });
  if (!saved.ok) throw new Error(saved.error);
}

async function written(actor: Actor, ...when: Condition[]): Promise<string> {
  const id = newId();
  const item = {
    id,
    when,
    points: null,
    evidence: null,
    question: "",
    crmField: "",
    rationale: "",
    owner: "",
  };
  await save(actor, { edit: "add", list: "criteria", item: { ...item, kind: "disqualifier" } });
  return id;
}

const evidenceOf = async (actor: Actor, id: string) =>
  (await draftOf(actor)).document.criteria.find((one) => one.id === id)?.evidence;

const solo: Condition = { attribute: "Plan", operator: "equals", value: "Solo" };
const few: Condition = { attribute: "Seats", operator: "at most", value: 13 };

test("a written criterion that is a pattern takes the pattern, which allows for everything looked at", async () => {
  const owner = await withCustomers();
  const criterion = await written(owner, solo);
  const answer = await putMeasurementBehind(owner, { criterion });
  if (!answer.ok) throw new Error(answer.error);
  expect(await evidenceOf(owner, criterion)).toMatchObject({
    source: "pattern",
    outcome: "retention",
    label: "Plan: Solo",
    verdict: "supported",
    direction: "poor",
    adjustedP: expect.any(Number),
    n: 100,
    total: 300,
  });
  expect(answer.value.document).toEqual((await draftOf(owner)).document);
});

test("one that is none is measured alone, and is suggestive at most", async () => {
  const owner = await withCustomers();
  const criterion = await written(owner, solo, few);
  expect((await putMeasurementBehind(owner, { criterion })).ok).toBe(true);
  const evidence = await evidenceOf(owner, criterion);
  expect(evidence).toMatchObject({ verdict: "suggestive", direction: "poor", adjustedP: null, total: 300 });
  expect(evidence?.source === "pattern" && evidence.warnings[0]).toMatch(/for this rule alone/);
  const base = evidence?.source === "pattern" ? evidence.base : 0;
  expect(base).toBeCloseTo(0.6167, 3);
  // Reworded, it is a hypothesis again.
  await save(owner, { edit: "change", list: "criteria", id: criterion, changes: { when: [few] } });
  expect(await evidenceOf(owner, criterion)).toBeNull();
});

test("nothing is put behind what cannot be measured, is not there, or is not one's to edit", async () => {
  const owner = await withCustomers();
  const nobody = await written(owner, { attribute: "Seats", operator: "at least", value: 1000 });
  const refused = (actor: Actor, criterion: string) => putMeasurementBehind(actor, { criterion });
  expect(await refused(owner, nobody)).toMatchObject({ error: "nothing-to-measure" });
  expect(await refused(owner, newId())).toMatchObject({ error: "not-found" });
  const empty = await makeWorkspace();
  expect(await refused(empty, await written(empty, solo))).toMatchObject({ error: "nothing-to-measure" });
  const viewer = await makeMember(owner, { role: "viewer" });
  expect(await refused(viewer, nobody)).toMatchObject({ error: "not-allowed" });
  await inWorkspace(owner.workspaceId, (tx) =>
    tx.attribute.updateMany({ where: { name: "Plan" }, data: { knownAt: "customer" } }),
  );
  const late = await written(owner, solo);
  expect(await refused(owner, late)).toMatchObject({ error: "after-sale", detail: { attribute: "Plan" } });
  await save(owner, { edit: "archive", list: "criteria", id: late });
  expect(await measureCriterion(owner, late)).toMatchObject({ error: "not-found" });
});
