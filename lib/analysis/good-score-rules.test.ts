import { beforeAll, expect, test } from "vitest";
import { goodScoreTarget } from "#lib/analysis/score-target.ts";
import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { checkByShuffling } from "#lib/analysis/search/shuffle-check.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { scoreDefinition } from "#lib/analysis/support/score-definition.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

/** Five traits of three values; planted: two of them together leave slowly, two others together fast. */
function table(n: number, seed: number, planted: boolean, uneven: boolean) {
  const random = createRandom(seed);
  const rows = Array.from({ length: n }, () => {
    const traits = Array.from({ length: 5 }, () => Math.floor(3 * random()));
    const [a, b, c] = traits;
    const pace = !planted ? 1 : a === 0 && b === 0 ? 0.15 : a === 1 && c === 1 ? 3.5 : 1;
    const life = -Math.log(1 - random()) / (0.06 * pace);
    const watched = (uneven && a === 0 ? 13 : 36) * random();
    return { traits, months: Math.min(life, watched), left: life < watched ? 1 : 0, acv: 100 * random() };
  });
  const frame = frameOf({
    columns: Array.from({ length: 5 }, (_, i) => ({
      name: `trait ${i}`,
      cells: rows.map(({ traits }) => `value ${traits[i]}`),
    })),
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    outcomes: [
      { outcome: { name: "ACV", kind: "value", better: "higher" }, values: rows.map(({ acv }) => acv) },
    ],
  });
  return { frame, target: goodScoreTarget(frame, scoreDefinition) };
}

const options = () => ({
  seed: 1,
  maxConditions: 2,
  kernel,
  clusters: null,
  horizon: 12,
  unused: new Set<string>(),
  outcomes: 1,
});

test.each([
  [1_500, "shuffled"],
  [6_000, "split"],
] as const)("combinations that go with a score are found in %i accounts, good and poor", (n, policy) => {
  const { frame, target } = table(n, 31, true, false);
  const prepared = prepareFrame(frame);
  const settled = settleRules(prepared, gatherEvidence(prepared, target, options()), options());
  expect(settled.policy).toBe(policy);
  expect(settled.measure).toBe("mean");
  const holding = settled.rules.filter(({ verdict }) => verdict === "supported");
  const named = (direction: string) =>
    holding
      .filter((rule) => rule.direction === direction)
      .map(({ when }) => when.map(({ attribute }) => attribute).sort());
  expect(named("good")).toContainEqual(["trait 0", "trait 1"]);
  expect(named("poor")).toContainEqual(["trait 0", "trait 2"]);
});

test("where a trait tells how long accounts were watched their scores are not exchanged, and hardly any table has a finding", () => {
  let found = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { frame, target } = table(500, 700 + seed, false, true);
    const { rules, findings } = gatherEvidence(prepareFrame(frame), target, options());
    expect(rules.policy).toBe("split");
    if (findings.supported > 0 || rules.rules.some(({ verdict }) => verdict === "supported")) found++;
  }
  // At most 5 % of the tables: more than 6 of 40 in one case of a hundred.
  expect(found).toBeLessThanOrEqual(6);
});

test("shuffled copies have shuffled scores", () => {
  const { frame, target } = table(800, 32, true, false);
  const prepared = prepareFrame(frame);
  expect(gatherEvidence(prepared, target, options()).findings.supported).toBeGreaterThan(0);
  const { supported } = checkByShuffling(prepared, target, options(), undefined, 6);
  expect(supported.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
});
