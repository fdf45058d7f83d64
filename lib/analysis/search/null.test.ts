import { beforeAll, expect, test } from "vitest";
import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { checkByShuffling } from "#lib/analysis/search/shuffle-check.ts";
import { setsWithFindings } from "#lib/analysis/search/support/null-sets.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

// The whole of it (200 sets of 50, 50 of 500, three seeds) is `npm run bench null`.
test.each([11, 12, 13])("null sets of seed %i: almost none shows a supported attribute or rule", (seed) => {
  expect(setsWithFindings({ accounts: 50, sets: 10, attributes: 40, seed }, kernel)).toBeLessThanOrEqual(2);
  expect(setsWithFindings({ accounts: 500, sets: 2, attributes: 16, seed }, kernel)).toBeLessThanOrEqual(1);
});

test("accounts of one cluster are no evidence for each other", () => {
  const { frame, target } = plantedTable({ rows: 1_200, seed: 3, noise: 4, rules: false });
  // 60 clusters: everything about a row, its outcome too, is its cluster's.
  const clusters = Int32Array.from({ length: 1_200 }, (_, row) => row % 60);
  const values = target.values.map((_, row) => target.values[row % 60]!);
  const columns = frame.columns.map((column) =>
    column.kind === "number"
      ? { ...column, values: column.values.map((_, row) => column.values[row % 60]!) }
      : column.kind === "category"
        ? { ...column, codes: column.codes.map((_, row) => column.codes[row % 60]!) }
        : column,
  );
  const prepared = prepareFrame({ ...frame, columns });
  const options = {
    seed: 1,
    maxConditions: 2,
    kernel,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
    clusters: null,
  };
  const naive = gatherEvidence(prepared, { ...target, values }, options);
  expect(naive.findings.supported).toBeGreaterThan(3);
  const honest = gatherEvidence(prepared, { ...target, values }, { ...options, clusters });
  expect(honest.findings.supported).toBe(0);
  expect(honest.rules.rules.filter((rule) => rule.verdict === "supported")).toEqual([]);
});

test("on shuffled copies of planted data nothing holds, on the data itself two rules do", () => {
  const { frame, target } = plantedTable({ rows: 2_000, seed: 6, noise: 2, rules: true });
  const prepared = prepareFrame(frame);
  const options = {
    seed: 2,
    maxConditions: 2,
    kernel,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
    clusters: null,
  };
  const evidence = gatherEvidence(prepared, target, options);
  const settled = settleRules(prepared, evidence, options);
  expect(settled.rules.filter((rule) => rule.verdict === "supported").length).toBeGreaterThan(1);
  const shares: number[] = [];
  const check = checkByShuffling(prepared, target, options, (share) => shares.push(share), 5);
  expect(check.copies).toBe(5);
  // One copy in twenty may show something.
  expect(check.withFindings).toBeLessThanOrEqual(1);
  expect([...new Set(shares)]).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});
