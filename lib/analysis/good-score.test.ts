import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { scoreFigures } from "#lib/analysis/back-test/score-figures.ts";
import { findingsBehind, foretold } from "#lib/analysis/foretold.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { accountsBehind } from "#lib/analysis/members.ts";
import { patternDetail } from "#lib/analysis/pattern-detail.ts";
import { analyse, defaultOptions, measureOf } from "#lib/analysis/patterns.ts";
import { goodScoreOutcome, goodScoreTarget } from "#lib/analysis/score-target.ts";
import { halvesOf } from "#lib/analysis/search/halves.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { frameOf, type PlainTable } from "#lib/analysis/support/frame-of.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { unevenWatch } from "#lib/analysis/uneven.ts";
import { createRandom } from "#lib/stats/random.ts";
import { kaplanMeier, restrictedMean, survivalBefore } from "#lib/stats/survival.ts";

const byScore: Definition = {
  outcomes: [
    { outcome: "retention", poor: 6, good: 12, weight: 3 },
    { outcome: "ACV", poor: 1000, good: 5000, weight: 1 },
  ],
  cut: 0.6,
  cohort: { from: null, to: null },
  horizonMonths: 12,
  measuredBy: "score",
};
const onlyKept: Definition = {
  ...byScore,
  outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
};

interface Account {
  readonly kind: string;
  readonly months: number;
  readonly left: number;
  readonly acv: number;
}

const tableOf = (accounts: readonly Account[]): PlainTable => ({
  columns: [{ name: "Kind", cells: accounts.map(({ kind }) => kind) }],
  retention: { months: accounts.map(({ months }) => months), left: accounts.map(({ left }) => left) },
  outcomes: [
    { outcome: { name: "ACV", kind: "value", better: "higher" }, values: accounts.map(({ acv }) => acv) },
  ],
});

/** Customers who leave at a monthly hazard, watched for up to `watched` months. */
function drawn(n: number, hazard: number, watched: number, kind: string, random: () => number): Account[] {
  return Array.from({ length: n }, () => {
    const life = -Math.log(1 - random()) / hazard;
    const seen = watched * random();
    return { kind, months: Math.min(life, seen), left: life <= seen ? 1 : 0, acv: 1000 + 4000 * random() };
  });
}

test("where everybody was followed, the score is the one every account is judged by", () => {
  const random = createRandom(1);
  const accounts = drawn(60, 0.08, 200, "any", random).map((one) =>
    one.left === 1 ? one : { ...one, months: 40 },
  );
  const frame = frameOf(tableOf(accounts));
  const target = goodScoreTarget(frame, byScore);
  const { scores } = judgeAccounts(frame, byScore);
  expect(target.rows.length).toBe(60);
  target.rows.forEach((account, row) => {
    expect(target.values[row]).toBeCloseTo(100 * scores[account]!, 9);
  });
});

test("accounts cut off early take part: the mean is what Kaplan and Meier's curve says of staying", () => {
  const accounts = drawn(400, 0.05, 30, "any", createRandom(2));
  const frame = frameOf(tableOf(accounts));
  const curve = kaplanMeier(
    accounts.map(({ months }) => months),
    accounts.map(({ left }) => left),
  );
  const kept = goodScoreTarget(frame, onlyKept);
  expect(kept.rows.length).toBe(400);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // The jackknife of a curve's share is off by what censoring makes of it, of the order 1/n.
  expect(Math.abs(mean(kept.values) - 100 * survivalBefore(curve, 12))).toBeLessThan(0.1);
  const both = goodScoreTarget(frame, byScore);
  const staying = (restrictedMean(curve, 12).value - restrictedMean(curve, 6).value) / 6;
  const acv = accounts.reduce((sum, one) => sum + (one.acv - 1000) / 4000, 0) / 400;
  expect(Math.abs(mean(both.values) - 100 * (0.75 * staying + 0.25 * acv))).toBeLessThan(0.1);
});

