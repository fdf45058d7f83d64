import fc from "fast-check";
import { expect, test } from "vitest";
import { censoringCurve, horizonWeights, pseudoSurvival } from "#lib/stats/horizon.ts";
import { kaplanMeier, survivalAt } from "#lib/stats/survival.ts";

const records = fc.array(
  fc.record({ t: fc.integer({ min: 1, max: 15 }), d: fc.integer({ min: 0, max: 1 }) }),
  {
    minLength: 2,
    maxLength: 40,
  },
);

test("property: a pseudo-observation is n·S − (n − 1)·S without the row", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 0, max: 16 }), (rows, horizon) => {
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const whole = survivalAt(kaplanMeier(months, left), horizon);
      const pseudo = pseudoSurvival(months, left, horizon);
      rows.forEach((_, i) => {
        const others = rows.filter((_, j) => j !== i);
        const rest = kaplanMeier(
          others.map((row) => row.t),
          others.map((row) => row.d),
        );
        const without = survivalAt(rest, horizon);
        expect(Math.abs(pseudo[i]! - (rows.length * whole - (rows.length - 1) * without))).toBeLessThan(1e-9);
      });
    }),
  );
});

test("property: weighted by the censoring curve, the known rows give Kaplan and Meier's share at the horizon", () => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 15 }), (rows, horizon) => {
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const weights = horizonWeights(months, left, horizon);
      const gone = weights.reduce((sum, w, i) => (months[i]! < horizon ? sum + w : sum), 0);
      const curve = kaplanMeier(months, left);
      expect(Math.abs(gone / rows.length - (1 - survivalAt(curve, horizon - 0.5)))).toBeLessThan(1e-9);
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
