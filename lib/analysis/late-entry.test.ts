import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { daysOf } from "#lib/analysis/format.ts";
import { judgeAccounts, standing } from "#lib/analysis/good-customer.ts";
import {
  inView,
  lateSentence,
  lateUnder,
  looksLate,
  unseenIn,
  unseenSentence,
} from "#lib/analysis/late-entry.ts";
import { rateByOwnFollowUp } from "#lib/analysis/own-follow-up.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { goodScoreTarget } from "#lib/analysis/score-target.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { retentionTarget } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { createRandom } from "#lib/stats/random.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";
import { timeline } from "#lib/stats/timeline.ts";

const first = daysOf("2018-01-01");
const since = daysOf("2022-01-01");
const taken = daysOf("2025-01-01");
const definition: Definition = {
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
};
const said: Definition = { ...definition, cohort: { from: null, to: null, watchedSince: "2022-01-01" } };

/** Customers of 2018 to 2024 who leave at a monthly hazard; without those who left before the data was kept. */
function kept(n: number, hazard: number, seed: number, from = since): Frame {
  const random = createRandom(seed);
  const customers = Array.from({ length: n }, () => {
    const start = Math.floor(first + (taken - first) * random());
    const life = (-Math.log(1 - random()) / hazard) * daysPerMonth;
    const end = Math.min(start + life, taken);
    return { start, end, left: start + life <= taken ? 1 : 0 };
  }).filter(({ end }) => end >= from);
  return frameOf({
    columns: [
      { name: "Came", cells: customers.map(({ start }) => (start < since ? "early" : "late")) },
      { name: "Coin", cells: customers.map(() => (random() < 0.5 ? "heads" : "tails")) },
    ],
    retention: {
      months: customers.map(({ start, end }) => (end - start) / daysPerMonth),
      left: customers.map(({ left }) => left),
    },
    startDays: customers.map(({ start }) => start),
  });
}

const rateOf = (frame: Frame, by: Definition) => {
  const { labels, weights } = judgeAccounts(frame, by);
  const sum = (want: (label: number) => boolean) =>
    weights.reduce((all, weight, i) => (want(labels[i]!) ? all + weight : all), 0);
  return sum((label) => label === standing.good) / sum((label) => label < 2);
};

test("without those who left before, everybody seems to stay; counted from when they came into view, they do not", () => {
  const truth = Math.exp(-12 * 0.06);
  const frame = kept(4000, 0.06, 1);
  expect(rateOf(frame, definition)).toBeGreaterThan(truth + 0.04);
  expect(Math.abs(rateOf(frame, said) - truth)).toBeLessThan(0.03);
  const scored = goodScoreTarget(frame, { ...said, measuredBy: "score" });
  const mean = scored.values.reduce((sum, value) => sum + value, 0) / scored.values.length;
  expect(Math.abs(mean / 100 - truth)).toBeLessThan(0.03);
  const { followed } = retentionTarget(inView(frame, said))!;
  const curve = kaplanMeier(followed!.months, followed!.left, followed!.on);
  expect(Math.abs(survivalBefore(curve, 12) - truth)).toBeLessThan(0.03);
  expect(rateOf(frame, said)).toBeCloseTo(survivalBefore(curve, 12), 9);
});

test("whoever came into view beyond the horizon is outside, whoever left before has no part", () => {
  const day = (months: number) => since + months * daysPerMonth;
  const frame = frameOf({
    columns: [],
    // In view from the start; for the last half year of the first; beyond the first year; gone before.
    retention: { months: [20, 14, 40, 3], left: [0, 1, 0, 1] },
    startDays: [day(2), day(-6), day(-20), day(-8)],
  });
  const { good, outside } = standing;
  const judged = judgeAccounts(frame, said);
  expect([...judged.labels]).toEqual([good, good, outside, outside]);
  expect([...judged.scores]).toEqual([1, 1, Number.NaN, Number.NaN]);
  expect([...judgeAccounts(frame, definition).labels].slice(0, 3)).toEqual([good, good, good]);
  expect([...inView(frame, said).retention!.entry!].map(Math.round)).toEqual([-1, 6, 20, 8]);
  expect(inView(frame, definition)).toBe(frame);
  expect(inView({ ...frame, startDays: null }, said).retention!.entry).toBeUndefined();
});

