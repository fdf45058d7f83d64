import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, holm } from "#lib/stats/multiplicity.ts";
import { compareRates, poissonRateInterval } from "#lib/stats/poisson.ts";
import { haldaneOddsRatio } from "#lib/stats/rate.ts";
import { breslowDay, crudeOddsRatio, mantelHaenszel, type Table } from "#lib/stats/strata.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import misc from "./fixtures/misc_r.json" with { type: "json" };
import { noTelco, readTelco, whySkipped } from "./fixtures/telco.ts";
import reference from "./fixtures/tests_scipy.json" with { type: "json" };

test("Benjamini-Hochberg and Holm agree with statsmodels", () => {
  for (const entry of reference.multitest) {
    expectAllClose(benjaminiHochberg(entry.p), entry.fdr_bh);
    expectAllClose(holm(entry.p), entry.holm);
  }
});

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });

test("property: adjusting keeps the order, never goes below the raw p, and BH never above Holm", () => {
  fc.assert(
    fc.property(ps, (raw) => {
      const [bh, holms] = [benjaminiHochberg(raw), holm(raw)];
      raw.forEach((p, i) => {
        expect(bh[i]).toBeGreaterThanOrEqual(p);
        expect(holms[i]).toBeGreaterThanOrEqual(bh[i]! * (1 - 1e-15));
        expect(holms[i]).toBeLessThanOrEqual(1);
        raw.forEach((other, j) => {
          if (p < other) {
            expect(bh[i]).toBeLessThanOrEqual(bh[j]!);
            expect(holms[i]).toBeLessThanOrEqual(holms[j]!);
          }
        });
      });
    }),
  );
});

test("Poisson rates: ratio, exact p and intervals agree with statsmodels and R", () => {
  for (const entry of reference.poisson_rates) {
    const { c1, e1, c2, e2 } = entry;
    const found = compareRates(c1, e1, c2, e2);
    expectClose(found.ratio, entry.ratio);
    expectClose(found.p, entry.exact_cond_p);
    expectAllClose([found.low, found.high], entry.ci_ratio_exact);
    const rate = poissonRateInterval(c1, e1);
    expectAllClose([rate.low, rate.high], entry.ci_rate1_exact);
  }
  const { c, T, p, ratio, ci } = misc.poisson_test;
  const found = compareRates(c[0]!, T[0]!, c[1]!, T[1]!);
  expectAllClose([found.p, found.ratio, found.low, found.high], [p, ratio, ...ci]);
});

test("no event at all compares to nothing", () => {
  expect(compareRates(0, 10, 0, 20)).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY, p: 1 });
  expect(poissonRateInterval(0, 10).low).toBe(0);
});

test("kidney stones: Mantel-Haenszel, its interval, the test and Breslow-Day as statsmodels and R", () => {
  const { kidney } = reference;
  const tables = kidney.tables.map((table) => table.flat() as unknown as Table);
  const found = mantelHaenszel(tables);
  expectClose(found.oddsRatio, kidney.mh_or);
  expectAllClose([found.low, found.high], kidney.mh_ci);
  expectAllClose([found.statistic, found.p], kidney.cmh.slice(0, 2));
  const even = breslowDay(tables);
  expectAllClose([even.statistic, even.p], kidney.breslow_day);
  expect(even.df).toBe(1);
  expectClose(crudeOddsRatio(tables), kidney.crude_or);
  const { chisq, p, mh_or, ci } = misc.cmh_kidney;
  expectAllClose(
    [found.statistic, found.p, found.oddsRatio, found.low, found.high],
    [chisq, p, mh_or, ...ci],
  );
});

test("Berkeley admissions: the crude link turns within departments, as R", () => {
  const { tables, crude_or, mh_or, p } = misc.cmh_ucb;
  // R lists a table by columns: admitted men, rejected men, admitted women, rejected women.
  const strata = tables.map(([a, b, c, d]) => [a, b, c, d] as unknown as Table);
  expectClose(crudeOddsRatio(strata), crude_or);
  const found = mantelHaenszel(strata);
  expectClose(found.oddsRatio, mh_or);
  expectClose(found.p, p);
});

test("strata that cannot speak change nothing, and none at all says nothing", () => {
  const table: Table = [12, 5, 7, 20];
  expect(mantelHaenszel([table, [3, 4, 0, 0], [0, 9, 0, 8]])).toEqual(mantelHaenszel([table]));
  expect(mantelHaenszel([[3, 4, 0, 0]])).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY, p: 1 });
  expect(breslowDay([table])).toEqual({ statistic: 0, df: 0, p: 1 });
  expect(breslowDay([table, table]).statistic).toBeLessThan(1e-20);
});

test("property: exchanging the rows of every stratum turns the odds ratio over and keeps the p", () => {
  const cell = fc.integer({ min: 1, max: 80 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 5 }), (tables) => {
      const turned = tables.map(([a, b, c, d]): Table => [c, d, a, b]);
      const [one, other] = [mantelHaenszel(tables), mantelHaenszel(turned)];
      expectClose(one.oddsRatio * other.oddsRatio, 1, 1e-10);
      expect(Math.abs(one.p - other.p)).toBeLessThan(1e-10);
      expect(one.low).toBeLessThanOrEqual(one.oddsRatio);
      expect(Math.abs(breslowDay(tables).statistic - breslowDay(turned).statistic)).toBeLessThan(1e-6);
      const [a, b, c, d] = tables[0]!;
      expectClose(haldaneOddsRatio(a, b, c, d).value * haldaneOddsRatio(c, d, a, b).value, 1, 1e-10);
    }),
  );
});

test.skipIf(noTelco)(
  `Telco: crude and Mantel-Haenszel odds ratios of three attributes as R${whySkipped}`,
  () => {
    const telco = readTelco(true);
    const strata = (attribute: string, level: string, by: string): Table[] =>
      [...new Set(telco[by])].map((stratum) => {
        const count = (inside: boolean, churn: string) =>
          telco[by]!.filter(
            (value, i) =>
              value === stratum && (telco[attribute]![i] === level) === inside && telco.Churn![i] === churn,
          ).length;
        return [count(true, "No"), count(true, "Yes"), count(false, "No"), count(false, "Yes")];
      });
    const cases = [
      [misc.telco_echeck_by_contract, "PaymentMethod", "Electronic check", "Contract"],
      [misc.telco_multiline_by_internet, "MultipleLines", "Yes", "InternetService"],
      [misc.telco_streamTV_by_internet, "StreamingTV", "Yes", "InternetService"],
    ] as const;
    for (const [wanted, attribute, level, by] of cases) {
      const tables = strata(attribute, level, by);
      const found = mantelHaenszel(tables);
      expectClose(found.oddsRatio, wanted.mh_or);
      expectClose(found.p, wanted.p);
      const [low, high] = wanted.ci;
      if (typeof low === "number") expectAllClose([found.low, found.high], [low, high as number]);
      // R's crude ratios were taken over the strata that hold both levels: without internet nobody streams.
      const both = tables.filter(([a, b, c, d]) => a + b > 0 && c + d > 0);
      expectClose(crudeOddsRatio(both), wanted.crude_or);
    }
  },
);
