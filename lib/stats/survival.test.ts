import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "#lib/stats/random.ts";
import {
  kaplanMeier,
  logRank,
  martingaleResiduals,
  medianSurvival,
  restrictedMean,
  survivalBefore,
} from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";
import { expectAllClose, expectClose } from "./fixtures/close.ts";
import extra from "./fixtures/extra_py.json" with { type: "json" };
import reference from "./fixtures/survival_r.json" with { type: "json" };
import { noTelco, readTelco, whySkipped } from "./fixtures/telco.ts";

/** Group numbers in order of first sight of sorted names, as R's factor. */
function asGroups(names: readonly string[]): { groups: Int32Array; labels: string[] } {
  const labels = [...new Set(names)].sort();
  return { groups: Int32Array.from(names, (name) => labels.indexOf(name)), labels };
}

function within(values: readonly number[], groups: Int32Array, group: number): number[] {
  return values.filter((_, i) => groups[i] === group);
}

const { aml, left_trunc: late } = reference;
const sides = asGroups(aml.x);

test("aml: Kaplan-Meier with its log-log interval as R", () => {
  sides.labels.forEach((label, g) => {
    const curve = kaplanMeier(within(aml.time, sides.groups, g), within(aml.status, sides.groups, g));
    const rows = aml.km.filter((row) => row.strata === `x=${label}`);
    expectAllClose(
      curve.times,
      rows.map((row) => row.t),
    );
    expectAllClose(
      curve.atRisk,
      rows.map((row) => row.nrisk),
    );
    expectAllClose(
      curve.events,
      rows.map((row) => row.d),
    );
    expectAllClose(
      curve.survival,
      rows.map((row) => row.S),
    );
    rows.forEach((row, i) => {
      if (typeof row.lo !== "number") return;
      expectClose(curve.low[i]!, row.lo ?? 1);
      expectClose(curve.high[i]!, row.hi as number);
    });
  });
});

test("aml: log-rank as R", () => {
  const { statistic, df, p, expected } = logRank(aml.time, aml.status, sides.groups, 2);
  expectClose(statistic, aml.logrank_chisq);
  expectClose(p, aml.p);
  expect(df).toBe(1);
  expectAllClose(expected, aml.exp);
});

test("accounts that enter late: Kaplan-Meier as R, and not the naive curve", () => {
  const curve = kaplanMeier(late.time, late.event, timeline(late.time, late.entry));
  expectAllClose(
    curve.times,
    late.km.map((row) => row.t),
  );
  expectAllClose(
    curve.atRisk,
    late.km.map((row) => row.nrisk),
  );
  expectAllClose(
    curve.survival,
    late.km.map((row) => row.S),
  );
  expectAllClose(kaplanMeier(late.time, late.event).survival, late.naive_S);
});

test.skipIf(noTelco)(
  `Telco: curves, medians, restricted means and log-rank by five attributes as R${whySkipped}`,
  () => {
    const table = readTelco();
    const months = table.tenure!.map(Number);
    const left = table.Churn!.map((churn) => (churn === "Yes" ? 1 : 0));
    expect(months.length).toBe(reference.n);
    for (const [name, wanted] of Object.entries(reference.telco)) {
      const { groups, labels } = asGroups(table[name]!);
      expect(wanted.groups).toEqual(labels.map((label) => `${name}=${label}`));
      const test = logRank(months, left, groups, labels.length);
      expectClose(test.statistic, wanted.logrank.chisq);
      expect(test.df).toBe(wanted.logrank.df);
      expectAllClose(test.observed, wanted.logrank.obs);
      expectAllClose(test.expected, wanted.logrank.exp);
      labels.forEach((_, g) => {
        const curve = kaplanMeier(within(months, groups, g), within(left, groups, g));
        const median = medianSurvival(curve);
        const known = (value: unknown) => (typeof value === "number" ? value : null);
        expect(median).toEqual({
          value: known(wanted.median[g]),
          low: known(wanted.lcl_loglog[g]),
          high: known(wanted.ucl_loglog[g]),
        });
        const area = restrictedMean(curve, 60);
        expectClose(area.value, wanted.rmst60[g]!);
        expectClose(area.se, wanted.rmst60_se[g]!);
        for (const row of wanted.S.filter((entry) => entry.strata === wanted.groups[g])) {
          const i = curve.times.indexOf(row.t);
          expect(curve.atRisk[i]).toBe(row.nrisk);
          expectClose(curve.survival[i]!, row.S);
          expectClose(curve.low[i]!, row.lo ?? 1);
          expectClose(curve.high[i]!, row.hi ?? 1);
        }
      });
    }
  },
);

