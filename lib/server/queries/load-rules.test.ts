import { expect, test } from "vitest";
import { patternEvidenceSchema } from "#lib/criteria/criterion.ts";
import { putPatternIntoDraft } from "#lib/server/commands/put-pattern-into-draft.ts";
import { loadRuleEvidence, loadRules, loadSettledRules } from "#lib/server/queries/load-rules.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { createRandom } from "#lib/stats/random.ts";
import { makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

/** Customers of whom nearly all on the Solo plan in retail left. */
function customers(): string {
  const random = createRandom(3);
  const rows = Array.from({ length: 600 }, (_, i) => {
    const [plan, sector] = [i % 2 === 0 ? "Solo" : "Team", ["Retail", "Bank", "Media"][i % 3]];
    const left = random() < (plan === "Solo" && sector === "Retail" ? 0.9 : 0.25);
    return `Firm ${i},${plan},${sector},${1 + (i % 40)},${left ? "churned" : "active"}`;
  });
  return ["Customer,Plan,Sector,Seats,Status", ...rows].join("\n");
}

test("a workspace without data has no rules, and says so without failing", async () => {
  const actor = await makeWorkspace();
  expect(await loadRules(actor, null)).toMatchObject({ customers: 0, rules: null, outcomes: [] });
  expect(await loadSettledRules(actor, "retention")).toBeNull();
  expect(await loadRuleEvidence(actor, "retention", "[]")).toBeNull();
});

test("imported customers have rules, and one of them goes into the draft with its evidence", async () => {
  const actor = await makeWorkspace();
  const imported = await importText(actor, customers());
  if (!imported.ok) throw new Error(imported.error);
  const { rules, findings, dataRevision } = await loadRules(actor, "retention");
  expect(findings?.outcome).toBe("retention");
  const poor = rules!.rules.find((rule) => rule.direction === "poor")!;
  expect(poor.when.map(({ attribute }) => attribute).sort()).toEqual(["Plan", "Sector"]);
  const settled = await loadSettledRules(actor, "retention");
  expect(settled!.rules[0]).toMatchObject({ verdict: "supported", stability: expect.any(Number) });
  const address = JSON.stringify(settled!.rules[0]!.when);
  const found = (await loadRuleEvidence(actor, "retention", address))!;
  expect(patternEvidenceSchema.parse(found.evidence)).toMatchObject({
    label: "Plan is Solo and sector is Retail",
    total: 600,
    dataRevision,
    verdict: "supported",
  });
  const put = await putPatternIntoDraft(actor, {
    kind: "disqualifier",
    points: null,
    when: [...found.when],
    evidence: found.evidence,
  });
  expect(put.ok).toBe(true);
});
