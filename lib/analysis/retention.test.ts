import { expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { createRandom } from "#lib/stats/random.ts";

interface Plan {
  readonly accounts: number;
  /** Months watched, from and to. */
  readonly watched: readonly [number, number];
  /** Months stayed on average. */
  readonly stays?: number;
}

/** Customers of several plans who leave at a constant pace. */
function customers(plans: readonly Plan[], seed: number): Frame {
  const random = createRandom(seed);
  const rows = plans.flatMap(({ accounts, watched, stays = 20 }, plan) =>
    Array.from({ length: accounts }, () => {
      const until = watched[0] + (watched[1] - watched[0]) * random();
      const life = -stays * Math.log(1 - random());
      return { plan: `plan ${plan}`, months: Math.min(life, until), left: life <= until ? 1 : 0 };
    }),
  );
  return frameOf({
    columns: [{ name: "Plan", cells: rows.map(({ plan }) => plan) }],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
  });
}

function planOf(frame: Frame) {
  const { outcomes } = analyse(frame, null, defaultOptions);
  const [trait] = outcomes.find(({ outcome }) => outcome === retentionOutcome)!.attributes;
  return { trait: trait!.p, first: trait!.patterns.find(({ level }) => level === "plan 0")! };
}

test("a dozen customers watched for years among many watched for months are no finding for that alone", () => {
  let [level, trait] = [0, 0];
  const rounds = 200;
  const dozen = { accounts: 12, watched: [24, 60] as const };
  for (let seed = 1; seed <= rounds; seed++) {
    const found = planOf(customers([dozen, dozen, dozen, { accounts: 240, watched: [1, 8] }], seed));
    if (found.first.p <= 0.05) level++;
    if (found.trait <= 0.05) trait++;
  }
  // By permuting (time, left) pairs it was one level in five, and three traits in ten.
  expect(level / rounds).toBeLessThan(0.085);
  expect(trait / rounds).toBeLessThan(0.085);
});

test("a dozen who leave five times as fast are told, and so are a dozen who hardly leave", () => {
  const others = { accounts: 240, watched: [12, 24] as const };
  const told = (stays: number) =>
    Array.from({ length: 20 }, (_, seed) =>
      planOf(customers([{ accounts: 15, watched: [12, 24], stays }, others], seed + 1)),
    ).filter(({ first }) => first.p < 0.01).length;
  expect(told(3)).toBeGreaterThan(15);
  expect(told(2_000)).toBeGreaterThan(10);
});
