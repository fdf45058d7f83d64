import { expect, test } from "vitest";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import type { Edit } from "#lib/icp/edit.ts";
import type { Actor } from "#lib/server/actor.ts";
import { exclude } from "#lib/server/commands/exclude.ts";
import { lookAtHoldout } from "#lib/server/commands/look-at-holdout.ts";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { newId } from "#lib/server/db.ts";
import { findAccountsByName } from "#lib/server/queries/find-accounts.ts";
import { loadBackTest, workOnBackTest } from "#lib/server/queries/load-back-test.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { value } from "#lib/server/testing/value.ts";
import { createRandom } from "#lib/stats/random.ts";
import { makeMember, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

const look = (actor: Actor, subject: BackTestSubject, withSetAside = false) =>
  lookAtHoldout(actor, { subject, withSetAside });

/** Customers of three years, of whom nearly all on the Solo plan in retail left. */
function customers(count: number): string {
  const random = createRandom(3);
  const rows = Array.from({ length: count }, (_, i) => {
    const [plan, sector] = [i % 2 === 0 ? "Solo" : "Team", ["Retail", "Bank", "Media"][i % 3]];
    const left = random() < (plan === "Solo" && sector === "Retail" ? 0.9 : 0.2);
    const start = `${2022 + Math.floor((3 * i) / count)}-0${1 + (i % 9)}-11`;
    return `Firm ${i},${plan},${sector},${start},${left ? "churned" : "active"}`;
  });
  return ["Customer,Plan,Sector,Start date,Status", ...rows].join("\n");
}

const rule = (sector: string): Edit =>
  ({
    edit: "add",
    list: "criteria",
    item: {
      id: newId(),
      kind: "disqualifier",
      when: [{ attribute: "Sector", operator: "equals", value: sector }],
      points: null,
      question: "",
      rationale: "",
      evidence: null,
      crmField: "",
      owner: "",
    },
  }) as Edit;

/** A workspace of that many customers whose draft holds one rule, and the draft's revision. */
async function drafted(count: number): Promise<{ actor: Actor; revision: number }> {
  const actor = await makeWorkspace();
  value(await importText(actor, customers(count)));
  const { revision } = value(await saveEdit(actor, { base: 0, edit: rule("Retail") }));
  return { actor, revision };
}

test("a workspace without data has nothing to try rules on", async () => {
  const actor = await makeWorkspace();
  expect(await loadBackTest(actor, "draft")).toMatchObject({ customers: 0, trial: null, open: false });
  expect(await look(actor, "draft")).toEqual({
    ok: true,
    value: { looks: 0 },
  });
});

test("the draft is shown once somebody looks; each set of rules counts as one look", async () => {
  const { actor, revision } = await drafted(600);
  const viewer = await makeMember(actor, { name: "Ines", role: "viewer", teams: [] });

  const before = await loadBackTest(actor, "draft");
  expect(before.trial!.division).toMatchObject({ by: "time", from: expect.stringMatching(/^202/) });
  expect(before).toMatchObject({ open: false, result: null, looks: { count: 0, last: null }, rules: 1 });

  expect(await look(viewer, "draft")).toEqual({
    ok: true,
    value: { looks: 1 },
  });
  expect(await look(actor, "draft")).toEqual({
    ok: true,
    value: { looks: 1 },
  });
  const after = await loadBackTest(actor, "draft");
  expect(after).toMatchObject({ open: true, looks: { count: 1, last: { by: "Ines" } } });
  if (after.result === null || typeof after.result === "string") throw new Error("no result");
  const { figures, missed } = after.result;
  expect(figures.lift!.low).toBeGreaterThan(1);
  expect(after.missed.count).toBe(missed.length);
  expect(after.missed.some).toHaveLength(Math.min(5, missed.length));
  expect(after.missed.some[0]!.name).toMatch(/^Firm /);

  const other = await saveEdit(actor, { base: revision, edit: rule("Bank") });
  expect(other.ok).toBe(true);
  expect(await loadBackTest(actor, "draft")).toMatchObject({ open: false, looks: { count: 1 } });
  expect(await look(actor, "draft")).toEqual({
    ok: true,
    value: { looks: 2 },
  });
});

test("more customers and another day of the cut do not make looks forgotten", async () => {
  const { actor } = await drafted(600);
  await look(actor, "draft");
  await look(actor, "found");
  const before = await loadBackTest(actor, "found");
  const again = await importText(actor, customers(640));
  if (!again.ok) throw new Error(again.error);
  const after = await loadBackTest(actor, "found");
  expect(after.trial!.division!.held).not.toBe(before.trial!.division!.held);
  // Of more customers other rules are found: they have not been tried yet, but not on untouched customers.
  expect(after).toMatchObject({ open: false, looks: { count: 2 } });
  expect(await look(actor, "found")).toEqual({
    ok: true,
    value: { looks: 3 },
  });
});

test("rules are looked for in the background, and only once somebody has chosen to look", async () => {
  const actor = await makeWorkspace();
  const imported = await importText(actor, customers(600));
  if (!imported.ok) throw new Error(imported.error);
  await workOnBackTest(actor);
  expect(await loadBackTest(actor, "found")).toMatchObject({ open: false, result: null });
  await look(actor, "found");
  expect(await loadBackTest(actor, "found")).toMatchObject({ open: true, result: null });
  const shares: number[] = [];
  await workOnBackTest(actor, {}, { onProgress: (share) => shares.push(share) });
  const { result } = await loadBackTest(actor, "found");
  if (result === null || typeof result === "string") throw new Error(`no result: ${result}`);
  const named = result.found.flatMap(({ when }) => when.map(({ attribute }) => attribute));
  expect(named).toContain("Sector");
  expect(result.figures.lift!.low).toBeGreaterThan(1);
});

test("with few customers nothing is held back and nothing is counted", async () => {
  const { actor } = await drafted(120);
  const page = await loadBackTest(actor, "draft");
  expect(page).toMatchObject({ open: true, looks: { count: 0 }, trial: { division: null } });
  expect(page.result).toMatchObject({ division: null, rounds: 0 });
});

test("with what is set aside it is another trial, and another look", async () => {
  const { actor } = await drafted(600);
  const [first] = await findAccountsByName(actor, "Firm 1");
  const excluded = await exclude(actor, { accountId: first!.id, reason: "The founder knew them." });
  if (!excluded.ok) throw new Error(excluded.error);
  await look(actor, "draft");
  expect(await loadBackTest(actor, "draft")).toMatchObject({ open: true, setAside: 1 });
  const withThem = { withSetAside: true };
  const before = await loadBackTest(actor, "draft", withThem);
  expect(before).toMatchObject({ open: false, setAside: 1, looks: { count: 1 } });
  expect(before.trial!.known).toBe(600);
  expect(await look(actor, "draft", true)).toEqual({ ok: true, value: { looks: 2 } });
  expect(await loadBackTest(actor, "draft", withThem)).toMatchObject({ open: true, looks: { count: 2 } });
  expect((await loadBackTest(actor, "draft")).trial!.known).toBe(599);
});

test("the same customers looked at under another definition, or for another outcome, are looked at again", async () => {
  const { actor, revision } = await drafted(600);
  await look(actor, "draft");
  expect(await loadBackTest(actor, "draft")).toMatchObject({ open: true, looks: { count: 1 } });
  const retention = { outcome: "retention", poor: 3, good: 6, weight: 1 };
  const definition = { outcomes: [retention], cut: 0.5, cohort: { from: null, to: null }, horizonMonths: 6 };
  const changed = await saveEdit(actor, {
    base: revision,
    edit: { edit: "set definition", definition },
  });
  if (!changed.ok) throw new Error(changed.error);
  expect(await loadBackTest(actor, "draft")).toMatchObject({ open: false, looks: { count: 1 } });
  expect(await look(actor, "draft")).toEqual({ ok: true, value: { looks: 2 } });
  expect(await loadBackTest(actor, "draft")).toMatchObject({ open: true, looks: { count: 2 } });
});
