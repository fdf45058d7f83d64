import { beforeAll, expect, test } from "vitest";
import { gatherEvidence, prepareFrame } from "#lib/analysis/search/evidence.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { yesNoTarget } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

const bands = ["1-10", "11-50", "51-200", "201–500", "501-1,000", "1,001+"];

test("neighbouring ranges that do well are found as one range, with what goes with them", () => {
  const random = createRandom(11);
  const n = 1_500;
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const size = Array.from({ length: n }, () =>
    random() < 0.05 ? String(1 + Math.floor(random() * 900)) : pick(bands),
  );
  const industry = Array.from({ length: n }, () => pick(["SaaS", "Retail", "Health"]));
  const isGood = size.map((band, i) => {
    const planted = (band === "51-200" || band === "201–500") && industry[i] === "SaaS";
    return random() < (planted ? 0.9 : 0.35) ? 1 : 0;
  });
  const frame = frameOf({
    columns: [
      { name: "Employees", type: "range", cells: size },
      { name: "Industry", cells: industry },
    ],
  });
  const { rules } = gatherEvidence(prepareFrame(frame), yesNoTarget(Float64Array.from(isGood)), {
    ...{
      seed: 1,
      maxConditions: 2,
      kernel,
      clusters: null,
      horizon: 12,
      unused: new Set<string>(),
      outcomes: 1,
    },
  });
  const best = rules.rules.find(({ direction }) => direction === "good");
  expect([...best!.when].sort((a, b) => (a.attribute < b.attribute ? -1 : 1))).toEqual([
    { attribute: "Employees", operator: "between", value: { from: 51, to: 501 } },
    { attribute: "Industry", operator: "equals", value: "SaaS" },
  ]);
  expect(sayCriterion({ when: [...best!.when] })).toMatch(/51 to 500/);
});
