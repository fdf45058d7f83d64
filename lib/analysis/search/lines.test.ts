import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf, linesOf } from "#lib/analysis/search/lines.ts";
import { countScorer } from "#lib/analysis/search/score.ts";

const searches = fc
  .record({
    rows: fc.integer({ min: 50, max: 3_000 }),
    share: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fewest: fc.integer({ min: 5, max: 40 }),
    least: fc.record({
      good: fc.double({ min: 0, max: 0.3, noNaN: true }),
      poor: fc.double({ min: 0, max: 0.3, noNaN: true }),
    }),
  })
  .map((of) => ({ ...of, good: Math.max(1, Math.round(of.share * of.rows)) }));

test("whatever is worth more than the least lies on or above the line of every size that it can be part of", () => {
  fc.assert(
    fc.property(searches, ({ rows, good, fewest, least }) => {
      const lines = linesOf(rows, good, fewest, rows - fewest, least);
      const scorer = countScorer(rows, good);
      for (const [at, direction] of ["good", "poor"].entries()) {
        const way = direction as "good" | "poor";
        for (let n = fewest; n <= rows - fewest; n += 1 + (n >> 5)) {
          // q grows with k: below the fewest that are worth it none is.
          let k = 0;
          const q = (many: number) => scorer.q(Float64Array.of(n, way === "good" ? many : n - many), 0, way);
          while (k <= n && q(k) <= least[way]) k++;
          if (k > n) continue;
          for (let size = n; size <= rows * 2; size *= 2) {
            const line = lineOf(Math.min(size, rows)) + 2 * at;
            expect(k).toBeGreaterThanOrEqual(lines[line]! * n + lines[line + 1]! - 1e-9);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("the line of a hundred rows leaves out what is usual among them", () => {
  const lines = linesOf(3_000, 1_200, 30, 2_970, { good: 0.08, poor: 0.08 });
  const line = lineOf(100);
  // Of 50 rows 20 are good by chance, of 100 rows 40.
  for (const n of [50, 100]) expect(n * 0.4 + 4).toBeLessThan(lines[line]! * n + lines[line + 1]!);
});