test("whoever had left before the data was kept counts in no share of retention either", () => {
  const whole = kept(600, 0.06, 3, first);
  const target = retentionTarget(inView(whole, said))!;
  const endOf = (i: number) => whole.startDays![i]! + whole.retention!.months[i]! * daysPerMonth;
  const expected = [...whole.accountIds.keys()].filter((i) => endOf(i) > since);
  expect([...target.rows]).toEqual(expected);
  expect(target.unknown).toBe(600 - expected.length);
  expect(expected.length).toBeLessThan(550);
});

test("early and late customers who leave alike are told apart only where nobody said since when they are watched", () => {
  const ps = (by: Definition, seed: number) =>
    analyse(kept(600, 0.05, seed), by, defaultOptions).outcomes.map(
      ({ attributes }) => attributes.find(({ attribute }) => attribute === "Came")!.patterns[0]!.p,
    );
  const [naive, honest] = [definition, said].map((by) =>
    Array.from({ length: 60 }, (_, seed) => ps(by, 50 + seed)),
  ) as [number[][], number[][]];
  const found = (all: number[][], outcome: number) => all.filter((one) => one[outcome]! <= 0.05).length;
  // Retention by log-rank: a true 5 % test has more than 9 of 60 in one case of a thousand.
  expect(found(naive, 1)).toBeGreaterThan(50);
  expect(found(honest, 1)).toBeLessThanOrEqual(9);
});

test("a file without early leavers looks like one, and a whole one does not", () => {
  const late = looksLate(kept(2000, 0.05, 2))!;
  expect(daysOf(late.since) - since).toBeLessThan(30);
  expect(late.expected).toBeGreaterThan(50);
  expect(lateSentence(late)).toMatch(
    /^Nobody in this data left before \d+ Jan 2022, though of \d+ customers who had started/,
  );
  expect(lateUnder(kept(2000, 0.05, 2), said)).toBeNull();
  expect(looksLate({ ...kept(200, 0.05, 2), startDays: null })).toBeNull();
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) if (looksLate(kept(300, 0.02, 900 + seed, first))) alarms++;
  // Once in a thousand files; the hazards are themselves estimated.
  expect(alarms).toBeLessThanOrEqual(2);
});

test("the outcomes of a definition that says so count late entries all the way", () => {
  const [target] = targetsOf(kept(300, 0.05, 3), said);
  expect(target!.watched!.on.from).not.toBeNull();
});

test("of a group whom nobody watched from before the horizon to there, no rate is told: it was 0 % where 79 % stay", () => {
  const rateOf = (rows: readonly (readonly [entry: number, month: number, left: 0 | 1])[]) => {
    const months = Float64Array.from(rows, ([, month]) => month);
    const left = Uint8Array.from(rows, ([, , one]) => one);
    const on = timeline(
      months,
      rows.map(([entry]) => entry),
    );
    const outcomeOf = (row: number) => (months[row]! >= 12 ? 1 : left[row] === 1 ? 0 : Number.NaN);
    return rateByOwnFollowUp({ months, left, horizon: 12, on }, outcomeOf, () => true);
  };
  const young = Array.from({ length: 20 }, (_, i) => [-1, 1 + i / 3, i % 5 === 0 ? 1 : 0] as const);
  const old = Array.from({ length: 20 }, () => [30, 40, 0] as const);
  expect(rateOf([...young, ...old]).reached).toBe(false);
  expect(rateOf([...young, [6, 15, 0]])).toMatchObject({ reached: true });
  // The only one in view at first left before the others came.
  expect(rateOf([[-1, 1, 1], ...Array.from({ length: 20 }, () => [2, 15, 0] as const)]).reached).toBe(false);
});

