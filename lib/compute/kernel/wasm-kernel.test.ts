import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Kernel, lanes } from "#lib/analysis/search/kernel.ts";
import { linesOf } from "#lib/analysis/search/lines.ts";
import { plainKernel } from "#lib/analysis/search/plain-kernel.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

let kernels: readonly Kernel[] = [];
beforeAll(async () => {
  await buildKernel();
  kernels = [wasmKernel("simd"), wasmKernel("scalar")];
}, 60_000);

/** A table of random codes: a few columns of a few cells, and where the good rows end. */
const tables = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    rows: fc.integer({ min: 1, max: 1300 }),
    cells: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ seed, rows, cells, share }) => {
    const random = createRandom(seed);
    const codes = cells.map((size) =>
      Uint8Array.from({ length: rows }, () => Math.floor(random() ** 2 * size)),
    );
    const selectors = cells.map((size) => rangesOf(size, 1 + Math.floor(4 * random())));
    return { rows, cells, codes, selectors, good: Math.round(share * rows), depth: 3, random };
  });

test("rows are counted, sorted and narrowed as the plain kernel does", () => {
  fc.assert(
    fc.property(tables, fc.boolean(), ({ random, ...table }, summed) => {
      const values = Float64Array.from({ length: table.rows * 3 }, () => Math.round(random() * 1000) / 8);
      const planes = summed ? { count: 3, values } : null;
      const oracle = plainKernel.openColumns({ ...table, planes });
      for (const kernel of kernels) {
        const session = kernel.openColumns({ ...table, planes });
        for (let depth = 0; depth < 2; depth++) {
          for (const column of table.cells.keys())
            expect(session.tally(depth, column)).toEqual(oracle.tally(depth, column));
          const [from, to] = [0, Math.ceil(table.cells[depth]! / 2)];
          for (const one of [oracle, session]) {
            one.sort(depth, depth);
          }
          if (!summed) {
            const first = table.selectors[depth]!.subarray(0, 2 * Math.ceil(4 * random()));
            const others = [...table.cells.keys()].filter((column) => column > depth);
            const { rows, good } = table;
            const [fewest, most] = [2, rows - 2];
            const lines = linesOf(rows, good, fewest, most, { good: random() / 4, poor: random() / 4 });
            const rule = { fewest, most, gain: 0.2 + 3 * random(), lines, counts: true };
            const pairsOf = (of: typeof session) => {
              const found: (readonly [number, number[]])[] = [];
              const see = (other: number, pairs: Int32Array) => void found.push([other, [...pairs]]);
              const examined = of.pairs(depth, depth, first, others, rule, see);
              return { found, examined };
            };
            expect(pairsOf(session)).toEqual(pairsOf(oracle));
          }
          for (const one of [oracle, session]) one.enter(depth, from, to);
          expect(session.rows(depth + 1).sort()).toEqual(oracle.rows(depth + 1).sort());
        }
        expect(session.joint(0, 1)).toEqual(oracle.joint(0, 1));
      }
    }),
    { numRuns: 40 },
  );
});

/** Ranges of some cells, at most forty of them, that end at every cell or every few. */
function rangesOf(cells: number, step = 1): Int32Array {
  const ends = [...Array.from({ length: Math.ceil(cells / step) }, (_, i) => i * step), cells];
  const all = ends.flatMap((from, i) => ends.slice(i + 1).map((to) => [from, to] as const));
  return Int32Array.from(all.filter((_, i) => i % (1 + Math.floor(all.length / 40)) === 0).flat());
}

test("bitsets are counted and intersected as the plain kernel does", () => {
  const sets = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    many: fc.integer({ min: 1, max: 9 }),
    goodBlocks: fc.integer({ min: 0, max: 70 }),
    restBlocks: fc.integer({ min: 1, max: 70 }),
  });
  fc.assert(
    fc.property(sets, ({ seed, many, goodBlocks, restBlocks }) => {
      const random = createRandom(seed);
      const words = (goodBlocks + restBlocks) * 4;
      const selectors = Array.from({ length: many }, () =>
        Uint32Array.from({ length: words }, () => (random() < 0.1 ? 0xffffffff : random() * 2 ** 32)),
      );
      const table = { selectors, words, goodWords: goodBlocks * 4, depth: 2 };
      const oracle = plainKernel.openBitsets(table);
      for (const kernel of kernels) {
        const session = kernel.openBitsets(table);
        for (let depth = 0; depth < 2; depth++) {
          const which = Int32Array.from({ length: many }, (_, i) => (i * 5 + depth) % many);
          expect(session.counts(depth, which)).toEqual(oracle.counts(depth, which));
          for (const one of [oracle, session]) one.enter(depth, many - 1);
        }
        expect(session.counts(2, Int32Array.of(0))).toEqual(oracle.counts(2, Int32Array.of(0)));
      }
    }),
    { numRuns: 40 },
  );
});

