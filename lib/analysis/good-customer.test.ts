import fc from "fast-check";
import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { judgeAccounts, standing } from "#lib/analysis/good-customer.ts";
import { gutCheck } from "#lib/analysis/gut-check.ts";
import { suggestCards, suggestDefinition } from "#lib/analysis/suggest-definition.ts";
import { frameOf, type PlainTable } from "#lib/analysis/support/frame-of.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";

const yearKept: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};
const { good, not, tooEarly, unrecorded, outside } = standing;
const judge = (table: PlainTable, definition: Definition) => judgeAccounts(frameOf(table), definition);
const retention = (months: number[], left: number[]) => ({ columns: [], retention: { months, left } });
const acv = (values: number[], better: "higher" | "lower" = "higher") => ({
  columns: [],
  retention: { months: values.map(() => 20), left: values.map(() => 0) },
  outcomes: [{ outcome: { name: "ACV", kind: "value" as const, better }, values }],
});

test("known only when followed to the horizon, or gone before it", () => {
  const judged = judge(
    retention([12, 30, 30, 11.9, 12, 5, Number.NaN, 3], [0, 0, 1, 0, 1, 1, 0, 2]),
    yearKept,
  );
  expect([...judged.labels]).toEqual([good, good, good, tooEarly, good, not, unrecorded, unrecorded]);
  expect(judged.counts).toEqual({ good: 4, not: 1, tooEarly: 1, unrecorded: 2, outside: 0 });
  expect([...judged.weights].map((weight) => weight > 0)).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
    false,
    false,
  ]);
});

test("the weighted rate of those known is the Kaplan-Meier rate of everybody, and the weights stand for everybody", () => {
  const account = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(account, { minLength: 5, maxLength: 80 }), (accounts) => {
      const months = accounts.map(([month]) => month);
      const left = accounts.map(([, gone]) => (gone ? 1 : 0));
      const judged = judge(retention(months, left), yearKept);
      const kept = survivalBefore(kaplanMeier(months, left), 12);
      const total = judged.weights.reduce((sum, weight) => sum + weight, 0);
      const goodWeight = judged.weights.reduce(
        (sum, weight, i) => sum + (judged.labels[i] === good ? weight : 0),
        0,
      );
      // Where nobody is followed to the horizon the curve has no end to compare with.
      if (!months.some((month) => month >= 12)) return;
      expect(total).toBeCloseTo(accounts.length, 8);
      expect(goodWeight / total).toBeCloseTo(kept, 8);
    }),
  );
});

test("outcomes count linearly between their thresholds, in either direction, by weight", () => {
  const definition: Definition = {
    ...yearKept,
    outcomes: [
      { outcome: "ACV", poor: 100, good: 200, weight: 3 },
      { outcome: "retention", poor: 0, good: 24, weight: 1 },
    ],
    horizonMonths: 12,
    cut: 0.5,
  };
  const judged = judge(acv([50, 150, 300, Number.NaN]), definition);
  expect([...judged.scores]).toEqual([0.125, 0.5, 0.875, Number.NaN]);
  expect([...judged.labels]).toEqual([not, good, good, unrecorded]);
  const fewer: Definition = {
    ...yearKept,
    outcomes: [{ outcome: "ACV", poor: 10, good: 2, weight: 1 }],
    cut: 1,
  };
  expect([...judge(acv([2, 3, 10], "lower"), fewer).labels]).toEqual([good, not, not]);
  const step: Definition = { ...fewer, outcomes: [{ outcome: "ACV", poor: 5, good: 5, weight: 1 }] };
  expect([...judge(acv([4, 5, 6], "lower"), step).labels]).toEqual([good, good, not]);
  expect([...judge(acv([4, 5, 6]), step).labels]).toEqual([not, good, good]);
});

test("a definition without retention weighs all alike; one with an outcome the data lacks judges nobody", () => {
  const plain = judge(acv([1, 9]), {
    ...yearKept,
    outcomes: [{ outcome: "ACV", poor: 0, good: 5, weight: 1 }],
  });
  expect(plain.weighted).toBe(false);
  expect([...plain.weights]).toEqual([1, 1]);
  const lost = judge(acv([1, 9]), {
    ...yearKept,
    outcomes: [{ outcome: "NPS", poor: 0, good: 5, weight: 1 }],
  });
  expect(lost.counts.unrecorded).toBe(2);
});

test("a cohort takes both its ends; without a start date nobody is in it", () => {
  const table = { ...retention([20, 20, 20], [0, 0, 0]), startDays: [20088, 20089, Number.NaN] };
  const cohort = { from: "2024-01-01", to: "2024-12-31" };
  expect([...judge(table, { ...yearKept, cohort }).labels]).toEqual([good, outside, outside]);
});

test("the suggested definition is a year of retention, or less where nobody has been followed that long", () => {
  const year = frameOf(retention([20, 30, 2, 14], [0, 0, 1, 0]));
  expect(suggestDefinition(year)).toEqual(yearKept);
  const young = frameOf(retention([4, 5, 2, 4, 1, 2], [0, 0, 1, 0, 0, 0]));
  expect(suggestDefinition(young)?.horizonMonths).toBe(3);
  expect(suggestDefinition(frameOf({ columns: [] }))).toBeNull();
  const cards = suggestCards(frameOf(acv([100, 200, 300, 400, 500])));
  expect(cards.map(({ card, chosen }) => [card, chosen])).toEqual([
    [{ outcome: "retention", poor: 12, good: 12, weight: 1 }, true],
    [{ outcome: "ACV", poor: 200, good: 400, weight: 1 }, false],
  ]);
});

test("the gut check shows the largest and the latest to leave", () => {
  const table: PlainTable = {
    columns: [],
    retention: { months: [5, 20, 6, 30, 2, 9, 12], left: [1, 0, 1, 0, 1, 0, 0] },
    outcomes: [
      {
        outcome: { name: "ACV", kind: "value", better: "higher" },
        values: [1, 70, 3, 40, 50, 60, Number.NaN],
      },
    ],
    startDays: [20000, 19000, 20100, 19000, 20000, 20000, 20000],
  };
  const frame = frameOf(table);
  const check = gutCheck(frame, judgeAccounts(frame, yearKept));
  expect(check.largest.map(({ id }) => id)).toEqual([1, 5, 4, 3, 2].map((i) => `account-${i}`));
  expect(check.largest[0]).toMatchObject({ label: good, size: 70, months: 20 });
  expect(check).toMatchObject({ sizeBy: "ACV", latest: true });
  expect(check.left.map(({ id }) => id)).toEqual([2, 0, 4].map((i) => `account-${i}`));
  const undated = frameOf({ ...table, startDays: [] });
  const again = gutCheck({ ...undated, startDays: null }, judgeAccounts(undated, yearKept));
  expect(again).toMatchObject({ latest: false });
  expect(again.left.map(({ id }) => id)).toEqual([4, 2, 0].map((i) => `account-${i}`));
});
