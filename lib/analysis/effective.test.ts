import { expect, test } from "vitest";
import { clusteredMean } from "#lib/analysis/effective.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets } from "#lib/analysis/target.ts";

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
