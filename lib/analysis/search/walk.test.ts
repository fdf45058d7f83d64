import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  type Ground,
  materialOf,
  openGround,
  type Part,
  rowsOf,
  sumsOf,
} from "#lib/analysis/search/ground.ts";
import type { Kernel } from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { plantedTable, prepared } from "#lib/analysis/search/support/planted.ts";
import { findRules } from "#lib/analysis/search/walk.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernel: Kernel = plainKernel;
beforeAll(async () => {
  await buildKernel();
  kernel = wasmKernel("simd");
}, 60_000);

const level = 0.2;
const payGain = -normalQuantile(level) - 0.25;

/** q of the best rule of a direction of which every condition pays, every rule tried one by one. */
function bestByTrying(ground: Ground, direction: Direction, depth: number): number {
  const sign = direction === "good" ? 1 : -1;
  let best = 0;
  const consider = (parts: readonly Part[]) => {
    const sums = sumsOf(ground, rowsOf(ground, parts));
    const n = sums[0]!;
    if (n < ground.fewest || ground.size - n < ground.fewest) return;
    const pays = parts.every((_, left) => {
      const without = parts.filter((_, i) => i !== left);
      const parent = sumsOf(ground, rowsOf(ground, without));
      return sign * ground.scorer.gain(sums, 0, parent, 0) >= payGain;
    });
    if (pays) best = Math.max(best, ground.scorer.q(sums, 0, direction));
  };
  const walk = (first: number, parts: readonly Part[]) => {
    for (let column = first; column < ground.columns.length; column++) {
      const { attribute, selectors } = ground.columns[column]!;
      if (parts.some((part) => ground.columns[part.column]!.attribute === attribute)) continue;
      for (const { from, to } of selectors) {
        const longer = [...parts, { column, from, to }];
        consider(longer);
        if (longer.length < depth) walk(column + 1, longer);
      }
    }
  };
  walk(0, []);
  return best;
}

test.each(["yes or no", "weighted", "number"] as const)(
  "the best rule is the best of all rules (%s)",
  (kind) => {
    const tables = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      rows: fc.integer({ min: 60, max: 260 }),
      depth: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(tables, ({ seed, rows, depth }) => {
        const { frame, target } = plantedTable({ rows, seed, noise: 1, rules: true });
        const { columns } = prepared(frame);
        const random = createRandom(seed);
        const plain = materialOf(columns, target);
        const material =
          kind === "yes or no"
            ? plain
            : kind === "weighted"
              ? { ...plain, weights: plain.values.map(() => 0.5 + random()) }
              : {
                  ...plain,
                  measure: "mean" as const,
                  values: plain.values.map((value) => value + random()),
                };
        const ground = openGround(material, kernel, depth, 8);
        const found = findRules(ground, 40, level);
        for (const direction of ["good", "poor"] as const) {
          const best = found[direction][0]?.q ?? 0;
          expect(best).toBeCloseTo(bestByTrying(ground, direction, depth), 9);
        }
      }),
      { numRuns: 6 },
    );
  },
);
