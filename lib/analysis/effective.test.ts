import { expect, test } from "vitest";
import { clusteredMean, worthOf } from "#lib/analysis/effective.ts";
import { yesNoTarget } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets } from "#lib/analysis/target.ts";
import { tQuantile, z95 } from "#lib/stats/distributions.ts";
import { createRandom } from "#lib/stats/random.ts";
import { newcombe, wilson } from "#lib/stats/rate.ts";

/** Degrees of freedom of a mean of clusters of these sizes. */
function dfOf(sizes: readonly number[]): number {
  const clusters = sizes.flatMap((size, cluster) => Array.from({ length: size }, () => cluster));
  const outcome = { name: "ACV", kind: "value", better: "higher" } as const;
  const values = clusters.map((cluster, row) => cluster + row);
  const [target] = numericTargets(frameOf({ columns: [], outcomes: [{ outcome, values }] }));
  return clusteredMean(target!, Int32Array.from(values.keys()), Int32Array.from(clusters)).df;
}

test("one large and many small clusters tell hardly more of a mean than one: with their number, 11 of 100 intervals missed", () => {
  expect(dfOf([3, 3, 3])).toBeCloseTo(2, 12);
  expect(dfOf([1, 1, 1, 1])).toBeCloseTo(3, 12);
  expect(dfOf([20, 10, 5, 1, 1, 1, 1, 1])).toBeCloseTo(1600 / 530 - 1, 12);
  expect(dfOf([30, 1, 1])).toBe(1);
});

/** Clusters of these sizes by row. */
const clustersOf = (sizes: readonly number[]): Int32Array =>
  Int32Array.from(sizes.flatMap((size, cluster) => Array.from({ length: size }, () => cluster)));

test("what clusters are worth is the jackknife's variance at Student's t", () => {
  // Good: 3 of 4, 1 of 3, 0 of 2, 1 of 1. Leaving each out: 2/6, 4/7, 5/8, 4/9 of the others; all: 5/10.
  const values = Float64Array.of(1, 1, 1, 0, 1, 0, 0, 0, 0, 1);
  const clusters = clustersOf([4, 3, 2, 1]);
  const left = [2 / 6, 4 / 7, 5 / 8, 4 / 9].map((rate) => (rate - 0.5) ** 2);
  const variance = (3 / 4) * left.reduce((sum, one) => sum + one, 0);
  const df = 100 / 30 - 1;
  const t = tQuantile(0.975, df);
  const { rate, worth } = worthOf(yesNoTarget(values), Int32Array.from(values.keys()), clusters);
  expect(rate).toBeCloseTo(0.5, 12);
  expect(worth).toBeCloseTo((0.25 / variance) * (z95 / t) ** 2, 10);
});

/** Beta(a, b) by Cheng's BB and BC would be long: of whole parameters by the order statistics of uniforms. */
function beta(a: number, b: number, random: () => number): number {
  const drawn = Float64Array.from({ length: a + b - 1 }, () => random()).sort();
  return drawn[a - 1]!;
}

test.each([
  // Beta(2, 7): a rate of .22, a likeness within clusters of .1.
  { sizes: [40, 20, 10, 5, 5, 3, 2, 2, 1, 1], a: 2, b: 7 },
  { sizes: [120, 60, 40, 20, 10, 10, 8, 6, 5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1], a: 2, b: 7 },
  { sizes: [61, 31, 21, 16, 13, 11, 9, 8, 7, 7, 6, 6], a: 1, b: 1 },
  { sizes: [20, 20, 20, 20], a: 2, b: 2 },
])(
  "the rate of few, very unequal clusters is within its interval 19 times in 20: $sizes",
  ({ sizes, a, b }) => {
    const random = createRandom(20 + sizes.length);
    const clusters = clustersOf(sizes);
    const rows = Int32Array.from(clusters.keys());
    const rounds = 1_500;
    let missed = 0;
    for (let round = 0; round < rounds; round++) {
      const own = sizes.map(() => beta(a, b, random));
      const values = Float64Array.from(clusters, (cluster) => (random() < own[cluster]! ? 1 : 0));
      const { rate, worth } = worthOf(yesNoTarget(values), rows, clusters);
      const { low, high } = wilson(rate * worth, worth);
      if (!(low <= a / (a + b) && a / (a + b) <= high)) missed++;
    }
    expect(missed / rounds).toBeLessThan(0.068);
    expect(missed / rounds).toBeGreaterThan(0.005);
  },
);

test("so is the difference of two such groups, and the mean", () => {
  const sizes = [30, 15, 8, 4, 3, 2, 2, 1, 1];
  const clusters = clustersOf(sizes);
  const rows = Int32Array.from(clusters.keys());
  const random = createRandom(31);
  const outcome = { name: "ACV", kind: "value", better: "higher" } as const;
  const rounds = 1_500;
  let [ofDifference, ofMean] = [0, 0];
  const drawn = () => {
    const own = sizes.map(() => beta(2, 4, random));
    return {
      values: Float64Array.from(clusters, (cluster) => (random() < own[cluster]! ? 1 : 0)),
      means: Array.from(clusters, (cluster) => own[cluster]! + random()),
    };
  };
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [drawn(), drawn()];
    const [x, y] = [one, other].map(({ values }) => worthOf(yesNoTarget(values), rows, clusters));
    const { low, high } = newcombe(x!.rate * x!.worth, x!.worth, y!.rate * y!.worth, y!.worth);
    if (low > 0 || high < 0) ofDifference++;
    const [target] = numericTargets(frameOf({ columns: [], outcomes: [{ outcome, values: one.means }] }));
    const { mean, se, df } = clusteredMean(target!, rows, clusters);
    if (Math.abs(mean - (1 / 3 + 1 / 2)) > tQuantile(0.975, df) * se) ofMean++;
  }
  expect(ofDifference / rounds).toBeLessThan(0.065);
  expect(ofMean / rounds).toBeLessThan(0.065);
});
