import fc from "fast-check";
import { expect, test } from "vitest";
import { anything, scaleOver, shares } from "./scale";

test("ends and ticks are round and hold every value", () => {
  const scale = scaleOver([0.27, 0.57, 0.93], shares);
  expect([scale.low, scale.high]).toEqual([0.2, 1]);
  expect(scale.ticks).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  expect(scale.at(0.6)).toBe(50);
});

test("one value, equal values and none still make a scale", () => {
  for (const values of [[], [5], [0, 0, 0], [Number.NaN]]) {
    const scale = scaleOver(values, anything);
    expect(scale.high).toBeGreaterThan(scale.low);
    expect(scale.ticks.length).toBeGreaterThan(1);
  }
});

test("a value outside is drawn at the edge", () => {
  const scale = scaleOver([0.4, 0.6], shares);
  expect(scale.at(-3)).toBe(0);
  expect(scale.at(3)).toBe(100);
});

test("any values fit between the ends, in order", () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 2, maxLength: 40 }), (values) => {
      const scale = scaleOver(values, anything);
      const places = values.toSorted((a, b) => a - b).map(scale.at);
      expect(scale.ticks.length).toBeLessThan(12);
      for (const [i, place] of places.entries()) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(100);
        if (i > 0) expect(place).toBeGreaterThanOrEqual(places[i - 1] ?? 0);
      }
    }),
  );
});
