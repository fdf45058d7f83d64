import { expect, test } from "vitest";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import { startingPoints } from "#lib/criteria/points.ts";

const of = (
  measure: PatternEvidence["measure"],
  inside: number,
  rest: number,
  direction?: PatternEvidence["direction"],
) =>
  startingPoints({
    measure,
    direction,
    inside: { value: inside, low: 0, high: 1 },
    rest: { value: rest, low: 0, high: 1 },
  } as PatternEvidence);

test("a signal starts with the difference it makes, below zero where it goes with poor customers", () => {
  expect(of("rate", 0.78, 0.54)).toBe(24);
  expect(of("rate", 0.573, 0.932)).toBe(-36);
  expect(of("rate", 0.501, 0.5)).toBe(1);
});

test("a mean has no points of its own, only whether it speaks against an account", () => {
  expect(of("mean", 4000, 100)).toBe(10);
  expect(of("mean", 4000, 100, "good")).toBe(10);
  expect(of("mean", 4000, 100, "poor")).toBe(-10);
});

test("what the test saw decides, where the shares beside each other point the other way", () => {
  expect(of("rate", 0.701, 0.756, "good")).toBe(6);
  expect(of("rate", 0.756, 0.701, "poor")).toBe(-6);
  expect(of("rate", 0.4, 0.5, "none")).toBe(-10);
});
