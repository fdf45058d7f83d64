import { expect, test } from "vitest";
import { memberOf } from "#lib/server/actor.ts";
import { openSample } from "#lib/server/commands/open-sample.ts";
import { loadScorecard, workOnScorecard } from "#lib/server/queries/load-scorecard.ts";
import { useDatabase } from "#lib/server/testing/database.ts";
import { makePerson, makeWorkspace } from "../../../prisma/factories.ts";

useDatabase();

async function sample(kind: "eight-quarters" | "security-startup") {
  const person = await makePerson();
  const opened = await openSample(person, { kind });
  if (!opened.ok) throw new Error(opened.error);
  return (await memberOf(person, opened.value.slug))!;
}

test("points are there once they have been worked out, and the work says how far it is", async () => {
  const actor = await sample("eight-quarters");
  expect(await loadScorecard(actor)).toMatchObject({ customers: 612, outcome: "good customer", card: null });
  const shares: number[] = [];
  await workOnScorecard(actor, {}, { onProgress: (share) => shares.push(share) });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.length).toBeGreaterThan(10);
  expect(shares.at(-1)).toBeLessThan(1);
  const { card } = await loadScorecard(actor);
  if (!card?.ok) throw new Error("no card");
  const { attributes } = card.value;
  expect(attributes.map(({ attribute }) => attribute)).toContain("Ledger");
  // Asked only of customers who leave early: it tells who left, and no prospect has it.
  expect(attributes.map(({ attribute }) => attribute)).not.toContain("Early exit requested");
});

test("too few customers: why there are no points; no data: nothing to work on", async () => {
  const actor = await sample("security-startup");
  await workOnScorecard(actor);
  expect((await loadScorecard(actor)).card).toMatchObject({ ok: false, error: "scorecard-too-small" });
  const empty = await makeWorkspace();
  await workOnScorecard(empty);
  expect(await loadScorecard(empty)).toMatchObject({ customers: 0, outcome: null, card: null });
});
