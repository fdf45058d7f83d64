import { expect, test } from "vitest";
import { shrinkRates } from "#lib/stats/beta-binomial.ts";
import { eventRates } from "#lib/stats/event-rate.ts";
import { shrink } from "#lib/stats/shrink.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import extra from "./fixtures/extra_py.json" with { type: "json" };
import misc from "./fixtures/misc_r.json" with { type: "json" };

test("shrinkage agrees with the reference", () => {
  const { y, se, Q, tau2, mu, shrunk } = extra.normal_normal_eb_DL;
  const found = shrink(y, se);
  expectAllClose([found.q, found.between, found.mean], [Q, tau2, mu]);
  expectAllClose(found.values, shrunk);
});

test("estimates that differ no more than noise all become their mean", () => {
  const { between, mean, values } = shrink([1, 1.1, 0.9], [1, 1, 1]);
  expect(between).toBe(0);
  expectAllClose(values, [mean, mean, mean], 1e-12);
});

test("tickets over months: negative binomial with exposure as MASS's glm.nb", () => {
  const { tickets, months, g, coef, se, theta } = misc.negbin;
  const fit = eventRates(tickets, months, [g.map((name) => (name === "b" ? 1 : 0))]);
  expect(fit.converged).toBe(true);
  expectAllClose(fit.coefficients, Object.values(coef));
  expectAllClose(fit.se, Object.values(se));
  expectClose(fit.theta, theta);
});

test("counts that vary no more than Poisson's have infinite theta and the plain ratio of rates", () => {
  const fit = eventRates([2, 4, 6, 3, 6, 9], [1, 2, 3, 1, 2, 3], [[0, 0, 0, 1, 1, 1]]);
  expect(fit.theta).toBe(Number.POSITIVE_INFINITY);
  expectAllClose(fit.coefficients, [Math.log(2), Math.log(1.5)], 1e-9);
  expectAllClose(fit.se, [Math.sqrt(1 / 12), Math.sqrt(1 / 12 + 1 / 18)], 1e-9);
});

test("rates shrunk by a beta-binomial agree with the reference", () => {
  const { x, n, alpha, beta, prior_mean, post_mean, post_ci95 } = extra.beta_binomial_eb;
  const found = shrinkRates(x, n);
  // The reference's own search for the maximum stopped at 6e-8.
  expectAllClose([found.alpha, found.beta, found.mean], [alpha, beta, prior_mean], 1e-7);
  expectAllClose(
    found.rates.map(({ value }) => value),
    post_mean,
    1e-7,
  );
  expectAllClose(
    found.rates.flatMap(({ low, high }) => [low, high]),
    post_ci95.flat(),
    1e-7,
  );
});

test("rates that differ no more than chance all become the common one; without anything to tell, too", () => {
  const alike = shrinkRates([5, 10, 20], [10, 20, 40]);
  expect([alike.alpha, alike.mean]).toEqual([Number.POSITIVE_INFINITY, 0.5]);
  expect(alike.rates.map(({ value }) => value)).toEqual([0.5, 0.5, 0.5]);
  expect(shrinkRates([0, 0], [4, 9]).rates.map(({ value }) => value)).toEqual([0, 0]);
  expect(shrinkRates([3], [4]).rates[0]!.value).toBe(0.75);
});

test("the likelihood is greatest where it says", () => {
  const [x, n] = [
    [3, 30, 2, 90, 11],
    [10, 40, 9, 300, 12],
  ];
  const { alpha, beta } = shrinkRates(x, n);
  const sum = (from: number, many: number) =>
    Array.from({ length: many }, (_, j) => Math.log(from + j)).reduce((a, b) => a + b, 0);
  const likelihood = (a: number, b: number) =>
    x.reduce((all, k, i) => all + sum(a, k) + sum(b, n[i]! - k) - sum(a + b, n[i]!), 0);
  for (const [da, db] of [
    [1.01, 1],
    [0.99, 1],
    [1, 1.01],
    [1, 0.99],
  ] as const)
    expect(likelihood(alpha * da, beta * db)).toBeLessThan(likelihood(alpha, beta));
});
