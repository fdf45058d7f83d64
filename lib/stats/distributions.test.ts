import { expect, test } from "vitest";
import {
  betaQuantile,
  chiSquareLog10UpperTail,
  chiSquareUpperTail,
  gammaQuantile,
  logChoose,
  logFactorial,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  tQuantile,
  tTail,
  tTwoSided,
  z95,
} from "#lib/stats/distributions.ts";
import { expectClose } from "./fixtures/close.ts";
import reference from "./fixtures/tests_scipy.json" with { type: "json" };

const { tails } = reference;
type Triples = readonly (readonly [number, number, number])[];

test("the normal tail and its quantile agree with scipy down to 1e-300", () => {
  for (const [z, p] of tails.norm_sf as unknown as [number, number][]) {
    expectClose(normalUpperTail(z), p, 1e-12);
    expectClose(normalCdf(-z), p, 1e-12);
    expectClose(0 - normalQuantile(p), z, 1e-12);
  }
});

test("the normal quantile turns the cdf round over its whole range", () => {
  for (let z = -37; z <= 8; z += 0.37)
    expectClose(normalCdf(normalQuantile(normalCdf(z))), normalCdf(z), 1e-12);
  expectClose(normalQuantile(0.975), z95, 1e-15);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(1.1)).toBeNaN();
});

test("the chi-square tail agrees with scipy, far out too", () => {
  for (const [x, df, p] of tails.chi2_sf as unknown as Triples) {
    expectClose(chiSquareUpperTail(x, df), p, 1e-11);
    if (p < 0.9) expectClose(chiSquareLog10UpperTail(x, df), Math.log10(p), 1e-11);
  }
  expect(chiSquareUpperTail(0, 3)).toBe(1);
  expect(chiSquareUpperTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
});

test("a chi-square tail too small for a number still has its logarithm (R's value for Telco by contract)", () => {
  expect(chiSquareUpperTail(2352.87253825934, 2)).toBe(0);
  expectClose(chiSquareLog10UpperTail(2352.87253825934, 2), -510.919779993864, 1e-12);
  // mpmath, 30 digits.
  expectClose(chiSquareLog10UpperTail(2000, 1), -436.043273716073, 1e-12);
  expectClose(chiSquareLog10UpperTail(3000, 7), -644.0223469711704, 1e-12);
  expectClose(chiSquareLog10UpperTail(1400, 4), Math.log10(1 + 700) - 700 / Math.LN10, 1e-12);
});

test("Student's tail and quantile agree with scipy", () => {
  for (const [t, df, p] of tails.t_sf as unknown as Triples) {
    expectClose(tTail(t, df), p, 1e-11);
    expectClose(tTwoSided(-t, df), 2 * p, 1e-11);
    expectClose(-tQuantile(p, df), t, 1e-11);
  }
  expect(tTwoSided(0, 4)).toBe(1);
  expect(tTail(1.3, Number.POSITIVE_INFINITY)).toBe(normalUpperTail(1.3));
});

test("beta and gamma quantiles agree with scipy", () => {
  for (const [p, a, b, x] of tails.beta_ppf as unknown as [number, number, number, number][]) {
    expectClose(betaQuantile(p, a, b), x, 1e-12);
  }
  for (const [p, shape, x] of tails.gamma_ppf as unknown as Triples) {
    expectClose(gammaQuantile(p, shape), x, 1e-12);
  }
  expectClose(gammaQuantile(1e-30, 1), 1e-30, 1e-12);
  expectClose(gammaQuantile(0.9, 1), Math.log(10), 1e-12);
});

test("log-factorials are continuous where the table ends, and count", () => {
  expectClose(logFactorial(1024) - logFactorial(1023), Math.log(1024), 1e-11);
  expectClose(logFactorial(170), 706.5730622457875, 1e-14);
  expectClose(Math.exp(logChoose(10, 3)), 120, 1e-13);
  expect(logChoose(3, 4)).toBe(Number.NEGATIVE_INFINITY);
});
