import { expect, test } from "vitest";
import { leastDifference } from "#lib/analysis/least-difference.ts";
import { accountsFor } from "#lib/analysis/needed.ts";

test("is the difference that so many accounts would show, and no smaller one", () => {
  const found = leastDifference(0.6, 1_000, 0.1, 12_000)!;
  const needs = (difference: number) => accountsFor((0.1 * 0.9 * difference ** 2) / 0.24, 12_000)!;
  expect(needs(found)).toBeLessThanOrEqual(1_000);
  expect(needs(found - 0.001)).toBeGreaterThan(1_000);
  // Four times the accounts: half the difference.
  expect(leastDifference(0.6, 4_000, 0.1, 12_000)!).toBeCloseTo(found / 2, 3);
});

test("where nothing could be found, nothing is promised", () => {
  expect(leastDifference(0.5, 20, 0.1, 10_000)).toBeNull();
  expect(leastDifference(1, 1_000, 0.1, 100)).toBeNull();
  expect(leastDifference(0, 1_000, 0.1, 100)).toBeNull();
});
