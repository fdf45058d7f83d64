import fc from "fast-check";
import { expect, test } from "vitest";
import {
  brunnerMunzel,
  hedgesG,
  mannWhitney,
  mean,
  meanInterval,
  quantile7,
  variance,
  welch,
  winsorise,
} from "#lib/stats/numeric.ts";
import { expectClose } from "./fixtures/close.ts";
import reference from "./fixtures/tests_scipy.json" with { type: "json" };

test("120 pairs of groups: Welch, Mann-Whitney, AUC, Hedges's g and Brunner-Munzel agree with scipy", () => {
  expect(reference.numeric2.length).toBe(120);
  for (const entry of reference.numeric2) {
    const { x, y } = entry;
    const test = welch(x, y);
    expectClose(test.t, entry.welch_t);
    expectClose(test.df, entry.welch_df);
    expectClose(test.p, entry.welch_p);
    const corrected = mannWhitney(x, y);
    expectClose(corrected.u, entry.U1);
    expectClose(corrected.auc, entry.auc);
    expectClose(corrected.p, entry.mwu_asym_cc);
    expectClose(mannWhitney(x, y, false).p, entry.mwu_asym_nocc);
    expectClose(hedgesG(x, y), entry.hedges_g);
    // scipy 1.10 takes this p as 1 − cdf, so its own digits end at 1e-16; the far tail is compared below.
    const p = brunnerMunzel(x, y).p;
    if (Math.abs(p - entry.brunner_munzel_p) > 4e-16) expectClose(p, entry.brunner_munzel_p);
  }
});

test("Brunner-Munzel far out agrees with scipy 1.17, which no longer subtracts from 1", () => {
  const far = reference.numeric2.filter((entry) => entry.brunner_munzel_p < 1e-10);
  const found = far.map(({ x, y }) => brunnerMunzel(x, y)).filter(({ p }) => p > 1e-11);
  expect(found.length).toBe(2);
  expectClose(Math.max(...found.map(({ p }) => p)), 5.459507339474637e-11, 1e-12);
  expectClose(Math.min(...found.map(({ p }) => p)), 3.6151286543292625e-11, 1e-12);
});

test("type-7 quantiles and winsorising as numpy and R", () => {
  expect(quantile7([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(quantile7([7], 0.99)).toBe(7);
  expect(quantile7([], 0.5)).toBeNaN();
  const values = Array.from({ length: 101 }, (_, i) => i);
  const clipped = winsorise(values);
  expect([clipped[0], clipped[1], clipped[99], clipped[100]]).toEqual([1, 1, 99, 99]);
  expect(values[0]).toBe(0);
});

test("the variance of large values keeps its digits", () => {
  expectClose(variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]), 30, 1e-12);
  expect(variance([5])).toBeNaN();
});

test("a mean of one value is unbounded, of several without skewness has Student's interval", () => {
  expect(meanInterval({ n: 1, mean: 3, variance: Number.NaN, skewness: 0 })).toEqual({
    value: 3,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  });
  const { value, low, high } = meanInterval({ n: 4, mean: 2.5, variance: 5 / 3, skewness: 0 });
  expect(value).toBe(2.5);
  expectClose(high, 2.5 + 3.182446305284264 * Math.sqrt(5 / 12), 1e-12);
  expectClose(low, 2.5 - 3.182446305284264 * Math.sqrt(5 / 12), 1e-12);
});

test("the interval of a skewed mean is the one whose cubic is Student's, and turns with the values", () => {
  const moments = { n: 25, mean: 10, variance: 16, skewness: 1.8 };
  const { low, high } = meanInterval(moments);
  const a = 1.8 / 5;
  const cubic = (end: number) => {
    const t = (10 - end) / 0.8;
    return t + (a * t * t) / 3 + (a * a * t ** 3) / 27 + a / 6;
  };
  expectClose(cubic(low), 2.063898561628021, 1e-12);
  expectClose(cubic(high), -2.063898561628021, 1e-12);
  expect(high - 10).toBeGreaterThan(10 - low);
  const turned = meanInterval({ ...moments, mean: -10, skewness: -1.8 });
  expectClose(turned.low, -high, 1e-12);
  expectClose(turned.high, -low, 1e-12);
  const hardly = meanInterval({ ...moments, skewness: 2e-5 });
  expectClose(hardly.high, meanInterval({ ...moments, skewness: 0 }).high, 1e-5);
});

test("groups without spread are not called different by a formula that divides by nothing", () => {
  expect(welch([1, 1, 1], [2, 2, 2]).p).toBe(1);
  expect(welch([1], [2, 3]).p).toBe(1);
  expect(welch([0, -6e-162, 0, 0], [0, 0]).p).toBeGreaterThan(0);
  expect(mannWhitney([4, 4], [4, 4, 4]).p).toBe(1);
  expect(mannWhitney([], [4]).p).toBe(1);
  expect(brunnerMunzel([4, 4], [4, 4, 4]).p).toBe(1);
  expect(hedgesG([2, 2], [2, 2])).toBe(0);
});

test("groups that do not overlap get the exact permutation p from Brunner-Munzel", () => {
  const apart = brunnerMunzel([1, 2, 3], [4, 5, 6]);
  expectClose(apart.p, 0.1, 1e-12);
  expect(apart.statistic).toBe(Number.NEGATIVE_INFINITY);
});

const groups = fc.tuple(
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 60 }),
  fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 60 }),
);

test("property: exchanging the groups turns the sign and keeps the p", () => {
  fc.assert(
    fc.property(groups, ([a, b]) => {
      expect(Math.abs(welch(a, b).p - welch(b, a).p)).toBeLessThan(1e-12);
      expect(Math.abs(mannWhitney(a, b).auc + mannWhitney(b, a).auc - 1)).toBeLessThan(1e-12);
      expect(Math.abs(mannWhitney(a, b).p - mannWhitney(b, a).p)).toBeLessThan(1e-10);
      expect(Math.abs(brunnerMunzel(a, b).p - brunnerMunzel(b, a).p)).toBeLessThan(1e-10);
      expect(Math.abs(hedgesG(a, b) + hedgesG(b, a))).toBeLessThan(1e-12);
    }),
  );
});

test("property: the AUC is the share of pairs, ties counted half", () => {
  fc.assert(
    fc.property(groups, ([a, b]) => {
      let wins = 0;
      for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
      expectClose(mannWhitney(a, b).u, wins, 1e-12);
    }),
  );
});

test("property: winsorising keeps the order and moves the mean towards the bulk", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3 }), (values) => {
      const clipped = winsorise(values, 0.1, 0.9);
      for (let i = 1; i < values.length; i++) {
        if (values[i]! >= values[i - 1]!) expect(clipped[i]).toBeGreaterThanOrEqual(clipped[i - 1]!);
      }
      expect(mean(clipped)).toBeLessThanOrEqual(Math.max(...values));
      expect(mean(clipped)).toBeGreaterThanOrEqual(Math.min(...values));
    }),
  );
});
