import fc from "fast-check";
import { expect, test } from "vitest";
import { choosePenalty, logLoss, logOddsOf, ridgeLogistic, sigmoid } from "#lib/stats/logistic.ts";
import { createRandom } from "#lib/stats/random.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import exact from "./fixtures/logit_exact_telco.json" with { type: "json" };
import misc from "./fixtures/misc_r.json" with { type: "json" };
import { noTelco, readTelco, whySkipped } from "./fixtures/telco.ts";

/** Gear (1 manual), weight and power of the 32 cars of Motor Trend, 1974. */
const cars = {
  manual: `111${"0".repeat(14)}111000001111111`,
  weight:
    "2.62 2.875 2.32 3.215 3.44 3.46 3.57 3.19 3.15 3.44 3.44 4.07 3.73 3.78 5.25 5.424 5.345 2.2 1.615 1.835 2.465 3.52 3.435 3.84 3.845 1.935 2.14 1.513 3.17 2.77 3.57 2.78",
  power:
    "110 110 93 110 175 105 245 62 95 123 123 180 180 180 205 215 230 66 52 65 97 150 150 245 175 66 91 113 264 175 335 109",
};
const numbers = (text: string) => text.split(" ").map(Number);
const labels = [...cars.manual].map(Number);

test("without a penalty it is R's glm: coefficients, errors and deviance", () => {
  const fit = ridgeLogistic([numbers(cars.weight), numbers(cars.power)], labels, Number.POSITIVE_INFINITY);
  const { coef, se, deviance } = misc.glm_mtcars;
  expect(fit.converged).toBe(true);
  expectAllClose([fit.intercept, ...fit.coefficients], Object.values(coef));
  // R takes the errors from the round before the last.
  expectAllClose(fit.se, Object.values(se), 1e-6);
  expectClose(2 * fit.objective, deviance);
});

/** Telco one-hot without the first level, numbers standardised on all rows, as the reference was made. */
function telcoDesign() {
  const table = readTelco(true);
  const numeric = ["tenure", "MonthlyCharges", "TotalCharges"];
  const columns = new Map<string, Float64Array>();
  for (const name of numeric) {
    const values = Float64Array.from(table[name]!, (cell) => Number(cell.trim() === "" ? "0" : cell));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    columns.set(
      name,
      values.map((value) => (value - mean) / spread),
    );
  }
  for (const [name, cells] of Object.entries(table)) {
    if (name === "customerID" || name === "Churn" || numeric.includes(name)) continue;
    for (const level of [...new Set(cells)].sort().slice(1))
      columns.set(
        `${name}_${level}`,
        Float64Array.from(cells, (cell) => (cell === level ? 1 : 0)),
      );
  }
  return { columns, churned: Float64Array.from(table.Churn!, (cell) => (cell === "Yes" ? 1 : 0)) };
}

test.skipIf(noTelco)(`Telco: the exact minimum at three strengths of penalty${whySkipped}`, () => {
  const { columns, churned } = telcoDesign();
  for (const name of ["C0.1", "C1.0", "C10.0"] as const) {
    const { intercept, coef, objective } = exact[name];
    const fit = ridgeLogistic([...columns.values()], churned, Number(name.slice(1)));
    expect(fit.converged).toBe(true);
    expectClose(fit.intercept, intercept);
    const found = Object.fromEntries([...columns.keys()].map((key, i) => [key, fit.coefficients[i]!]));
    expect(Object.keys(found).sort()).toEqual(Object.keys(coef).sort());
    for (const [key, value] of Object.entries(coef)) expectClose(found[key]!, value, 1e-8, `${name} ${key}`);
    expectClose(fit.objective, objective);
  }
});

test("a weight of two is the row twice, and no row can be told from its repetition", () => {
  const rows = fc.array(
    fc.record({
      x: fc.integer({ min: -3, max: 3 }),
      y: fc.integer({ min: 0, max: 1 }),
      w: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 4, maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, (drawn) => {
      const weighted = ridgeLogistic(
        [drawn.map(({ x }) => x)],
        drawn.map(({ y }) => y),
        2,
        drawn.map(({ w }) => w),
      );
      const repeated = drawn.flatMap((row) => Array.from({ length: row.w }, () => row));
      const plain = ridgeLogistic(
        [repeated.map(({ x }) => x)],
        repeated.map(({ y }) => y),
        2,
      );
      expect(weighted.coefficients[0]).toBeCloseTo(plain.coefficients[0]!, 8);
      expect(weighted.objective).toBeCloseTo(plain.objective, 8);
    }),
    { numRuns: 40 },
  );
});

test("the slope of the objective is 0 at the fit", () => {
  const random = createRandom(4);
  const x = Float64Array.from({ length: 200 }, () => random() * 4 - 2);
  const y = x.map((value) => (random() < sigmoid(value - 0.5) ? 1 : 0));
  const { intercept, coefficients } = ridgeLogistic([x], y, 0.7);
  const at = (a: number, b: number) => {
    const odds = logOddsOf({ intercept: a, coefficients: Float64Array.of(b) }, [x], x.length);
    return b ** 2 / 2 + 0.7 * logLoss(odds, y) * x.length;
  };
  const b = coefficients[0]!;
  for (const [da, db] of [
    [1e-4, 0],
    [-1e-4, 0],
    [0, 1e-4],
    [0, -1e-4],
  ] as const)
    expect(at(intercept + da, b + db)).toBeGreaterThan(at(intercept, b));
});

test("separated labels do not end in infinity: they are said not to have settled, or held by the penalty", () => {
  const [x, y] = [
    [1, 2, 3, 4],
    [0, 0, 1, 1],
  ];
  expect(ridgeLogistic([x], y, Number.POSITIVE_INFINITY).converged).toBe(false);
  const held = ridgeLogistic([x], y, 1);
  expect([held.converged, Number.isFinite(held.coefficients[0])]).toEqual([true, true]);
  const alike = ridgeLogistic(
    [
      [1, 2, 3, 4],
      [2, 4, 6, 8],
    ],
    [0, 1, 0, 1],
    Number.POSITIVE_INFINITY,
  );
  expect(alike.se[2]).toBe(Number.POSITIVE_INFINITY);
});

test("the strongest penalty within one standard error of the best is taken", () => {
  const table: Record<number, readonly number[]> = {
    0.01: [0.7, 0.8],
    0.1: [0.52, 0.58],
    1: [0.5, 0.6],
    10: [0.49, 0.61],
  };
  const { c, losses } = choosePenalty([0.01, 0.1, 1, 10], 2, (at, fold) => table[at]![fold]!);
  expect(c).toBe(0.1);
  expect(losses[1]!.mean).toBeCloseTo(0.55, 12);
  expect(losses[1]!.se).toBeCloseTo(0.03, 12);
});

test.skipIf(noTelco)(`Telco: maximum likelihood without what repeats, with errors${whySkipped}`, () => {
  const { columns, churned } = telcoDesign();
  const { coef, se, llf } = exact.mle_reduced;
  const names = Object.keys(coef).filter((name) => columns.has(name));
  expect(names.length).toBe(Object.keys(coef).length - 1);
  const fit = ridgeLogistic(
    names.map((name) => columns.get(name)!),
    churned,
    Number.POSITIVE_INFINITY,
  );
  expectClose(-fit.objective, llf);
  const found = Object.fromEntries(names.map((name, i) => [name, [fit.coefficients[i]!, fit.se[i + 1]!]]));
  for (const name of names) {
    expectAllClose(found[name]!, [coef[name as keyof typeof coef], se[name as keyof typeof se]]);
  }
});
