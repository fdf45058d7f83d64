import fc from "fast-check";
import { expect, test } from "vitest";
import { bestCut, bestCutP, lausenSchumacherP } from "#lib/stats/best-cut.ts";
import { chiSquareUpperTail } from "#lib/stats/distributions.ts";
import { type BinRules, optimalBins } from "#lib/stats/optimal-bins.ts";
import { createRandom, shuffle } from "#lib/stats/random.ts";
import { weightsOfEvidence } from "#lib/stats/woe.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import misc from "./fixtures/misc_r.json" with { type: "json" };
import models from "./fixtures/models_telco.json" with { type: "json" };
import { noTelco, readTelco, whySkipped } from "./fixtures/telco.ts";

test("weight of evidence and information value agree with the reference, smoothed by a half and not at all", () => {
  for (const { good, bad, woe, woe_s05, iv } of Object.values(models.woe_iv)) {
    expectAllClose(weightsOfEvidence(good, bad).woe, woe_s05);
    const plain = weightsOfEvidence(good, bad, 0);
    expectAllClose(plain.woe, woe);
    expectClose(plain.informationValue, iv);
  }
});

test("a level of one kind alone stays finite, one without rows says nothing", () => {
  const { woe, informationValue } = weightsOfEvidence([10, 0, 0, 30], [0, 12, 0, 20]);
  expect([...woe].every(Number.isFinite)).toBe(true);
  expect(woe[0]).toBeGreaterThan(2);
  expect(woe[1]).toBeLessThan(-2);
  expect(woe[2]).toBe(0);
  expect(informationValue).toBeGreaterThan(0.5);
  expect(weightsOfEvidence([3, 4], [0, 0])).toEqual({ woe: new Float64Array(2), informationValue: 0 });
});

/** Upper ends of the reference's pre-bins: distinct values of the 1…99 % quantiles, each a value of the data. */
function quantileEnds(values: readonly number[]): number[] {
  const ascending = [...values].sort((a, b) => a - b);
  const ends = Array.from(
    { length: 99 },
    (_, i) => ascending[Math.ceil(((i + 1) * ascending.length) / 100 - 1e-9) - 1]!,
  );
  return [...new Set(ends)];
}

test.skipIf(noTelco)(`Telco: optimal bins of three numbers, free and monotone${whySkipped}`, () => {
  const table = readTelco(true);
  for (const [name, runs] of Object.entries(models.optbin)) {
    const values = table[name]!.map((cell) => Number(cell.trim() === "" ? "0" : cell));
    const ends = quantileEnds(values);
    const [good, bad] = [new Float64Array(ends.length + 1), new Float64Array(ends.length + 1)];
    values.forEach((value, row) => {
      let at = 0;
      while (at < ends.length && value > ends[at]!) at++;
      (table.Churn![row] === "Yes" ? bad : good)[at]!++;
    });
    for (const [key, run] of Object.entries(runs)) {
      if (!("cuts" in run)) continue;
      const rules = { most: Number(key[1]), leastShare: 0.05, monotone: key.endsWith("monotone") };
      const { informationValue, cuts } = optimalBins(good, bad, rules);
      expectAllClose(
        cuts.map((cut) => ends[cut - 1]!),
        run.cuts,
      );
      expectClose(informationValue, run.iv, 1e-8, `${name} ${key}`);
    }
  }
});

/** The best of every way to cut, each tried. */
function byTrying(good: readonly number[], others: readonly number[], rules: BinRules): number {
  const size = good.length;
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const [allGood, allOthers] = [sum(good), sum(others)];
  let best = 0;
  for (let set = 0; set < 2 ** (size - 1); set++) {
    const cuts = Array.from({ length: size - 1 }, (_, i) => i + 1).filter((cut) => (set >> (cut - 1)) & 1);
    if (cuts.length + 1 > rules.most) continue;
    const bins = [0, ...cuts].map((from, i) => {
      const to = cuts[i] ?? size;
      return [sum(good.slice(from, to)), sum(others.slice(from, to))] as const;
    });
    const fewest = rules.leastShare * (allGood + allOthers);
    if (bins.some(([g, b]) => g === 0 || b === 0 || g + b < fewest)) continue;
    const rates = bins.map(([g, b]) => g / (g + b));
    const steps = rates.slice(1).map((rate, i) => Math.sign(rate - rates[i]!));
    if (rules.monotone && steps.includes(1) && steps.includes(-1)) continue;
    const value = bins.reduce(
      (total, [g, b]) => total + (g / allGood - b / allOthers) * Math.log(g / allGood / (b / allOthers)),
      0,
    );
    best = Math.max(best, value);
  }
  return best;
}

test("property: no way to cut is better, free or monotone", () => {
  const bins = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(bins, fc.integer({ min: 1, max: 5 }), fc.boolean(), (counts, most, monotone) => {
      const [good, others] = [counts.map(([g]) => g), counts.map(([, b]) => b)];
      const rules = { most, leastShare: 0.1, monotone };
      const { informationValue, cuts } = optimalBins(good, others, rules);
      expect(informationValue).toBeCloseTo(byTrying(good, others, rules), 10);
      expect(cuts.length).toBeLessThan(Math.max(1, most));
    }),
    { numRuns: 150 },
  );
});

test("n = 50: the best cut looks like .05 by itself, and is .33 once every cut tried is counted", () => {
  const { x, y, cut, stat, p_condMC, p_Lau92, naive_chi2_p } = misc.maxstat_n50;
  const best = bestCut(x, y);
  expect(best.at).toBe(cut);
  expectClose(best.statistic, stat);
  expectClose(lausenSchumacherP(best.statistic), p_Lau92);
  const naive = chiSquareUpperTail((best.statistic ** 2 * x.length) / (x.length - 1), 1);
  expectClose(naive, naive_chi2_p);
  // R drew its own permutations: three standard errors of 9,999 draws on either side.
  expect(Math.abs(bestCutP(x, y, createRandom(3), 9_999) - p_condMC)).toBeLessThan(0.02);
});

test("where there is nothing the best cut is called a finding about one time in twenty", () => {
  const random = createRandom(12);
  const values = Array.from({ length: 60 }, () => Math.floor(random() * 40));
  let below = 0;
  for (let round = 0; round < 200; round++) {
    const outcome = shuffle(
      Array.from({ length: 60 }, (_, i) => (i < 25 ? 1 : 0)),
      random,
    );
    if (bestCutP(values, outcome, random, 199) <= 0.05) below++;
  }
  expect(below).toBeLessThan(22);
});

test("values or outcomes that are all alike have no cut", () => {
  expect(bestCut([1, 1, 1, 1], [0, 1, 0, 1])).toMatchObject({ statistic: 0, tried: 0 });
  expect(bestCut([1, 2, 3, 4], [1, 1, 1, 1])).toMatchObject({ statistic: 0 });
  expect(bestCutP([1, 2, 3, 4], [1, 1, 1, 1], createRandom(1), 9)).toBe(1);
  expect(lausenSchumacherP(0.5)).toBe(1);
});
