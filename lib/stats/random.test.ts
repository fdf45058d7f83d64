import fc from "fast-check";
import { expect, test } from "vitest";
import { chiSquareTest } from "#lib/stats/chi-square.ts";
import { hypergeometric } from "#lib/stats/discrete.ts";
import { chiSquareUpperTail } from "#lib/stats/distributions.ts";
import { createRandom, hypergeometricSample, shuffle, splitSuccesses } from "#lib/stats/random.ts";

test("a seed gives the same numbers again, another seed others", () => {
  const draw = (seed: number) => Array.from({ length: 50 }, createRandom(seed));
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  expect(draw(7).every((x) => x >= 0 && x < 1)).toBe(true);
  // These three pin the generator: stored results name their seed and must come out again years later.
  expect(draw(1).slice(0, 3)).toEqual([0.5164025516714901, 0.8296559273730963, 0.26516175060532987]);
});

test("the numbers are spread evenly, also in pairs", () => {
  const random = createRandom(11);
  const cells = Array.from({ length: 20 }, () => new Array<number>(20).fill(0));
  for (let i = 0; i < 40_000; i++) cells[Math.floor(random() * 20)]![Math.floor(random() * 20)]!++;
  expect(chiSquareTest(cells).p).toBeGreaterThan(1e-4);
  const flat = cells.flat().reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  expect(chiSquareUpperTail(flat, 399)).toBeGreaterThan(1e-4);
});

test("every order of four is equally likely", () => {
  const random = createRandom(3);
  const seen = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = shuffle([0, 1, 2, 3], random).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(24);
  const statistic = [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquareUpperTail(statistic, 23)).toBeGreaterThan(1e-4);
});

/** p of the chi-square test of 40,000 samples against the exact distribution, classes under 5 expected put together. */
function sampleFit(total: number, successes: number, draws: number, seed: number): number {
  const random = createRandom(seed);
  const samples = 40_000;
  const of = hypergeometric(total, successes, draws);
  const seen = new Map<number, number>();
  for (let i = 0; i < samples; i++) {
    const k = hypergeometricSample(total, successes, draws, random);
    seen.set(k, (seen.get(k) ?? 0) + 1);
  }
  let [statistic, classes, restSeen, restExpected] = [0, 0, 0, 0];
  for (let k = of.low; k <= of.high; k++) {
    restSeen += seen.get(k) ?? 0;
    restExpected += Math.exp(of.logPoint(k)) * samples;
    if (restExpected < 5) continue;
    statistic += (restSeen - restExpected) ** 2 / restExpected;
    classes++;
    [restSeen, restExpected] = [0, 0];
  }
  return chiSquareUpperTail(statistic, classes - 1);
}

test("hypergeometric samples follow the exact distribution, small and large, whichever side is the larger", () => {
  const cases = [
    [50, 12, 9],
    [50, 38, 9],
    [50, 12, 41],
    [50, 38, 41],
    [300, 120, 90],
    [300, 180, 90],
    [300, 120, 210],
    [300, 180, 210],
    [7043, 1869, 2631],
    [100_000, 26_000, 40],
    [100_000, 30, 55_000],
    [1_000_000, 300_000, 250_000],
  ] as const;
  cases.forEach(([total, successes, draws], i) => {
    expect(sampleFit(total, successes, draws, 100 + i), `${total} ${successes} ${draws}`).toBeGreaterThan(
      1e-4,
    );
  });
});

const urn = fc
  .tuple(fc.nat(400), fc.nat(400), fc.nat(400))
  .map(([total, k, n]) => [total, Math.min(k, total), Math.min(n, total)] as const);

test("property: a sample lies within what the urn can give", () => {
  fc.assert(
    fc.property(urn, fc.integer(), ([total, successes, draws], seed) => {
      const k = hypergeometricSample(total, successes, draws, createRandom(seed));
      expect(k).toBeGreaterThanOrEqual(Math.max(0, draws - (total - successes)));
      expect(k).toBeLessThanOrEqual(Math.min(draws, successes));
    }),
  );
});

test("property: splitting over levels that cover everyone hands out every success", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 12 }), fc.integer(), (sizes, seed) => {
      const random = createRandom(seed);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const successes = Math.floor(random() * (total + 1));
      const counts = splitSuccesses(total, successes, sizes, random, new Int32Array(sizes.length));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(successes);
      counts.forEach((count, i) => {
        expect(count).toBeGreaterThanOrEqual(0);
        expect(count).toBeLessThanOrEqual(sizes[i]!);
      });
    }),
  );
});