test.skipIf(noTelco)(
  `Telco: payment method stratified by contract, and the additive identity${whySkipped}`,
  () => {
    const table = readTelco();
    const months = table.tenure!.map(Number);
    const left = table.Churn!.map((churn) => (churn === "Yes" ? 1 : 0));
    const payment = asGroups(table.PaymentMethod!);
    const contract = asGroups(table.Contract!);
    const wanted = reference.strat_logrank_payment_by_contract;
    const { statistic, observed, expected } = logRank(months, left, payment.groups, 4, contract.groups);
    expectClose(statistic, wanted.chisq);
    expectAllClose(observed, wanted.obs);
    expectAllClose(expected, wanted.exp);
    const residuals = martingaleResiduals(months, left);
    const sums = contract.labels.map((_, g) =>
      within([...residuals], contract.groups, g).reduce((a, b) => a + b, 0),
    );
    const identity = extra.logrank_additive_identity;
    expectClose(sums[0]!, identity["Month-to-month"].O_minus_E);
    expectClose(sums[1]!, identity["One year"].O_minus_E);
    expectClose(sums[2]!, identity["Two year"].O_minus_E);
    const monthly = Int32Array.from(contract.groups, (group) => (group === 0 ? 0 : 1));
    expectClose(logRank(months, left, monthly, 2).statistic, identity.mtm_vs_rest_chisq);
  },
);

interface Sample {
  months: number[];
  left: number[];
  entry: number[];
  groups: Int32Array;
  strata: Int32Array;
}

/** Follow-up of 400 rows in three groups and two strata, with many ties, some unknown times and late entries. */
function followUp(seed: number): Sample {
  const random = createRandom(seed);
  const rows = Array.from({ length: 400 }, (_, i) => {
    const group = Math.floor(random() * 3);
    const stop = Math.ceil(-Math.log(1 - random()) * (10 + 6 * group));
    const cut = Math.ceil(random() * 36);
    return { group, time: i % 50 === 7 ? Number.NaN : Math.min(stop, cut), left: stop <= cut ? 1 : 0 };
  });
  return {
    months: rows.map((row) => row.time),
    left: rows.map((row) => row.left),
    entry: rows.map((row) => (random() < 0.3 ? Math.floor(random() * row.time) : 0)),
    groups: Int32Array.from(rows, (row) => row.group),
    strata: Int32Array.from(rows, () => Math.floor(random() * 2)),
  };
}

/** The definitions, one time and one pair of groups after the other, without any ordering or incremental count. */
function plainLogRank({ months, left, entry, groups, strata }: Sample, k: number) {
  const times = [...new Set(months.filter((_, i) => left[i] === 1))].filter((t) => !Number.isNaN(t));
  const excess = new Array<number>(k).fill(0);
  const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const t of times) {
    for (const s of new Set(strata)) {
      const here = months.map((_, i) => i).filter((i) => strata[i] === s && months[i]! >= t && entry[i]! < t);
      const n = here.length;
      const d = here.filter((i) => months[i] === t && left[i] === 1).length;
      if (d === 0) continue;
      const share = Array.from({ length: k }, (_, g) => here.filter((i) => groups[i] === g).length / n);
      const factor = n > 1 ? (d * (n - d)) / (n - 1) : 0;
      for (let g = 0; g < k; g++) {
        excess[g]! +=
          here.filter((i) => groups[i] === g && months[i] === t && left[i] === 1).length - d * share[g]!;
        for (let h = 0; h < k; h++)
          covariance[g]![h]! += factor * share[g]! * ((g === h ? 1 : 0) - share[h]!);
      }
    }
  }
  return { excess, covariance };
}

