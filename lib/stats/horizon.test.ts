import fc from "fast-check";
import { expect, test } from "vitest";
import { censoringCurve, horizonWeights } from "#lib/stats/horizon.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";

const records = fc.array(
  fc.record({ t: fc.integer({ min: 1, max: 15 }), d: fc.integer({ min: 0, max: 1 }) }),
  {
    minLength: 2,
    maxLength: 40,
  },
);

test("property: weighted by the censoring curve, the known rows give Kaplan and Meier's share at the horizon", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 15 }), (rows, horizon) => {
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const weights = horizonWeights(months, left, horizon);
      const gone = weights.reduce((sum, w, i) => (months[i]! < horizon ? sum + w : sum), 0);
      const curve = kaplanMeier(months, left);
      expect(Math.abs(gone / rows.length - (1 - survivalBefore(curve, horizon)))).toBeLessThan(1e-9);
    }),
  );
});

test("a row cut off before the horizon is unknown, one that left or was followed to it is known", () => {
  const weights = horizonWeights([3, 3, 12, 14, Number.NaN], [0, 1, 0, 1, 0], 12);
  expect(weights[0]).toBe(0);
  expect(weights[1]).toBe(1);
  expect(weights[2]).toBeCloseTo(1.5, 12);
  expect(weights[3]).toBeCloseTo(1.5, 12);
  expect(weights[4]).toBe(0);
});

test("where one leaves and one is cut off at the same time, the one who left is not at risk of the cut", () => {
  const curve = censoringCurve([5, 5, 9], [1, 0, 1]);
  expect([...curve.atRisk]).toEqual([2, 0]);
  expect(curve.survival[0]).toBe(0.5);
});

const late = fc.array(
  fc.record({
    t: fc.integer({ min: 1, max: 15 }),
    d: fc.integer({ min: 0, max: 1 }),
    e: fc.integer({ min: -1, max: 6 }),
  }),
  { minLength: 2, maxLength: 40 },
);

test("property: with late entries the weights give the curve of those under observation, and sum to the rows", () => {
  fc.assert(
    fc.property(late, fc.integer({ min: 1, max: 15 }), (rows, horizon) => {
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const on = timeline(
        months,
        rows.map((row) => row.e),
      );
      const weights = horizonWeights(months, left, horizon, on);
      const gone = weights.reduce((sum, w, i) => (months[i]! < horizon ? sum + w : sum), 0);
      const kept = survivalBefore(kaplanMeier(months, left, on), horizon);
      expect(Math.abs(gone / Math.max(1, on.rows.length) - (1 - kept))).toBeLessThan(1e-9);
      const stayed = weights.reduce((sum, w, i) => (months[i]! >= horizon ? sum + w : sum), 0);
      // Nobody followed to the horizon: there is no one to stand for those who stay.
      if (stayed > 0) expect(stayed / on.rows.length).toBeCloseTo(kept, 9);
    }),
  );
});

test("property: entries before everything change no weight", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 15 }), (rows, horizon) => {
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const plain = horizonWeights(months, left, horizon);
      const entry = months.map(() => -1);
      const again = horizonWeights(months, left, horizon, timeline(months, entry));
      again.forEach((weight, i) => {
        expect(weight).toBeCloseTo(plain[i]!, 9);
      });
    }),
  );
});
