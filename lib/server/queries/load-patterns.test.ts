import { expect, test } from "vitest";
import { saveEdit } from "#lib/server/commands/save-edit.ts";
import { loadGoodCustomer, previewGoodCustomer } from "#lib/server/queries/load-good-customer.ts";
import {
  accountsAPage,
  loadPattern,
  loadPatternAccounts,
  loadPatternEvidence,
  loadPatterns,
} from "#lib/server/queries/load-patterns.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { customersCsv, importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

async function workspaceOf(customers: number) {
  const actor = await makeWorkspace();
  if (customers > 0) {
    const imported = await importText(actor, customersCsv(customers));
    if (!imported.ok) throw new Error(imported.error);
  }
  return actor;
}

const basic = { outcome: "retention", pattern: "Plan=Basic", traits: [] };

test("a workspace without data has no patterns, and says so without failing", async () => {
  const actor = await workspaceOf(0);
  expect(await loadPatterns(actor)).toMatchObject({
    customers: 0,
    outcomes: [],
    definition: null,
    defined: false,
  });
  expect(await loadPattern(actor, basic)).toBeNull();
  expect(await loadGoodCustomer(actor)).toMatchObject({ customers: 0, counts: null, definition: null });
});

test("imported customers have patterns, their sheet, their evidence and the accounts behind them", async () => {
  const actor = await workspaceOf(300);
  const { customers, outcomes, dataRevision, attributes } = await loadPatterns(actor);
  expect(customers).toBe(300);
  expect(attributes).toContain("Plan");
  expect(outcomes.map(({ outcome }) => outcome)).toContain("retention");
  const found = await loadPattern(actor, basic);
  expect(found?.pattern).toMatchObject({ n: 100, direction: expect.stringMatching(/poor|none/) });
  expect(found?.detail?.retention?.ticks[0]).toBe(0);
  const evidence = await loadPatternEvidence(actor, basic);
  expect(evidence?.evidence).toMatchObject({ source: "pattern", n: 100, total: 300, dataRevision });
  expect(evidence?.when).toEqual([{ attribute: "Plan", operator: "equals", value: "Basic" }]);

  const first = await loadPatternAccounts(actor, basic, 1);
  const last = await loadPatternAccounts(actor, basic, 99);
  expect(first).toMatchObject({ total: 100, page: 1, pages: 2 });
  expect(first?.accounts).toHaveLength(accountsAPage);
  expect(last).toMatchObject({ page: 2 });
  expect(first?.accounts.every(({ name, left }) => name.startsWith("Firm") && left === true)).toBe(true);
  expect(await loadPatternAccounts(actor, { ...basic, pattern: "Plan=Gold" }, 1)).toBeNull();
});

test("a definition can be tried out before it is written down", async () => {
  const actor = await workspaceOf(300);
  const page = await loadGoodCustomer(actor);
  expect(page).toMatchObject({ customers: 300, defined: false });
  expect(page.definition).toEqual(page.suggested);
  const { good, not, tooEarly, unrecorded } = page.counts!;
  expect(good + not + tooEarly + unrecorded).toBe(300);
  expect(page.left.every(({ standing }) => standing !== "tooEarly")).toBe(true);
  const stricter = { ...page.definition!, horizonMonths: 36, outcomes: page.definition!.outcomes };
  const preview = await previewGoodCustomer(actor, stricter);
  expect(preview.counts!.tooEarly).toBeGreaterThan(tooEarly);
  expect(preview.movement?.moved.length).toBeLessThanOrEqual(preview.movement?.findings ?? 0);
});

test("one workspace's patterns and accounts are out of another's reach", async () => {
  const [mine, theirs] = [await workspaceOf(120), await workspaceOf(240)];
  expect((await loadPatterns(mine)).customers).toBe(120);
  expect((await loadPatterns(theirs)).customers).toBe(240);
  const behind = await loadPatternAccounts(mine, basic, 1);
  const others = await loadPatternAccounts(theirs, basic, 1);
  const ids = new Set(others?.accounts.map(({ id }) => id));
  expect(behind?.total).toBe(40);
  expect(behind?.accounts.some(({ id }) => ids.has(id))).toBe(false);
});

test("every definition whose findings were opened is one more chance, also for the first again", async () => {
  const actor = await workspaceOf(300);
  const good = ({ outcomes }: Awaited<ReturnType<typeof loadPatterns>>, of: string) =>
    outcomes.find(({ outcome }) => outcome === of)!;
  const suggested = await loadPatterns(actor);
  expect(good(suggested, "good customer").tried).toBe(1);
  let base = 0;
  const define = async (definition: typeof suggested.definition) => {
    const saved = await saveEdit(actor, { base, edit: { edit: "set definition", definition } });
    if (!saved.ok) throw new Error(saved.error);
    base = saved.value.revision;
    return loadPatterns(actor);
  };
  // To write down what was suggested is no other definition, nor is the same in another order.
  const first = await define(suggested.definition);
  expect(good(first, "good customer").tried).toBe(1);
  const stricter = await define({ ...suggested.definition!, horizonMonths: 7 });
  expect(good(stricter, "good customer").tried).toBe(2);
  const again = await define(suggested.definition);
  expect(good(again, "good customer").tried).toBe(2);
  const p = (page: typeof again) =>
    good(page, "good customer").attributes.flatMap(({ patterns }) => patterns.map((one) => one.adjustedP));
  expect(p(again).some((one) => one < 1)).toBe(true);
  expect(p(again)).toEqual(p(first).map((one) => Math.min(1, 2 * one)));
  expect(good(again, "retention")).toEqual(good(first, "retention"));
  // With more than as many accounts again these are other data.
  const imported = await importText(actor, customersCsv(400, 301));
  if (!imported.ok) throw new Error(imported.error);
  expect(good(await loadPatterns(actor), "good customer").tried).toBe(1);
});
