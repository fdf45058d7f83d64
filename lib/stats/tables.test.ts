import fc from "fast-check";
import { expect, test } from "vitest";
import { chiSquareTest } from "#lib/stats/chi-square.ts";
import { binomial, hypergeometric, upperTail } from "#lib/stats/discrete.ts";
import { fisherExact, fisherOneSided, midP, midPOneSided } from "#lib/stats/fisher.ts";
import { clopperPearson, haldaneOddsRatio, newcombe, wilson } from "#lib/stats/rate.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import reference from "./fixtures/tests_scipy.json" with { type: "json" };

type Cells = [number, number, number, number];
const tables = reference.tables2x2.map((entry) => ({ ...entry, cells: entry.t as Cells }));

test("200 tables: Fisher's p, both sides and each, agrees with scipy", () => {
  for (const { cells, fisher_p, fisher_p_greater, fisher_p_less } of tables) {
    expectClose(fisherExact(...cells), fisher_p, 1e-8, `${cells}`);
    expectClose(fisherOneSided(...cells, "greater"), fisher_p_greater, 1e-8, `${cells}`);
    expectClose(fisherOneSided(...cells, "less"), fisher_p_less, 1e-8, `${cells}`);
  }
});

test("200 tables: mid-p agrees with scipy", () => {
  for (const { cells, midp_twosided } of tables) expectClose(midP(...cells), midp_twosided, 1e-8, `${cells}`);
});

test("200 tables: Pearson's chi-square agrees with scipy where scipy gives one", () => {
  let compared = 0;
  for (const { cells, ...entry } of tables) {
    if (!("chi2" in entry) || typeof entry.chi2 !== "number") continue;
    const { statistic, df, p } = chiSquareTest([
      [cells[0], cells[1]],
      [cells[2], cells[3]],
    ]);
    expectClose(statistic, entry.chi2, 1e-8);
    expectClose(p, entry.chi2_p as number, 1e-8);
    expect(df).toBe(1);
    compared++;
  }
  expect(compared).toBeGreaterThan(190);
});

test("200 tables: Wilson, Clopper-Pearson, Newcombe and the odds ratio agree with scipy and statsmodels", () => {
  for (const { cells, wilson_row1, cp_row1, newcombe_diff, lor_haldane } of tables) {
    const [a, b, c, d] = cells;
    const score = wilson(a, a + b);
    expectAllClose([score.low, score.high], wilson_row1);
    const exact = clopperPearson(a, a + b);
    expectAllClose([exact.low, exact.high], cp_row1);
    const difference = newcombe(a, a + b, c, c + d);
    expectAllClose([difference.low, difference.high], newcombe_diff);
    const { log, se } = haldaneOddsRatio(...cells);
    expectAllClose([log, se], lor_haldane);
  }
});

test("60 larger tables: chi-square, its p and Cramér's V agree with scipy", () => {
  for (const { t, chi2, df, p, cramers_v } of reference.kx2) {
    const found = chiSquareTest(t);
    expectClose(found.statistic, chi2);
    expectClose(found.p, p);
    expectClose(found.cramersV, cramers_v);
    expect(found.df).toBe(df);
  }
});

test("rows and columns without counts do not count as groups", () => {
  expect(
    chiSquareTest([
      [3, 4],
      [0, 0],
      [8, 2],
    ]),
  ).toEqual(
    chiSquareTest([
      [3, 4],
      [8, 2],
    ]),
  );
  expect(
    chiSquareTest([
      [3, 0],
      [8, 0],
    ]).p,
  ).toBe(1);
  expect(chiSquareTest([]).p).toBe(1);
});

test("binomial and hypergeometric tails agree with scipy, 279 decimals down", () => {
  for (const [k, n, p, tail] of reference.tails.binom_sf as unknown as Cells[]) {
    expectClose(upperTail(binomial(n, p), k, 0), tail, 1e-11);
  }
  for (const [k, total, successes, draws, logTail] of reference.tails
    .hypergeom_logsf as unknown as number[][]) {
    expectClose(Math.log(upperTail(hypergeometric(total!, successes!, draws!), k!, 0)), logTail!, 1e-12);
  }
});

