import { expect, test } from "vitest";
import { exportedHistory } from "#lib/samples/testing/exports.ts";
import { memberOf } from "#lib/server/actor.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import { loadQuadrant } from "#lib/server/queries/load-quadrant.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { importExports } from "#lib/server/testing/sets.ts";
import { importText, useUploadFolder } from "#lib/server/testing/tables.ts";
import { createRandom } from "#lib/stats/random.ts";
import { makePerson, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();
useUploadFolder();

test("the sample: small companies are easy to win and no good customers, some of them by name", async () => {
  const person = await makePerson();
  const opened = await openSample(person, { kind: "eight-quarters" });
  if (!opened.ok) throw new Error(opened.error);
  const actor = (await memberOf(person, opened.value.slug))!;
  const { quadrant, regretted, customers, sheets } = await loadQuadrant(actor);
  expect(customers).toBe(612);
  expect(quadrant).toMatchObject({ outcome: "good customer", prospects: 612 + 655, small: false });
  const regionOf = (id: string) => quadrant!.levels.find((level) => level.id === id)?.region;
  expect(regionOf("Segment=Small")).toBe("beware");
  expect(regionOf("Revenue model=Recurring")).toBe("aim");
  expect(regionOf("Revenue model=One-off")).toBe("leave");
  expect(sheets).toContain("Segment=Small");
  // Asked only of customers who leave early: no trait of a prospect.
  expect(quadrant!.levels.map(({ attribute }) => attribute)).not.toContain("Early exit requested");
  expect(regretted["Segment=Small"]).toHaveLength(4);
  expect(regretted["Segment=Small"]![0]!.name).not.toBe("");
});

test("a table that says who was won is enough; without one there is no quadrant", async () => {
  const actor = await makeWorkspace();
  expect(await loadQuadrant(actor)).toMatchObject({ customers: 0, quadrant: null, regretted: {} });
  const random = createRandom(4);
  const rows = Array.from({ length: 900 }, (_, i) => {
    const sector = ["Retail", "Bank", "Media"][i % 3]!;
    const won = random() < (sector === "Retail" ? 0.9 : 0.4);
    const left = won ? (random() < (sector === "Retail" ? 0.8 : 0.2) ? "churned" : "active") : "";
    return `Firm ${i},${sector},${won ? "Closed Won" : "Closed Lost"},${left}`;
  });
  const imported = await importText(actor, ["Company,Sector,Deal result,Status", ...rows].join("\n"));
  if (!imported.ok) throw new Error(imported.error);
  const { quadrant, regretted } = await loadQuadrant(actor);
  expect(quadrant).toMatchObject({ outcome: "retention", column: "Deal result", prospects: 900 });
  expect(quadrant!.levels.find(({ id }) => id === "Sector=Retail")).toMatchObject({ region: "beware" });
  expect(regretted["Sector=Retail"]!.length).toBe(4);

  const other = await makeWorkspace();
  const plain = ["Company,Sector,Status", ...rows.map((row) => row.replace(/,Closed [A-Z][a-z]+/, ""))];
  const again = await importText(other, plain.join("\n"));
  if (!again.ok) throw new Error(again.error);
  expect(await loadQuadrant(other)).toMatchObject({ customers: 900, quadrant: null });
});

test("deals and companies as a CRM exports them are enough, with those that were never won", async () => {
  const actor = await makeWorkspace();
  const { files, truth } = exportedHistory(11, 300, "HubSpot");
  await importExports(actor, files, truth.exportedOn);
  const { quadrant } = await loadQuadrant(actor);
  expect(quadrant).toMatchObject({ column: null });
  expect(quadrant!.prospects).toBeGreaterThan(quadrant!.customers);
  expect(quadrant!.base.win.value).toBeLessThan(1);
  expect(quadrant!.levels.length).toBeGreaterThan(0);
});
