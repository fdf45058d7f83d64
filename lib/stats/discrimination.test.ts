import { expect, test } from "vitest";
import { areaUnderCurve } from "#lib/stats/discrimination.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** How often the interval of good rows ahead by `shift` standard deviations holds the true area. */
function coverage(good: number, others: number, shift: number, truth: number): number {
  const random = createRandom(5);
  const tables = 1_000;
  let held = 0;
  for (let table = 0; table < tables; table++) {
    const labels = Array.from({ length: good + others }, (_, i) => (i < good ? 1 : 0));
    const { low, high } = areaUnderCurve(
      labels.map((label) => normal(random) + shift * label),
      labels,
    );
    if (low <= truth && truth <= high) held++;
  }
  return held / tables;
}

test("of few rows of one kind the interval holds the truth 19 times in 20, also where they are told apart well", () => {
  // Φ(shift/√2): Wald's interval held it in 90, 81 and 48 of 100.
  expect(coverage(4, 40, 0, 0.5)).toBeGreaterThan(0.935);
  expect(coverage(40, 4, 1, 0.7602499)).toBeGreaterThan(0.935);
  expect(coverage(40, 4, 3.2, 0.9881718)).toBeGreaterThan(0.935);
  expect(coverage(10, 30, 1, 0.7602499)).toBeGreaterThan(0.935);
});

test("where every good row comes first the area is 1 and not known for certain", () => {
  const { value, low, high } = areaUnderCurve([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 0, 1, 1, 1, 1]);
  expect([value, high]).toEqual([1, 1]);
  expect(low).toBeLessThan(0.8);
  const turned = areaUnderCurve([8, 7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 1, 1, 1, 1]);
  expect([turned.value, turned.low]).toEqual([0, 0]);
  expect(turned.high).toBeCloseTo(1 - low, 12);
});

test("rows of one cluster know less than as many rows, and single ones as much", () => {
  const random = createRandom(8);
  const [clusters, tables, each] = [30, 600, 8];
  let [plain, between] = [0, 0];
  for (let table = 0; table < tables; table++) {
    const own = Array.from({ length: clusters }, () => [normal(random), random() < 0.5 ? 1 : 0] as const);
    const scores = own.flatMap(([score]) => Array.from({ length: each }, () => score + 0.5 * normal(random)));
    const labels = own.flatMap(([, label]) => Array.from({ length: each }, () => label));
    const groups = Int32Array.from(scores, (_, row) => Math.floor(row / each));
    const [a, b] = [areaUnderCurve(scores, labels), areaUnderCurve(scores, labels, null, groups)];
    expect(b.value).toBe(a.value);
    if (a.low <= 0.5 && a.high >= 0.5) plain++;
    if (b.low <= 0.5 && b.high >= 0.5) between++;
  }
  expect(plain / tables).toBeLessThan(0.7);
  expect(between / tables).toBeGreaterThan(0.93);
  const [scores, labels] = [
    [3, 1, 4, 1, 5, 9, 2, 6],
    [1, 0, 1, 0, 0, 1, 0, 1],
  ];
  const alone = Int32Array.from(scores.keys());
  expect(areaUnderCurve(scores, labels, null, alone)).toEqual(areaUnderCurve(scores, labels));
});

test("leaving a cluster out is what the rows without it come to", () => {
  const random = createRandom(2);
  const scores = Array.from({ length: 40 }, () => Math.floor(random() * 9));
  const labels = scores.map((score) => (random() < score / 9 ? 1 : 0));
  const weights = scores.map(() => 0.5 + random());
  const clusters = scores.map((_, row) => row % 7);
  const area = areaUnderCurve(scores, labels, weights).value;
  const squares = Array.from({ length: 7 }, (_, cluster) => {
    const rest = [...clusters.keys()].filter((row) => clusters[row] !== cluster);
    const of = (from: readonly number[]) => rest.map((row) => from[row]!);
    return (areaUnderCurve(of(scores), of(labels), of(weights)).value - area) ** 2;
  });
  const se = Math.sqrt((6 / 7) * squares.reduce((sum, square) => sum + square, 0));
  const { low, high } = areaUnderCurve(scores, labels, weights, clusters);
  // About as wide as Wald's with that error; t on fewer than six degrees of freedom.
  expect((high - low) / 2 / se).toBeGreaterThan(1.8);
  expect((high - low) / 2 / se).toBeLessThan(3.2);
});
