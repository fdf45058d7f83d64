import { expect, test } from "vitest";
import { cusum, drift } from "#lib/stats/drift.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import extra from "./fixtures/extra_py.json" with { type: "json" };

test("the stability index is the sum over classes, and 0 where nothing moved", () => {
  expect(drift([100, 200, 300, 400], [100, 200, 300, 400]).index).toBe(0);
  expectClose(drift([100, 200, 300, 400], [150, 180, 290, 380]).index, 0.023745347123072563);
  expectClose(drift([250, 250, 250, 250], [100, 200, 300, 400]).index, 0.22821740957339182);
  expect(drift([5, 0], [0, 7]).index).toBeGreaterThan(1);
  expect(drift([5, 0, 3], [0, 0, 0])).toEqual({ index: 0, noise: 0 });
});

test("two samples of one distribution exceed the noise in about one case of twenty", () => {
  const random = createRandom(21);
  let above = 0;
  for (let round = 0; round < 1000; round++) {
    const [a, b] = [new Array<number>(5).fill(0), new Array<number>(5).fill(0)];
    for (let i = 0; i < 300; i++) a[Math.floor(random() * 5)]!++;
    for (let i = 0; i < 200; i++) b[Math.floor(random() * 5)]!++;
    const { index, noise } = drift(a, b);
    if (index > noise) above++;
  }
  expect(above).toBeGreaterThan(25);
  expect(above).toBeLessThan(85);
});

test("the cumulative sum follows the reference trace and alarms once it is past the limit", () => {
  const { x, k, S_plus } = extra.cusum_trace;
  expectAllClose(cusum(x, k).sums, S_plus, 1e-12);
  expect(cusum(x, k).alarm).toBeNull();
  expect(cusum(x, k, 3).alarm).toBe(8);
});

test("a steady process runs about 930 values to a false alarm, a shifted one about 10", () => {
  const random = createRandom(5);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const runLength = (mean: number, length: number) => {
    const runs = Array.from({ length: 400 }, () => {
      const { alarm } = cusum(Float64Array.from({ length }, () => normal() + mean));
      return (alarm ?? length) + 1;
    });
    return runs.reduce((sum, run) => sum + run, 0) / runs.length;
  };
  const [steady, shifted] = [extra.cusum_arl_one_sided[0]!, extra.cusum_arl_one_sided[2]!];
  expect(Math.abs(runLength(0, 10_000) / steady.arl - 1)).toBeLessThan(0.2);
  expect(Math.abs(runLength(1, 200) / shifted.arl - 1)).toBeLessThan(0.1);
});

test("shuffling the classes changes nothing", () => {
  const pairs = [
    [3, 9],
    [20, 14],
    [7, 0],
    [0, 2],
    [11, 11],
  ] as [number, number][];
  const whole = drift(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
  shuffle(pairs, createRandom(2));
  expectClose(
    drift(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    ).index,
    whole.index,
    1e-12,
  );
});