test("nothing is imputed: without another outcome, or a time, an account has no score", () => {
  const accounts: Account[] = [
    { kind: "a", months: 20, left: 0, acv: 3000 },
    { kind: "a", months: 3, left: 0, acv: Number.NaN },
    { kind: "a", months: Number.NaN, left: 1, acv: 3000 },
    { kind: "a", months: 3, left: 0, acv: 5000 },
  ];
  const target = goodScoreTarget(frameOf(tableOf(accounts)), byScore);
  expect([...target.rows]).toEqual([0, 3]);
  expect(target.unknown).toBe(2);
  expect(goodScoreTarget(frameOf({ columns: [] }), byScore).rows.length).toBe(0);
});

test("where nobody was followed to the horizon, nobody has a score", () => {
  const accounts = drawn(200, 0.03, 8, "any", createRandom(8));
  const target = goodScoreTarget(frameOf(tableOf(accounts)), onlyKept);
  expect([target.rows.length, target.unknown]).toEqual([0, 200]);
  expect(targetsOf(frameOf(tableOf(accounts)), onlyKept).map(({ outcome }) => outcome)).not.toContain(
    goodScoreOutcome,
  );
});

test("it is an outcome of its own, not winsorised, and what needs a yes or no still has one", () => {
  const random = createRandom(3);
  const accounts = [...drawn(300, 0.02, 40, "good", random), ...drawn(300, 0.12, 40, "poor", random)];
  const frame = frameOf(tableOf(accounts));
  const [target] = targetsOf(frame, byScore);
  expect(target!.outcome).toBe(goodScoreOutcome);
  expect(target!.numbers!.clipped).toEqual(target!.values);
  expect(foretold(frame, byScore)!.outcome).toBe("good customer");
  const analysis = analyse(frame, byScore, defaultOptions);
  const findings = findingsBehind(analysis.outcomes, "good customer")!;
  expect(findings.outcome).toBe(goodScoreOutcome);
  expect(findings.test).toBe("scores");
  const [good, poor] = ["good", "poor"].map((level) =>
    findings.attributes[0]!.patterns.find((pattern) => pattern.level === level),
  );
  expect([good!.verdict, good!.direction]).toEqual(["supported", "good"]);
  expect([poor!.verdict, poor!.direction]).toEqual(["supported", "poor"]);
  expect(good!.inside.value - poor!.inside.value).toBeGreaterThan(30);
});

test("a part is scored as if there were no others, and one tested on owes the other nothing", () => {
  const accounts = drawn(300, 0.05, 30, "any", createRandom(4));
  const frame = frameOf(tableOf(accounts));
  const target = goodScoreTarget(frame, byScore);
  const { holdout, rows } = halvesOf(target, null, null, createRandom(5));
  const alone = goodScoreTarget(frameOf(tableOf(Array.from(rows.holdout, (row) => accounts[row]!))), byScore);
  expect([...holdout.values]).toEqual([...alone.values]);
  const turned = partOfTarget(target, target.rows.slice().reverse());
  turned.values.forEach((value, i) => {
    expect(value).toBeCloseTo(target.values[accounts.length - 1 - i]!, 9);
  });
});

test("young and old accounts that leave alike have the same score, and nobody is told otherwise", () => {
  let found = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = createRandom(100 + seed);
    const accounts = [...drawn(150, 0.05, 13, "young", random), ...drawn(150, 0.05, 60, "old", random)];
    const analysis = analyse(frameOf(tableOf(accounts)), onlyKept, defaultOptions);
    const findings = analysis.outcomes[0]!;
    expect(findings.outcome).toBe(goodScoreOutcome);
    if (findings.attributes[0]!.patterns[0]!.p <= 0.05) found++;
  }
  // A true 5 % test has more than 11 of 100 in one case of two hundred.
  expect(found).toBeLessThanOrEqual(11);
});

