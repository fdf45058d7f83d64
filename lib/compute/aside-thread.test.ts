import { beforeAll, expect, test } from "vitest";
import type { Aside, AsideWork, Piece, WorkKind } from "#lib/analysis/search/aside.ts";
import { gatherEvidence, prepareFrame, settleRules } from "#lib/analysis/search/evidence.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { startAside } from "#lib/compute/aside-thread.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { buildKernel } from "../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const { frame, target } = plantedTable({ rows: 600, seed: 6, noise: 4, rules: true });
const prepared = prepareFrame(frame);

/** Counts what is handed over; `stop` throws away work half done, as a question that is given up does. */
function counted(aside: Aside) {
  const handed: WorkKind[] = [];
  const counting: Aside = {
    open(kind, about) {
      const work = aside.open(kind, about);
      if (work === null) return null;
      return {
        begin(piece: Piece<typeof kind>) {
          handed.push(kind);
          work.begin(piece);
        },
        end: () => work.end(),
      } as AsideWork<typeof kind>;
    },
  };
  return { handed, counting };
}

async function there(aside: Aside): Promise<void> {
  const about = { columns: [], target, clusters: null, seed: 1, maxConditions: 1 };
  for (let tries = 0; tries < 400 && aside.open("resamples", about) === null; tries++)
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
  expect(handed.filter((kind) => kind === "space")).toHaveLength(8);
  expect(settleRules(prepared, together, shared)).toEqual(settled);
  expect(handed.filter((kind) => kind === "resamples")).toHaveLength(100);
  // Given up halfway, what was begun must not be taken for the next answer.
  const stop = () => {
    throw new Error("Nobody waits.");
  };
  expect(() => settleRules(prepared, together, shared, stop)).toThrow("Nobody waits.");
  expect(settleRules(prepared, together, shared)).toEqual(settled);
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
  const dead: Aside = { open: () => ({ begin: () => void begun++, end: () => null }) };
  const alone = gatherEvidence(prepared, target, options);
  expect(gatherEvidence(prepared, target, { ...options, aside: dead }).rules).toEqual(alone.rules);
  expect(begun).toBe(1);
});
