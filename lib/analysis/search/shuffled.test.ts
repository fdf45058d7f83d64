import { beforeAll, expect, test } from "vitest";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { type Ground, materialOf, openGround, type Part, rowsOf } from "#lib/analysis/search/ground.ts";
import {
  type Kernel,
  lanes,
  mostTripleCells,
  standardise,
  tripleCells,
} from "#lib/analysis/search/kernel.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { controlByShuffling, mostChances, roundsFor, type Scores } from "#lib/analysis/search/shuffled.ts";
import { plantedTable, prepared } from "#lib/analysis/search/support/planted.ts";
import type { Target } from "#lib/analysis/target.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernels: readonly Kernel[] = [plainKernel];
beforeAll(async () => {
  await buildKernel();
  kernels = [plainKernel, wasmKernel("simd"), wasmKernel("scalar")];
}, 60_000);

/** Every rule of up to `depth` conditions on different attributes. */
function everyRule(ground: Ground, depth: number): Part[][] {
  const rules: Part[][] = [];
  const walk = (first: number, parts: readonly Part[]) => {
    for (let column = first; column < ground.columns.length; column++) {
      const { attribute, selectors } = ground.columns[column]!;
      if (parts.some((part) => ground.columns[part.column]!.attribute === attribute)) continue;
      for (const { from, to } of selectors) {
        const longer = [...parts, { column, from, to }];
        const rows = rowsOf(ground, longer);
        if (rows.every((word) => word === 0)) continue;
        rules.push(longer);
        if (longer.length < depth) walk(column + 1, longer);
      }
    }
  };
  walk(0, []);
  return rules;
}

/** Remembers what was drawn. */
function recorded(observed: Int16Array, seed: number): Scores & { readonly drawn: Int16Array[] } {
  const random = createRandom(seed);
  const drawn: Int16Array[] = [];
  return {
    observed,
    drawn,
    draw(into, lane) {
      const next = shuffle(observed.slice(), random);
      drawn.push(next);
      for (let row = 0; row < next.length; row++) into[row * lanes + lane] = next[row]!;
    },
  };
}

/** Asserts that every kernel finds the maxima that trying all rules finds. */
function agree(
  columns: readonly SearchColumn[],
  target: Target,
  { depth, fewest, yesNo }: { depth: number; fewest: number; yesNo: boolean },
): void {
  const random = createRandom(depth);
  const grounds = kernels.map((kernel) => openGround(materialOf(columns, target), kernel, depth, fewest));
  const ground = grounds[0]!;
  const observed = Int16Array.from(ground.order, (row) =>
    yesNo ? target.values[row]! : Math.floor(random() * 200) - 90,
  );
  const size = observed.length;
  const found = kernels.map((kernel, i) => {
    const scores = recorded(observed, 5);
    // A question that is never certain to fail: every permutation is drawn.
    const question = [{ column: 0, from: 0, to: 1 }];
    return {
      control: controlByShuffling(grounds[i]!, scores, { kernel }, [question], 2),
      drawn: scores.drawn,
    };
  });
  const sets = everyRule(ground, depth).map((parts) => rowsOf(ground, parts));
  const members = sets.map((set) =>
    [...observed.keys()].filter((row) => (set[row >>> 5]! >>> (row & 31)) & 1),
  );
  const admissible = members.filter((rows) => rows.length >= fewest && size - rows.length >= fewest);
  const mean = observed.reduce((sum, score) => sum + score, 0) / size;
  const variance = observed.reduce((sum, score) => sum + (score - mean) ** 2, 0) / size;
  const inverse = Float32Array.from(
    { length: size + 1 },
    (_, n) => 1 / Math.sqrt((variance * n * (size - n)) / (size - 1)),
  );
  const largest = found[0]!.drawn.slice(0, 60).map((scores) =>
    admissible.reduce((most, rows) => {
      const sum = rows.reduce((total, row) => total + scores[row]!, 0);
      return Math.max(most, Math.abs(standardise(sum, rows.length, mean, inverse)));
    }, 0),
  );
  expect(Math.min(...largest)).toBeGreaterThan(0);
  for (const { control } of found) {
    expect(control.rounds).toBe(999);
    // Just above each of them the p is smaller: it is one of the maxima, to the last bit but one.
    for (const most of largest)
      expect(Math.round((control.p(most) - control.p(most * (1 + 1e-6))) * 1000)).toBeGreaterThan(0);
  }
  for (const share of [0.5, 0.9, 0.975])
    expect(new Set(found.map(({ control }) => control.critical(share))).size).toBe(1);
}

test.each([1, 2, 3, 4])(
  "the largest |T| of every permutation is that of all rules tried one by one, depth %i",
  (depth) => {
    const { frame, target } = plantedTable({ rows: 140, seed: 7 + depth, noise: 2, rules: true });
    const { columns } = prepared(frame);
    for (const yesNo of [true, false])
      agree(depth > 2 ? columns.slice(1, 6) : columns, target, { depth, fewest: 12, yesNo });
  },
);

test("columns of so many values that three of them do not fit into one table are taken one after the other", () => {
  const { target } = plantedTable({ rows: 90, seed: 2, noise: 0, rules: true });
  const random = createRandom(40);
  const cells = 42;
  expect(tripleCells(cells, cells, cells)).toBeGreaterThan(mostTripleCells);
  const columns = ["a", "b", "c"].map((attribute): SearchColumn => {
    const selectors = Array.from({ length: cells }, (_, from) => ({ from, to: from + 1, branches: true }));
    // Most rows share a few values, so that some rules hold for enough of them.
    const codes = Uint8Array.from({ length: 90 }, () => Math.floor(random() ** 6 * cells));
    return {
      attribute,
      codes,
      cells,
      selectors,
      ordered: 0,
      say: () => ({ attribute, operator: "is known" }),
    };
  });
  agree(columns, target, { depth: 3, fewest: 4, yesNo: true });
});

test("beside very many outcomes there are so many permutations that a rule can still be supported", () => {
  expect([1, 2, 12].map(roundsFor)).toEqual([999, 999, 999]);
  for (const outcomes of [13, 26, 40, 120, 390]) {
    const best = outcomes / (roundsFor(outcomes) + 1);
    expect(best).toBeLessThanOrEqual(0.04);
    if (outcomes <= 125) expect(best).toBeLessThanOrEqual(0.0125 + 1e-12);
  }
  // Beyond, rows are held back instead.
  expect(roundsFor(mostChances)).toBe(9_999);
});