test("generated follow-up: stratified log-rank with late entries follows the definition", () => {
  for (const seed of [1, 2, 3]) {
    const sample = followUp(seed);
    const on = timeline(sample.months, sample.entry);
    const found = logRank(sample.months, sample.left, sample.groups, 3, sample.strata, on);
    const { excess, covariance } = plainLogRank(sample, 3);
    expectAllClose(
      found.observed.map((o, g) => o - found.expected[g]!),
      excess,
      1e-9,
    );
    const [[a, b], [, d]] = covariance as [[number, number], [number, number]];
    const [x, y] = excess as [number, number];
    expectClose(found.statistic, (d * x * x - 2 * b * x * y + a * y * y) / (a * d - b * b), 1e-9);
    expect(found.df).toBe(2);
    const residuals = martingaleResiduals(sample.months, sample.left, sample.strata, on);
    excess.forEach((want, g) => {
      const sum = residuals.reduce(
        (total, r, i) => (sample.groups[i] === g && !Number.isNaN(r) ? total + r : total),
        0,
      );
      expectClose(sum, want, 1e-9);
    });
  }
});

test("generated follow-up: a group without rows and rows without a group take no part", () => {
  const { months, left, groups } = followUp(4);
  const three = logRank(months, left, groups, 3);
  const spread = Int32Array.from(groups, (group) => (group === 2 ? 3 : group));
  const withGap = logRank(months, left, spread, 4);
  expect(withGap.df).toBe(2);
  expectClose(withGap.statistic, three.statistic, 1e-10);
  const two = Int32Array.from(groups, (group) => (group === 2 ? -1 : group));
  const kept = months.map((_, i) => i).filter((i) => two[i]! >= 0);
  const apart = logRank(
    kept.map((i) => months[i]!),
    kept.map((i) => left[i]!),
    Int32Array.from(kept, (i) => two[i]!),
    2,
  );
  expectClose(logRank(months, left, two, 2).statistic, apart.statistic, 1e-12);
});

const records = fc.array(
  fc.record({ t: fc.integer({ min: 0, max: 30 }), d: fc.integer({ min: 0, max: 1 }) }),
  {
    minLength: 1,
    maxLength: 80,
  },
);

test("property: a curve never rises, lies within its band, and its band within 0…1", () => {
  fc.assert(
    fc.property(records, (rows) => {
      const curve = kaplanMeier(
        rows.map((row) => row.t),
        rows.map((row) => row.d),
      );
      let before = 1;
      curve.survival.forEach((s, j) => {
        expect(s).toBeLessThanOrEqual(before);
        expect(curve.low[j]).toBeGreaterThanOrEqual(0);
        expect(curve.low[j]).toBeLessThanOrEqual(s + 1e-15);
        expect(curve.high[j]).toBeGreaterThanOrEqual(s - 1e-15);
        expect(curve.high[j]).toBeLessThanOrEqual(1);
        before = s;
      });
      const area = restrictedMean(curve, 31);
      expect(area.value).toBeGreaterThanOrEqual(0);
      expect(area.value).toBeLessThanOrEqual(31);
    }),
  );
});

test("property: without anyone cut off, the curve is the share still there", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (months) => {
      const curve = kaplanMeier(
        months,
        months.map(() => 1),
      );
      for (let t = 0; t <= 21; t++) {
        const share = months.filter((m) => m > t).length / months.length;
        expect(Math.abs(survivalBefore(curve, t + 1) - share)).toBeLessThan(1e-12);
      }
      const mean = months.reduce((sum, m) => sum + m, 0) / months.length;
      expectClose(restrictedMean(curve, 20).value, mean, 1e-12);
    }),
  );
});

test("property: observed minus expected sums to nothing, and to the martingale residuals by group", () => {
  fc.assert(
    fc.property(records, fc.integer(), (rows, seed) => {
      const random = createRandom(seed);
      const groups = Int32Array.from(rows, () => Math.floor(random() * 4));
      const [months, left] = [rows.map((row) => row.t), rows.map((row) => row.d)];
      const { observed, expected, p } = logRank(months, left, groups, 4);
      const residuals = martingaleResiduals(months, left);
      expect(Math.abs(residuals.reduce((sum, r) => sum + r, 0))).toBeLessThan(1e-9);
      for (let g = 0; g < 4; g++) {
        const sum = residuals.reduce((total, r, i) => (groups[i] === g ? total + r : total), 0);
        expect(Math.abs(observed[g]! - expected[g]! - sum)).toBeLessThan(1e-9);
      }
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
    }),
  );
});

test("a median exactly at half is the middle of the step, as R", () => {
  expect(medianSurvival(kaplanMeier([1, 2, 3, 5], [1, 1, 1, 1])).value).toBe(2.5);
  expect(medianSurvival(kaplanMeier([1, 2, 3], [0, 0, 0]))).toEqual({ value: null, low: null, high: null });
});
