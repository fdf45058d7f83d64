import { beforeAll, expect, test } from "vitest";
import type { Aside } from "#lib/analysis/search/aside.ts";
import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import { resampleWork } from "#lib/analysis/search/resamples.ts";
import { checkByShuffling, copyWork } from "#lib/analysis/search/shuffle-check.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { startAside } from "#lib/compute/aside-thread.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { buildKernel } from "../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const { frame, target } = plantedTable({ rows: 600, seed: 6, noise: 4, rules: true });
const prepared = prepareFrame(frame);

/** Counts what is handed over; `stop` throws away work half done, as a question that is given up does. */
function counted(aside: Aside) {
  const handed: string[] = [];
  const counting: Aside = {
    open(work, about) {
      const opened = aside.open(work, about);
      if (opened === null) return null;
      return {
        ...opened,
        begin(piece) {
          handed.push(work.name);
          opened.begin(piece);
        },
      };
    },
  };
  return { handed, counting };
}

async function there(aside: Aside): Promise<void> {
  const about = { columns: [], target, clusters: null, seed: 1, maxConditions: 1 };
  for (let tries = 0; tries < 400 && aside.open(resampleWork, about) === null; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

test("with a second thread every answer is the same, and half of the work is done there", async () => {
  const kernel = wasmKernel("simd");
  const options = {
    seed: 1,
    maxConditions: 3,
    kernel,
    clusters: null,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
  };
  const alone = gatherEvidence(prepared, target, options);
  const settled = settleRules(prepared, alone, options);
  expect(alone.rules.permutations).toBe(999);
  const aside = startAside();
  // Until it is there it is done without.
  expect(gatherEvidence(prepared, target, { ...options, aside }).rules).toEqual(alone.rules);
  await there(aside);
  const { handed, counting } = counted(aside);
  const shared = { ...options, aside: counting };
  const together = gatherEvidence(prepared, target, shared);
  expect(together.rules).toEqual(alone.rules);
  expect(handed.filter((name) => name === "space")).toHaveLength(8);
  expect(settleRules(prepared, together, shared)).toEqual(settled);
  expect(handed.filter((name) => name === "resamples")).toHaveLength(100);
  const copies = checkByShuffling(prepared, target, options, undefined, 5);
  expect(checkByShuffling(prepared, target, shared, undefined, 5)).toEqual(copies);
  expect(handed.filter((name) => name === "copies")).toHaveLength(2);
  // Given up halfway, what was begun must not be taken for the next answer.
  const stop = () => {
    throw new Error("Nobody waits.");
  };
  expect(() => settleRules(prepared, together, shared, stop)).toThrow("Nobody waits.");
  expect(settleRules(prepared, together, shared)).toEqual(settled);
  expect(() => checkByShuffling(prepared, target, shared, stop)).toThrow("Nobody waits.");
  // A copy takes long: it stops between two of its own steps, here as in the second thread.
  const { kernel: mine, ...said } = options;
  const copy = copyWork.open({ prepared, target, options: said }, mine, stop);
  expect(() => copy(0)).toThrow("Nobody waits.");
  expect(checkByShuffling(prepared, target, shared, undefined, 5)).toEqual(copies);
});

test("what the second thread never answers is done here, and no more is handed to it", () => {
  const options = {
    seed: 1,
    maxConditions: 2,
    kernel: wasmKernel("simd"),
    clusters: null,
    horizon: 12,
    unused: new Set<string>(),
    outcomes: 1,
  };
  let begun = 0;
  const dead: Aside = { open: () => ({ begin: () => void begun++, end: () => null, close() {} }) };
  const alone = gatherEvidence(prepared, target, options);
  expect(gatherEvidence(prepared, target, { ...options, aside: dead }).rules).toEqual(alone.rules);
  expect(begun).toBe(1);
});
