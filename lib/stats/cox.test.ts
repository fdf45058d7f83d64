import { expect, test } from "vitest";
import { clusteredErrors, coxRegression, proportionalHazards } from "#lib/stats/cox.ts";
import { logRank } from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import reference from "./fixtures/survival_r.json" with { type: "json" };
import { noTelco, readTelco, whySkipped } from "./fixtures/telco.ts";

const { aml } = reference;
const nonMaintained = aml.x.map((x) => (x === "Nonmaintained" ? 1 : 0));

test("aml: Cox regression as R", () => {
  const fit = coxRegression(aml.time, aml.status, [nonMaintained]);
  expect(fit.converged).toBe(true);
  expectClose(fit.coefficients[0]!, aml.cox_coef);
  expectClose(fit.se[0]!, aml.cox_se);
});

test("a column that repeats another is left out, and changes nothing", () => {
  const fit = coxRegression(aml.time, aml.status, [nonMaintained, nonMaintained.map((x) => 3 - 2 * x)]);
  expectClose(fit.coefficients[0]!, aml.cox_coef);
  expect(fit.coefficients[1]).toBe(0);
  expect(fit.se[1]).toBe(Number.POSITIVE_INFINITY);
});

test("rows that were always there from before the start count as if they had no entry", () => {
  const on = timeline(
    aml.time,
    aml.time.map(() => 0),
  );
  expectClose(coxRegression(aml.time, aml.status, [nonMaintained], on).coefficients[0]!, aml.cox_coef);
});

test("a group that nobody leaves has no finite hazard ratio, and this is said", () => {
  const fit = coxRegression([1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0], [[0, 0, 0, 1, 1, 1]]);
  expect(fit.converged).toBe(false);
});

test("hazards that are proportional pass, hazards that cross do not", () => {
  const [months, left, group]: [number[], number[], number[]] = [[], [], []];
  for (let i = 1; i <= 60; i++) {
    // Group 1 leaves early or hardly at all, group 0 at an even pace.
    months.push(i, i <= 30 ? i / 10 : 60 + i / 10);
    left.push(1, i <= 30 ? 1 : 0);
    group.push(0, 1);
  }
  const crossing = proportionalHazards(coxRegression(months, left, [group]), [[0]]);
  expect(crossing.terms[0]!.p).toBeLessThan(1e-6);
  expect(crossing.all).toEqual(crossing.terms[0]);
  const even = proportionalHazards(coxRegression(aml.time, aml.status, [nonMaintained]), [[0]]);
  expect(even.terms[0]!.p).toBeGreaterThan(0.5);
  expect(logRank(months, left, Int32Array.from(group), 2).p).toBeGreaterThan(crossing.all.p);
});

test.skipIf(noTelco)(`Telco: Cox regression and its proportional-hazards failure as R${whySkipped}`, () => {
  const telco = readTelco();
  const months = telco.tenure!.map(Number);
  const left = telco.Churn!.map((churn) => (churn === "Yes" ? 1 : 0));
  const wanted = reference.cox_efron;
  const names = Object.keys(wanted.coef);
  const columns = names.map((name) => {
    const attribute = ["Contract", "InternetService", "PaymentMethod"].find((start) =>
      name.startsWith(start),
    )!;
    return telco[attribute]!.map((value) => (value === name.slice(attribute.length) ? 1 : 0));
  });
  const fit = coxRegression(months, left, columns);
  expect(fit.converged).toBe(true);
  expectAllClose(fit.coefficients, Object.values(wanted.coef));
  expectAllClose(fit.se, Object.values(wanted.se));
  expectAllClose(fit.logLikelihood, wanted.loglik);
  const { terms, all } = proportionalHazards(fit, [
    [0, 1],
    [2, 3],
    [4, 5, 6],
  ]);
  expectAllClose(
    [...terms, all].map(({ p }) => p),
    Object.values(wanted.zph),
  );
});

test("errors of rows in clusters as R's coxph with robust = TRUE", () => {
  // R: coxph(Surv(T, E) ~ var1 + var2, robust = TRUE), quoted by lifelines' tests as 2.097 and 0.827.
  const [one, other] = [
    [0.209325, 0.693919, 0.443804, 0.065636, 0.386294],
    [0.184677, 0.071893, 1.364646, 0.098375, 1.663092],
  ];
  const months = [7.335846, 5.269797, 11.684092, 12.678458, 6.601666];
  const fit = coxRegression(months, [1, 1, 1, 1, 1], [one!, other!]);
  const errors = clusteredErrors(fit, [0, 1, 2, 3, 4]);
  expect(errors[0]).toBeCloseTo(2.097, 3);
  expect(errors[1]).toBeCloseTo(0.827, 3);
});

test("errors of clusters with ties and late entries are the infinitesimal jackknife's", () => {
  // Computed apart: the slope of the coefficients in each row's weight (differences of weighted fits, Efron's ties), summed
  // by cluster and squared (Lin and Wei 1989 are its closed form).
  const other = aml.time.map((_, i) => (7 * i) % 5);
  const fit = coxRegression(aml.time, aml.status, [nonMaintained, other]);
  const alone = aml.time.map((_, i) => i);
  const threes = aml.time.map((_, i) => Math.floor(i / 3));
  expectAllClose(clusteredErrors(fit, alone), [0.436642946520846, 0.141978601580508], 1e-6);
  expectAllClose(clusteredErrors(fit, threes), [0.551594069889577, 0.120450435564413], 1e-6);
  const entry = aml.time.map((time, i) => Math.min(time - 1, (5 * i) % 9));
  const late = coxRegression(aml.time, aml.status, [nonMaintained, other], timeline(aml.time, entry));
  expectAllClose(late.coefficients, [0.875999814440693, 0.045906541853137], 1e-8);
  expectAllClose(clusteredErrors(late, threes), [0.545422004351684, 0.125012361916104], 1e-6);
  const repeated = coxRegression(aml.time, aml.status, [nonMaintained, nonMaintained]);
  expect(clusteredErrors(repeated, threes)[1]).toBe(Number.POSITIVE_INFINITY);
});
