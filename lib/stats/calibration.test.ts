import { expect, test } from "vitest";
import { calibrate } from "#lib/stats/calibration.ts";
import { sigmoid } from "#lib/stats/logistic.ts";
import { mean } from "#lib/stats/numeric.ts";
import { createRandom } from "#lib/stats/random.ts";

test("what was foretold right has slope 1; what was too sure of itself less", () => {
  const random = createRandom(9);
  const odds = Float64Array.from({ length: 20_000 }, () => random() * 4 - 2);
  const y = odds.map((value) => (random() < sigmoid(value) ? 1 : 0));
  const right = calibrate(odds, y);
  expect(right.low).toBeLessThan(1);
  expect(right.high).toBeGreaterThan(1);
  expect(Math.abs(right.foretold - mean(y))).toBeLessThan(0.01);
  expect(right.brier).toBeLessThan(right.baseBrier);
  const sure = calibrate(
    odds.map((value) => 2 * value + 0.5),
    y,
  );
  expect(sure.slope).toBeCloseTo(right.slope / 2, 6);
  expect(sure.foretold - mean(y)).toBeGreaterThan(0.05);
  expect(sure.brier).toBeGreaterThan(right.brier);
  // Weights that are all alike change nothing.
  const weighted = calibrate(odds, y, new Float64Array(y.length).fill(3));
  expect(weighted.slope).toBeCloseTo(right.slope, 8);
  expect(weighted.high - weighted.low).toBeCloseTo(right.high - right.low, 8);
  expect(
    calibrate(
      odds,
      y.map(() => 1),
    ).slope,
  ).toBeNaN();
});

test("odds that part the two kinds without exception have no slope", () => {
  const odds = Float64Array.from({ length: 40 }, (_, i) => i / 10 - 2);
  const { slope, low, high } = calibrate(
    odds,
    odds.map((value) => (value > 0 ? 1 : 0)),
  );
  expect([slope, low, high]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("rows of one cluster say less of the slope than as many rows, single ones as much", () => {
  const random = createRandom(4);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const [groups, each, tables] = [40, 10, 200];
  const clusters = Int32Array.from({ length: groups * each }, (_, row) => Math.floor(row / each));
  let [plain, between] = [0, 0];
  for (let table = 0; table < tables; table++) {
    const own = Array.from({ length: groups }, () => ({ x: normal(), luck: 2 * normal() }));
    const odds = Float64Array.from(clusters, (group) => own[group]!.x);
    // What the group adds by chance makes every slope smaller, alike in all tables.
    const y = Float64Array.from(clusters, (group) =>
      random() < sigmoid(own[group]!.x + own[group]!.luck) ? 1 : 0,
    );
    const [a, b] = [calibrate(odds, y), calibrate(odds, y, null, clusters)];
    expect(b.slope).toBe(a.slope);
    const truth = 0.613;
    if (a.low <= truth && a.high >= truth) plain++;
    if (b.low <= truth && b.high >= truth) between++;
  }
  expect(plain / tables).toBeLessThan(0.75);
  expect(between / tables).toBeGreaterThan(0.92);
  const odds = Float64Array.from({ length: 50 }, normal);
  const y = odds.map((value) => (random() < sigmoid(value) ? 1 : 0));
  expect(calibrate(odds, y, null, Int32Array.from(odds.keys()))).toEqual(calibrate(odds, y));
});