test("a group of which nobody was followed to the horizon has no score of its own", () => {
  const random = createRandom(6);
  const accounts = [...drawn(150, 0.03, 8, "young", random), ...drawn(150, 0.05, 60, "old", random)];
  const target = goodScoreTarget(frameOf(tableOf(accounts)), onlyKept);
  const isYoung = Uint8Array.from(accounts, ({ kind }) => (kind === "young" ? 1 : 0));
  expect(unevenWatch(target, isYoung, -10)).toMatchObject({ own: null, holds: false, months: 12 });
});

test("what a good customer is made of is told of both, over the same accounts and weights", () => {
  const random = createRandom(7);
  const accounts = [...drawn(200, 0.02, 40, "good", random), ...drawn(200, 0.12, 40, "poor", random)];
  const frame = frameOf(tableOf(accounts));
  for (const measuredBy of ["score", "yes or no"] as const) {
    const definition = { ...byScore, measuredBy };
    const analysis = analyse(frame, definition, defaultOptions);
    const [findings] = analysis.outcomes;
    const pattern = findings!.attributes[0]!.patterns[0]!;
    const detail = patternDetail(frame, definition, findings!, pattern)!;
    expect(detail.spread).toBeNull();
    const [staying, acv] = detail.components!;
    expect([staying!.outcome, staying!.share, acv!.share]).toEqual(["retention", 0.75, 0.25]);
    const turn = pattern.level === "good" ? 1 : -1;
    expect(turn * (staying!.inside - staying!.rest)).toBeGreaterThan(30);
    expect(Math.abs(acv!.inside - acv!.rest)).toBeLessThan(12);
    if (measuredBy === "yes or no") continue;
    expect(0.75 * staying!.inside + 0.25 * acv!.inside).toBeCloseTo(pattern.inside.value, 9);
    expect(0.75 * staying!.rest + 0.25 * acv!.rest).toBeCloseTo(pattern.rest.value, 9);
    const behind = accountsBehind(frame, definition, findings!.outcome, pattern.id)!;
    expect(behind.length).toBe(pattern.n);
    const values = behind.flatMap(({ value }) => (value === null ? [] : [value]));
    expect(values.length).toBeLessThan(behind.length);
    expect(values.every((value) => value >= 0 && value <= 100)).toBe(true);
  }
  const one = analyse(frame, onlyKept, defaultOptions).outcomes[0]!;
  const alone = patternDetail(frame, onlyKept, one, one.attributes[0]!.patterns[0]!)!;
  expect(alone.components).toBeNull();
});

test("the interval of a difference of scores holds the truth about as often as it says", () => {
  const truth = 100 * (Math.exp(-12 * 0.03) - Math.exp(-12 * 0.08));
  const inLevel = Int32Array.from({ length: 120 }, (_, i) => i);
  let held = 0;
  for (let round = 0; round < 400; round++) {
    const random = createRandom(5000 + round);
    const accounts = [...drawn(120, 0.03, 30, "a", random), ...drawn(120, 0.08, 30, "b", random)];
    const target = goodScoreTarget(frameOf(tableOf(accounts)), onlyKept);
    const { difference } = measureOf(target, 1).level(inLevel, "a");
    if (difference.low <= truth && truth <= difference.high) held++;
  }
  // 95 % of 400 is 380; four standard errors either way.
  expect(held).toBeGreaterThan(362);
  expect(held).toBeLessThan(398);
});

test("a dozen accounts of which by chance none has left are not told from the others: one table of noise in seven did", () => {
  let told = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const rows = Array.from({ length: 200 }, () => {
      const [life, watched] = [-Math.log(1 - random()) / 0.012, 6 + 20 * random()];
      return { months: Math.min(life, watched), left: life < watched ? 1 : 0 };
    });
    const frame = frameOf({
      columns: [{ name: "Plan", cells: rows.map(() => "any") }],
      retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    });
    const taken = Uint8Array.from(rows, (_, i) => (i < 14 ? 1 : 0));
    const choice = { score: Float64Array.from(taken), taken };
    const figures = scoreFigures(choice, goodScoreTarget(frame, onlyKept), () => true, null);
    if (figures !== null && (figures.difference.low > 0 || figures.difference.high < 0)) told++;
  }
  expect(told).toBeLessThanOrEqual(3);
});
