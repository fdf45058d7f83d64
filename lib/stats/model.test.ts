import { expect, test } from "vitest";
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
