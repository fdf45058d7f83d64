import { expect, test } from "vitest";
import { adjustFor, confoundingWarnings } from "#lib/analysis/confounding.ts";
import { warningFigures, warningSentence } from "#lib/analysis/sentence.ts";
import { strataOf, termsOf } from "#lib/analysis/strata.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { numericTargets, retentionTarget, type Target } from "#lib/analysis/target.ts";
import { breslowDay, mantelHaenszel } from "#lib/stats/strata.ts";

/** Charig's kidney stones (1986): treatment A is better for small and for large stones, and worse in all. */
const kidney = [
  { size: 0, treated: 1, n: 87, good: 81 },
  { size: 0, treated: 0, n: 270, good: 234 },
  { size: 1, treated: 1, n: 263, good: 192 },
  { size: 1, treated: 0, n: 80, good: 55 },
].flatMap(({ size, treated, n, good }) =>
  Array.from({ length: n }, (_, i) => ({ size, treated, good: i < good ? 1 : 0 })),
);

const strataBySize = (target: Target, sizes: readonly number[]) =>
  strataOf(termsOf(target), "Size", Int32Array.from(sizes), ["small", "large"]);
const treatedRows = Int32Array.from(kidney.keys()).filter((i) => kidney[i]!.treated === 1);

test("the kidney stones: crude and Mantel-Haenszel as published, and a reversal", () => {
  const left = kidney.map(({ good }) => 1 - good);
  const frame = frameOf({ columns: [], retention: { months: left.map(() => Number.NaN), left } });
  const target = retentionTarget(frame)!;
  const adjustment = adjustFor(
    treatedRows,
    strataBySize(
      target,
      kidney.map(({ size }) => size),
    ),
  )!;
  expect(adjustment.crude).toBeCloseTo((273 * 61) / (289 * 77), 10);
  expect(adjustment.adjusted).toBeCloseTo(1.446847, 5);
  // Not significant (R: p = .119 without correction): told as a shift, not as a reversal.
  expect(adjustment).toMatchObject({ reversal: false, attenuation: true });
  const [warning] = confoundingWarnings([adjustment]);
  expect(warning).toMatchObject({ kind: "attenuation", by: "Size", crude: adjustment.crude });
  // By hand: 78 % against 83 % in all; within, the sizes' rates weighted by n₁n₀/n.
  const weights = [(87 * 270) / 357, (263 * 80) / 343] as const;
  const average = (small: number, large: number) =>
    (small * weights[0] + large * weights[1]) / (weights[0] + weights[1]);
  expect(adjustment.all.inside).toBeCloseTo(273 / 350, 12);
  expect(adjustment.all.rest).toBeCloseTo(289 / 350, 12);
  expect(adjustment.within.inside).toBeCloseTo(average(81 / 87, 192 / 263), 12);
  expect(adjustment.within.rest).toBeCloseTo(average(234 / 270, 55 / 80), 12);
  expect(warning && warningSentence(warning, { measure: "rate" })).toBe(
    "Among accounts alike in “Size” the difference is the other way round, which may be chance: 83.4 % against 78.0 %. Among all accounts it is 78.0 % against 82.6 %.",
  );
  expect(warning && warningFigures(warning, { measure: "rate" })).toBe(
    "Odds ratio 0.748 among all, 1.45 within Size (Mantel-Haenszel, p = 0.12).",
  );
});

test("a mean that turns around within strata", () => {
  const rows = kidney.map(({ size, treated }, i) => ({ size, value: 100 * size + 10 * treated + (i % 7) }));
  const frame = frameOf({
    columns: [],
    outcomes: [
      {
        outcome: { name: "Days", kind: "onboarding", better: "lower" },
        values: rows.map(({ value, size }) => value - 200 * size),
      },
    ],
  });
  const target = numericTargets(frame)[0]!;
  const strata = strataBySize(
    target,
    kidney.map(({ size }) => size),
  );
  const adjustment = adjustFor(treatedRows, strata)!;
  expect(adjustment.crude).toBeLessThan(-40);
  expect(adjustment.adjusted).toBeGreaterThan(8);
  expect(adjustment.adjusted).toBeLessThan(12);
  expect(adjustment.reversal).toBe(true);
  expect(confoundingWarnings([adjustment])[0]).toMatchObject({ kind: "reversal", by: "Size" });
  const mean = (of: number, size?: number) => {
    const mine = kidney.flatMap((one, i) =>
      one.treated === of && (size === undefined || one.size === size) ? [target.values[i]!] : [],
    );
    return mine.reduce((sum, value) => sum + value, 0) / mine.length;
  };
  expect(adjustment.all.inside).toBeCloseTo(mean(1), 6);
  expect(adjustment.all.rest).toBeCloseTo(mean(0), 6);
  const [small, large] = [(87 * 270) / 357, (263 * 80) / 343];
  expect(adjustment.within.rest).toBeCloseTo((small * mean(0, 0) + large * mean(0, 1)) / (small + large), 6);
});

