import { expect, test } from "vitest";
import { measureMeans } from "#lib/analysis/means.ts";
import type { Target } from "#lib/analysis/target.ts";
import { winsorise } from "#lib/stats/numeric.ts";
import { createRandom, type Random, shuffle } from "#lib/stats/random.ts";

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function targetOf(values: Float64Array): Target {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const rows = Int32Array.from(values.keys());
  const numbers = { order, clipped: winsorise(values) };
  const shared = { weights: null, followed: null, unknown: 0 };
  return { outcome: "ACV", measure: "mean", better: "higher", rows, values, numbers, ...shared };
}

/** How often the intervals of a level's mean, and of its difference from the rest, hold the truth. */
function coverage(draw: (random: Random) => number, truth: number, n: number, rest: number) {
  const random = createRandom(6);
  const tables = 600;
  const members = Int32Array.from({ length: n }, (_, row) => row);
  const held = { mean: 0, difference: 0 };
  for (let table = 0; table < tables; table++) {
    const values = Float64Array.from({ length: n + rest }, () => draw(random));
    const level = measureMeans(targetOf(values), false, 1).level(members, "level");
    if (level.inside.low <= truth && level.inside.high >= truth) held.mean++;
    if (level.difference.low <= 0 && level.difference.high >= 0) held.difference++;
  }
  return { mean: held.mean / tables, difference: held.difference / tables };
}

test("intervals of skewed amounts hold the mean about as often as they say, of symmetric ones exactly", () => {
  // Student's and Welch's intervals held it in 85 of 100 of the first, and in 89 of the second.
  const skewed = coverage(
    (random) => (random() < 0.45 ? 0 : Math.exp(normal(random))),
    0.55 * Math.exp(0.5),
    20,
    200,
  );
  expect(skewed.mean).toBeGreaterThan(0.9);
  expect(skewed.difference).toBeGreaterThan(0.9);
  const amounts = coverage((random) => Math.exp(normal(random)), Math.exp(0.5), 60, 200);
  expect(amounts.mean).toBeGreaterThan(0.91);
  expect(amounts.difference).toBeGreaterThan(0.91);
  const plain = coverage(normal, 0, 30, 100);
  expect(Math.abs(plain.mean - 0.95)).toBeLessThan(0.025);
  expect(Math.abs(plain.difference - 0.95)).toBeLessThan(0.025);
});

test("twenty accounts that vary little by chance are no finding", () => {
  const random = createRandom(12);
  const values = Float64Array.from({ length: 300 }, () => (random() < 0.45 ? 0 : Math.exp(normal(random))));
  const measure = measureMeans(targetOf(values), false, 1);
  const rows = Int32Array.from(values.keys());
  const draws = 20_000;
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    shuffle(rows, random);
    if (measure.level(rows.slice(0, 20), "level").p <= 0.0003) found++;
  }
  // Six are expected; Welch and Brunner-Munzel alone found twenty.
  expect(found).toBeLessThanOrEqual(8);
});