test("shuffled scores give the same maxima to the last bit", () => {
  fc.assert(
    fc.property(tables, fc.boolean(), ({ random, rows, cells, codes }, yesNo) => {
      const inverse = Float32Array.from({ length: rows + 1 }, (_, n) =>
        n < 2 || n > rows - 2 ? 0 : 1 / Math.sqrt(n),
      );
      const table = { rows, cells, codes, depth: 3, mean: yesNo ? 0.5 : 1.25, inverse };
      const scores = Int16Array.from({ length: rows * lanes }, () =>
        yesNo ? Math.round(random()) : Math.floor(random() * 255) - 127,
      );
      const all = cells.map((size) =>
        Int32Array.from(
          Array.from({ length: size }, (_, from) =>
            Array.from({ length: size - from }, (_, more) => [from, from + more + 1]),
          ).flat(2),
        ),
      );
      // Every so-manieth of up to 820 ranges: the oracle takes them one by one.
      const some = (pairs: Int32Array) => pairs.filter((_, i) => (i >> 1) % (1 + (pairs.length >> 4)) === 0);
      const oracle = plainKernel.openShuffles(table);
      for (const kernel of kernels) {
        const session = kernel.openShuffles(table);
        for (const one of [oracle, session]) {
          one.load(scores);
          one.scan(0, 0, all[0]!);
          one.scanPairs(0, 0, some(all[0]!), 1, some(all[1]!), false);
          one.enter(0, 0, 1);
          one.scan(1, 1, all[1]!);
        }
        expect(session.maxima()).toEqual(oracle.maxima());
      }
    }),
    { numRuns: 15 },
  );
});

test("three conditions at once give the same maxima, with and without the sums of pairs to go by", () => {
  fc.assert(
    fc.property(tables, fc.boolean(), fc.boolean(), ({ random, rows, cells, codes }, yesNo, keeps) => {
      // A third column for tables that have none; cells so few that the oracle has time for every triple.
      const small = [...cells, 3].slice(0, 3).map((size) => Math.min(size, 5));
      const coded = [...codes, codes[0]!]
        .slice(0, 3)
        .map((column, i) => column.map((code) => code % small[i]!));
      const inverse = Float32Array.from({ length: rows + 1 }, (_, n) =>
        n < 5 || n > rows - 5 ? 0 : 1 / Math.sqrt(n),
      );
      // What lies far from what is expected does not fit into 8 bits.
      const mean = yesNo ? [0.4, 0.3, 0.1][Math.floor(random() * 3)]! : -2.5;
      const table = { rows, cells: small, codes: coded, depth: 3, mean, inverse };
      const scores = Int16Array.from({ length: rows * lanes }, () =>
        yesNo ? Number(random() < 0.4) : Math.floor(random() * 255) - 127,
      );
      const all = small.map((size) => rangesOf(size));
      const oracle = plainKernel.openShuffles(table);
      for (const kernel of kernels) {
        const session = kernel.openShuffles(table);
        // Twice, as the same session is asked batch after batch.
        for (let batch = 0; batch < 2; batch++) {
          for (const one of [oracle, session]) {
            one.load(scores);
            one.sort(0, 1);
            one.scanPairs(0, 1, all[1]!, 2, all[2]!, keeps);
            one.sort(0, 0);
            for (const other of [1, 2]) one.scanPairs(0, 0, all[0]!, other, all[other]!, keeps);
            one.load(scores);
            one.scanTriples(0, 0, all[0]!, 1, all[1]!, 2, all[2]!);
          }
          expect(session.maxima()).toEqual(oracle.maxima());
        }
      }
    }),
    { numRuns: 25 },
  );
});
