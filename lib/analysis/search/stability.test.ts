import { beforeAll, expect, test } from "vitest";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { steadinessOf } from "#lib/analysis/search/stability.ts";
import { plantedTable, prepared } from "#lib/analysis/search/support/planted.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

test("a planted rule is found again and again, one without meaning is not", () => {
  const { frame, target } = plantedTable({ rows: 1_500, seed: 2, noise: 4, rules: true });
  const { columns } = prepared(frame);
  const at = (name: string) => columns.findIndex((column) => column.attribute === name);
  const sector = columns[at("sector")]!;
  const education = sector.selectors.find(({ from }) =>
    JSON.stringify(sector.say(from, from + 1)).includes("Education"),
  )!;
  const shares: number[] = [];
  const options = { seed: 1, maxConditions: 2, outcomes: 1, kernel, clusters: null, startDays: null };
  const [real, empty] = steadinessOf(
    columns,
    target,
    [
      { direction: "poor", parts: [{ column: at("sector"), from: education.from, to: education.to }] },
      { direction: "poor", parts: [{ column: at("x1"), from: 1, to: 2 }] },
    ],
    options,
    (share) => shares.push(share),
  );
  expect(real!.stability).toBeGreaterThan(0.8);
  expect(empty!.stability).toBeLessThan(0.3);
  // The best of many looks better than it is, so the poor look poorer.
  expect(real!.optimism).toBeLessThan(0);
  expect(shares.length).toBe(200);
  expect(shares.at(-1)).toBe(1);
});