test("strata that never hold both groups say nothing", () => {
  const frame = frameOf({
    columns: [],
    outcomes: [{ outcome: { name: "Days", kind: "onboarding", better: "lower" }, values: [1, 2, 3, 4] }],
  });
  const target = numericTargets(frame)[0]!;
  expect(adjustFor(Int32Array.of(0, 1), strataBySize(target, [0, 0, 1, 1]))).toBeNull();
});

/** Accounts by size, inside or not, so many of them good; and those inside, adjusted for size. */
function adjustedBySize(cells: readonly { size: number; inside: 0 | 1; n: number; good: number }[]) {
  const rows = cells.flatMap(({ size, inside, n, good }) =>
    Array.from({ length: n }, (_, i) => ({ size, inside, left: i < good ? 0 : 1 })),
  );
  const left = rows.map((row) => row.left);
  const frame = frameOf({ columns: [], retention: { months: left.map(() => Number.NaN), left } });
  const members = Int32Array.from(rows.keys()).filter((i) => rows[i]!.inside === 1);
  const sizes = rows.map(({ size }) => size);
  const target = retentionTarget(frame)!;
  const inside = rows.map((row) => row.inside);
  return { inside, members, target, adjustment: adjustFor(members, strataBySize(target, sizes))! };
}

test("where the strata disagree with each other, one figure for all of them is said to hide it", () => {
  // Among the small the group does far better, among the large far worse; the sizes are unevenly spread.
  const { adjustment } = adjustedBySize([
    { size: 0, inside: 1, n: 300, good: 240 },
    { size: 0, inside: 0, n: 100, good: 30 },
    { size: 1, inside: 1, n: 80, good: 20 },
    { size: 1, inside: 0, n: 320, good: 256 },
  ]);
  const tables = [
    [240, 60, 30, 70],
    [20, 60, 256, 64],
  ] as const;
  const { oddsRatio } = mantelHaenszel(tables);
  expect(adjustment.adjusted).toBeCloseTo(oddsRatio, 12);
  const told = { ...adjustment, attenuation: true, reversal: false };
  const [warning] = confoundingWarnings([{ ...told, interaction: breslowDay(tables, true).p }]);
  expect(warning && warningFigures(warning, { measure: "rate" })).toContain(
    "It is not the same at every level of Size (Breslow-Day, p < 0.001)",
  );
  if (adjustment.attenuation || adjustment.reversal)
    expect(adjustment.interaction).toBe(breslowDay(tables, true).p);
  else expect(adjustment.interaction).toBeUndefined();
});

test("a reversal without any exception is told as well", () => {
  // All of the level are good where the rest nearly are, and some are where none of the rest is: better in both, worse in all.
  const { inside, members, target, adjustment } = adjustedBySize([
    { size: 0, inside: 1, n: 10, good: 10 },
    { size: 0, inside: 0, n: 1000, good: 950 },
    { size: 1, inside: 1, n: 100, good: 30 },
    { size: 1, inside: 0, n: 40, good: 0 },
  ]);
  expect(adjustment.crude).toBeLessThan(0.1);
  expect(adjustment.adjusted).toBeGreaterThan(1);
  expect(Number.isFinite(adjustment.adjusted)).toBe(true);
  expect(adjustment).toMatchObject({ reversal: true });
  // Nothing to compare within: nobody of the rest in either.
  expect(adjustFor(members, strataBySize(target, inside))).toBeNull();
});
