import { expect, test } from "vitest";
import { groupPermutationP, permutationP, scoresOf } from "#lib/analysis/permutation.ts";
import { createRandom } from "#lib/stats/random.ts";

/** Exact two-sided p of the sum of a group, by all subsets. */
function exactP(values: readonly number[], group: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const seen = Math.abs(group.reduce((sum, i) => sum + values[i]! - mean, 0));
  let [all, extreme] = [0, 0];
  for (let mask = 0; mask < 2 ** values.length; mask++) {
    const chosen = values.filter((_, i) => mask & (1 << i));
    if (chosen.length !== group.length) continue;
    all++;
    if (Math.abs(chosen.reduce((sum, value) => sum + value - mean, 0)) >= seen - 1e-9) extreme++;
  }
  return extreme / all;
}

test.each([
  [
    [1, 5, 2, 8, 3, 9, 4, 7, 6, 20],
    [9, 5, 3],
  ],
  [
    [0, 0, 0, 1, 1, 1, 1, 0, 0, 0],
    [3, 4, 5, 6],
  ],
  [
    [2, 2, 2, 3, 9, 1, 4, 4, 0, 5],
    [0, 1, 2, 3, 5, 8, 9],
  ],
])("a group's permutation p agrees with all its subsets (%#)", (values, group) => {
  const scores = scoresOf(Float64Array.from(values));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sum = group.reduce((total, i) => total + values[i]! - mean, 0);
  const p = groupPermutationP(scores, sum, group.length, createRandom(3));
  const exact = exactP(values, group);
  expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 200) + 0.002);
});

test("it stops early once p is beyond .1, and asks more often where hardly anything was as extreme", () => {
  let asked = 0;
  const half = permutationP(() => asked++ % 2 === 0);
  expect(asked).toBe(199);
  expect(half).toBeCloseTo(100 / 199, 12);
  expect(permutationP(() => false)).toBe(1 / 1000);
  expect(permutationP(() => false, true)).toBe(1 / 10_000);
});