const cells = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60));

test("property: mid-p does not depend on which way the table is laid out", () => {
  fc.assert(
    fc.property(cells, ([a, b, c, d]) => {
      const p = midP(a, b, c, d);
      for (const other of [midP(c, d, a, b), midP(b, a, d, c), midP(a, c, b, d), midP(d, c, b, a)]) {
        expectClose(other, p, 1e-9);
      }
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(p).toBeLessThanOrEqual(fisherExact(a, b, c, d) * 2);
    }),
  );
});

test("property: the one-sided mid-p of both sides sum to 1, and twice the smaller is the two-sided", () => {
  fc.assert(
    fc.property(cells, ([a, b, c, d]) => {
      const greater = midPOneSided(a, b, c, d, "greater");
      const less = midPOneSided(a, b, c, d, "less");
      expectClose(greater + less, 1, 1e-10);
      expectClose(midP(a, b, c, d), Math.min(1, 2 * Math.min(greater, less)), 1e-8);
    }),
  );
});

test("property: Fisher's p is the sum over every table as likely or less likely", () => {
  fc.assert(
    fc.property(cells, ([a, b, c, d]) => {
      const of = hypergeometric(a + b + c + d, a + c, a + b);
      const points: number[] = [];
      for (let k = of.low; k <= of.high; k++) points.push(Math.exp(of.logPoint(k)));
      expectClose(
        points.reduce((sum, point) => sum + point, 0),
        1,
        1e-11,
      );
      const here = Math.exp(of.logPoint(a)) * (1 + 1e-7);
      const sum = points.filter((point) => point <= here).reduce((total, point) => total + point, 0);
      expectClose(fisherExact(a, b, c, d), Math.min(1, sum), 1e-9);
    }),
  );
});

const rate = fc.tuple(fc.nat(2000), fc.nat(2000)).map(([a, b]) => [a, a + b + 1] as const);

test("property: Wilson's interval contains the rate, stays in 0…1, mirrors, narrows with n and widens with z", () => {
  fc.assert(
    fc.property(rate, ([k, n]) => {
      const { low, high } = wilson(k, n);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(k / n);
      expect(high).toBeGreaterThanOrEqual(k / n);
      expect(high).toBeLessThanOrEqual(1);
      const mirror = wilson(n - k, n);
      expect(Math.abs(1 - mirror.high - low)).toBeLessThan(1e-12);
      const more = wilson(10 * k, 10 * n);
      expect(more.high - more.low).toBeLessThan(high - low);
      const wider = wilson(k, n, 3);
      expect(wider.low).toBeLessThanOrEqual(low);
      expect(wider.high).toBeGreaterThanOrEqual(high);
    }),
  );
});

test("property: one more positive never lowers an end of Wilson's or Clopper and Pearson's interval", () => {
  fc.assert(
    fc.property(rate, ([k, n]) => {
      for (const interval of [wilson, clopperPearson]) {
        const [now, next] = [interval(k, n + 1), interval(k + 1, n + 1)];
        expect(next.low).toBeGreaterThanOrEqual(now.low - 1e-12);
        expect(next.high).toBeGreaterThanOrEqual(now.high - 1e-12);
      }
    }),
  );
});

test("property: Newcombe's interval contains the difference and turns with the groups", () => {
  fc.assert(
    fc.property(rate, rate, ([k, n], [j, m]) => {
      const { value, low, high } = newcombe(k, n, j, m);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
      const turned = newcombe(j, m, k, n);
      expect(Math.abs(turned.low + high)).toBeLessThan(1e-12);
    }),
  );
});

test("an empty group says nothing", () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  expect(midP(0, 0, 5, 7)).toBe(1);
  expect(fisherExact(0, 0, 0, 0)).toBe(1);
});