test("the first two in view all leave: the curve is of those who had stayed until more were, and the screen says so", () => {
  const day = (months: number) => since + months * daysPerMonth;
  // Two began since: they left after one month and two. A hundred came into view after 4 to 13 months; one in ten left at 20.
  const old = Array.from({ length: 100 }, (_, i) => ({
    start: day(-4 - i / 11),
    months: i % 10 === 0 ? 20 : 30,
  }));
  const frame = frameOf({
    columns: [],
    retention: {
      months: [1, 2, ...old.map(({ months }) => months)],
      left: [1, 1, ...old.map(({ months }) => (months === 20 ? 1 : 0))],
    },
    startDays: [day(1), day(1), ...old.map(({ start }) => start)],
  });
  const { followed } = retentionTarget(inView(frame, said))!;
  const curve = kaplanMeier(followed!.months, followed!.left, followed!.on);
  expect(survivalBefore(curve, 19)).toBe(1);
  expect(survivalBefore(curve, 21)).toBeCloseTo(0.9, 12);
  // As R's survfit has it, by which everybody would be gone.
  const plain = timeline(followed!.months, followed!.entry);
  expect(survivalBefore(kaplanMeier(followed!.months, followed!.left, plain), 21)).toBe(0);
  const year = {
    ...said,
    horizonMonths: 24,
    outcomes: [{ outcome: "retention", poor: 24, good: 24, weight: 1 }],
  };
  expect(rateOf(frame, year)).toBeCloseTo(0.9, 9);
  const { labels } = judgeAccounts(frame, year);
  expect([labels[0], labels[1]]).toEqual([standing.outside, standing.outside]);
  const scored = goodScoreTarget(frame, { ...year, measuredBy: "score" });
  const mean = scored.values.reduce((sum, value) => sum + value, 0) / scored.values.length;
  expect(mean).toBeCloseTo(90, 6);
  const unseen = unseenIn(frame, said)!;
  expect(unseen.from).toBe(0);
  expect(unseen.to).toBeCloseTo(4 + 4 / 11, 1);
  expect(unseenSentence(unseen)).toMatch(/^In their first 4.4 months hardly any customers were in view/);
  expect(unseenIn(frame, definition)).toBeNull();
  expect(unseenIn(kept(300, 0.05, 3), said)).toBeNull();
  expect(unseenSentence({ from: 2, to: 6 })).toContain("From 2 months to 6 months after their start");
});

test("where few began since, the share at the horizon misses the truth by less, and is not 0", () => {
  const random = createRandom(40);
  const [rounds, truth] = [300, Math.exp(-12 * 0.03)];
  const errors = { plain: 0, passed: 0 };
  const gone = { plain: 0, passed: 0 };
  for (let round = 0; round < rounds; round++) {
    const rows: { month: number; entry: number; left: 0 | 1 }[] = [];
    while (rows.length < 80) {
      // Customers of seven years, watched for the last three months: two or three of eighty began in them.
      const start = 84 * random();
      const life = -Math.log(1 - random()) / 0.03;
      if (start + life < 81) continue;
      const left = start + life <= 84 ? 1 : 0;
      rows.push({ month: left ? life : 84 - start, entry: start >= 81 ? -1 : 81 - start, left });
    }
    const [months, left, entry] = [
      rows.map(({ month }) => month),
      rows.map((row) => row.left),
      rows.map((row) => row.entry),
    ];
    for (const [way, fewest] of [
      ["plain", 0],
      ["passed", 5],
    ] as const) {
      const kept = survivalBefore(kaplanMeier(months, left, timeline(months, entry, fewest)), 12);
      errors[way] += (kept - truth) ** 2 / rounds;
      if (kept === 0) gone[way]++;
    }
  }
  expect(errors.passed).toBeLessThan(errors.plain);
  expect(gone.passed).toBeLessThan(gone.plain);
});
