import fc from "fast-check";
import { expect, test } from "vitest";
import { pseudoRetention, type Rise } from "#lib/stats/pseudo.ts";
import { kaplanMeier, restrictedMean, survivalBefore } from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";

interface Row {
  readonly t: number;
  readonly d: number;
  readonly e: number;
}

const rowsOf = fc.array(
  fc.record({
    t: fc.integer({ min: 1, max: 15 }),
    d: fc.integer({ min: 0, max: 1 }),
    e: fc.integer({ min: -1, max: 9 }),
  }),
  { minLength: 2, maxLength: 40 },
);
const rises = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 0, max: 8 }))
  .map(([from, more]): Rise => ({ from, to: from + more }));

/** θ by the curve of lib/stats/survival.ts, which is held against R. */
function thetaOf(rows: readonly Row[], { from, to }: Rise, late: boolean): number {
  const on = timeline(
    rows.map((row) => row.t),
    late ? rows.map((row) => row.e) : null,
  );
  const curve = kaplanMeier(
    rows.map((row) => row.t),
    rows.map((row) => row.d),
    on,
  );
  if (from === to) return survivalBefore(curve, to);
  return (restrictedMean(curve, to).value - restrictedMean(curve, from).value) / (to - from);
}

function checkByDefinition(rows: readonly Row[], rise: Rise, late: boolean): void {
  const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
  const on = timeline(months, late ? rows.map((row) => row.e) : null);
  const pseudo = pseudoRetention(months, left, rise, on);
  const there = rows.filter((row) => !late || row.e < row.t);
  const whole = thetaOf(there, rise, late);
  rows.forEach((row, i) => {
    if (!there.includes(row)) {
      expect(pseudo[i]).toBeNaN();
      return;
    }
    const without = thetaOf(
      there.filter((other) => other !== row),
      rise,
      late,
    );
    const expected = there.length * whole - (there.length - 1) * without;
    expect(Math.abs(pseudo[i]! - expected)).toBeLessThan(1e-10);
  });
}

test("property: a pseudo-observation is n·θ − (n − 1)·θ without the row", () => {
  fc.assert(fc.property(rowsOf, rises, (rows, rise) => checkByDefinition(rows, rise, false)));
});

test("property: with late entries too", () => {
  fc.assert(
    fc.property(rowsOf, rises, (rows, rise) => {
      fc.pre(rows.filter((row) => row.e < row.t).length > 1);
      checkByDefinition(rows, rise, true);
    }),
    { numRuns: 500 },
  );
});

test("without anybody cut off before, they are what each row is worth itself", () => {
  const months = [2, 6, 9, 14, 20];
  const pseudo = pseudoRetention(months, [1, 1, 1, 0, 1], { from: 6, to: 12 });
  months.forEach((month, i) => {
    expect(pseudo[i]).toBeCloseTo(Math.min(1, Math.max(0, (month - 6) / 6)), 12);
  });
  expect([...pseudoRetention(months, [1, 1, 1, 0, 1], { from: 9, to: 9 })].map(Math.round)).toEqual([
    0, 0, 1, 1, 1,
  ]);
});

test("rows whose time is not known take no part", () => {
  const pseudo = pseudoRetention([3, Number.NaN, 5], [1, 0, 0], { from: 4, to: 4 });
  expect(pseudo[1]).toBeNaN();
  expect([...pseudo].filter((value) => !Number.isNaN(value))).toEqual([0, 1]);
});

test("100,000 rows take well under a second", () => {
  const n = 100_000;
  const months = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 99_991) / 1000);
  const left = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const began = performance.now();
  const pseudo = pseudoRetention(months, left, { from: 6, to: 12 });
  expect(performance.now() - began).toBeLessThan(2000);
  const mean = pseudo.reduce((sum, value) => sum + value, 0) / n;
  expect(Math.abs(mean - restrictedOf(months, left))).toBeLessThan(1e-3);
});

function restrictedOf(months: Float64Array, left: Uint8Array): number {
  const curve = kaplanMeier(months, left);
  return (restrictedMean(curve, 12).value - restrictedMean(curve, 6).value) / 6;
}
