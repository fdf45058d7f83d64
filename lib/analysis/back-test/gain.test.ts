import { describe, expect, test } from "vitest";
import { gainOf, gainShares } from "#lib/analysis/back-test/gain.ts";
import { ten } from "#lib/analysis/back-test/support/ground.ts";
import type { Target } from "#lib/analysis/target.ts";

describe("the gain curve", () => {
  test("rises through the corners of the scores, straight where accounts stand in no order", () => {
    const { choice, target } = ten();
    const { curve } = gainOf(choice, null, target, 1);
    expect(curve[0]!.value).toBe(0);
    expect(curve.at(-1)!.value).toBe(1);
    // Four of ten taken hold three of the four good ones; half of them, half of that.
    expect(curve[gainShares.indexOf(0.4)]!.value).toBeCloseTo(0.75, 12);
    expect(curve[gainShares.indexOf(0.2)]!.value).toBeCloseTo(0.375, 12);
    expect(curve[gainShares.indexOf(0.7)]!.value).toBeCloseTo(0.875, 12);
    for (const { low, value, high } of curve) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });

  test("an account without order is chance: the straight line", () => {
    const { target } = ten();
    const { curve } = gainOf({ score: new Float64Array(10), taken: new Uint8Array(10) }, null, target, 1);
    gainShares.forEach((share, i) => {
      expect(curve[i]!.value).toBeCloseTo(share, 12);
    });
  });

  test("that a choice found every good one of eight is not known for certain of others", () => {
    const many = 80;
    const values = Float64Array.from({ length: many }, (_, row) => (row < 8 ? 1 : 0));
    const rows = Int32Array.from(values.keys());
    const shared = { weights: null, followed: null, numbers: null, unknown: 0 };
    const eight: Target = { outcome: "x", measure: "rate", better: "higher", rows, values, ...shared };
    const { curve } = gainOf({ score: values, taken: new Uint8Array(many) }, null, eight, 1);
    const [half, most] = [curve[gainShares.indexOf(0.5)]!, curve[gainShares.indexOf(0.95)]!];
    // One good of the forty left is likely enough: every draw held all eight.
    expect([half.value, half.high]).toEqual([1, 1]);
    expect(half.low).toBeGreaterThan(0.6);
    expect(half.low).toBeLessThan(0.9);
    expect(most.low).toBeGreaterThan(half.low);
    expect(curve.at(-1)).toEqual({ value: 1, low: 1, high: 1 });
    const pairs = Int32Array.from(rows, (row) => row >> 1);
    const grouped = gainOf({ score: values, taken: new Uint8Array(many) }, null, eight, 1, pairs).curve;
    expect(grouped[gainShares.indexOf(0.5)]!.low).toBeLessThan(half.low);
  });

  test("beside itself a choice gains nothing", () => {
    const { choice, target } = ten();
    const { beside } = gainOf(choice, choice, target, 1);
    expect(beside!.precision).toBeCloseTo(0.75, 12);
    expect(beside!.difference).toEqual({ value: 0, low: 0, high: 0 });
  });
});
