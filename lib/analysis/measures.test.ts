import { expect, test } from "vitest";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { accountsFor } from "#lib/analysis/needed.ts";
import { analyse, defaultOptions, measureOf } from "#lib/analysis/patterns.ts";
import { doubledFisher } from "#lib/analysis/rates.ts";
import { patternSentence } from "#lib/analysis/sentence.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { generatedTelco } from "#lib/analysis/support/generated-telco.ts";
import { groupRows, numericTargets, retentionTarget } from "#lib/analysis/target.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";
import { fisherExact, midP } from "#lib/stats/fisher.ts";
import { brunnerMunzel, welch, winsorise } from "#lib/stats/numeric.ts";
import { createRandom } from "#lib/stats/random.ts";
import { logRank } from "#lib/stats/survival.ts";

const frame = generatedTelco(1500, 5);
const contract = levelsOfFrame(frame)[0]!;

test("retention of a level is tested by the log-rank of lib/stats", () => {
  const target = retentionTarget(frame)!;
  const grouping = groupRows(contract, target);
  const measure = measureOf(target, 1);
  grouping.members.forEach((members, i) => {
    const groups = new Int32Array(target.rows.length);
    for (const row of members) groups[row] = 1;
    const { months, left } = target.followed!;
    const expected = logRank(months, left, groups, 2);
    const level = measure.level(members, contract.levels[i]!.id);
    expect(Math.abs(level.p / expected.p - 1)).toBeLessThan(1e-8);
    expect(Math.sign(level.lean)).toBe(Math.sign(expected.expected[1]! - expected.observed[1]!));
  });
});

test("a mean is tested by the larger of Welch on winsorised values and Brunner-Munzel", () => {
  const target = numericTargets(frame)[0]!;
  const [members] = groupRows(contract, target).members;
  const inside = new Set(members);
  const clipped = winsorise(target.values);
  const side = (is: boolean) => [...clipped].filter((_, row) => inside.has(row) === is);
  const { p, lean } = measureOf(target, 1).level(members!, "x");
  const raw = (is: boolean) => [...target.values].filter((_, row) => inside.has(row) === is);
  const [byMean, byRank] = [welch(side(true), side(false)), brunnerMunzel(raw(true), raw(false))];
  expect(byMean.difference * byRank.statistic).toBeGreaterThan(0);
  expect(Math.abs(p / Math.max(byMean.p, byRank.p) - 1)).toBeLessThan(1e-8);
  expect(lean).toBeCloseTo(byMean.difference, 9);
});

function numbers(inside: readonly number[], rest: readonly number[]) {
  const table = frameOf({
    columns: [{ name: "x", cells: [...inside.map(() => "a"), ...rest.map(() => "b")] }],
    outcomes: [
      { outcome: { name: "Days", kind: "onboarding", better: "lower" }, values: [...inside, ...rest] },
    ],
  });
  return {
    table,
    level: (members: Int32Array) => measureOf(numericTargets(table)[0]!, 1).level(members, "x"),
  };
}

const rowsUpTo = (n: number) => Int32Array.from({ length: n }, (_, i) => i);
const spread = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));

test("a mean that is higher while most values are lower supports neither", () => {
  const [inside, rest] = [[...spread(45, 45, 47), ...spread(15, 99, 101)], spread(200, 48, 52)];
  expect(welch(inside, rest).p).toBeLessThan(0.01);
  expect(brunnerMunzel(inside, rest).p).toBeLessThan(0.01);
  expect(numbers(inside, rest).level(rowsUpTo(60))).toMatchObject({ p: 1, signal: 0 });
});

test("one extreme value does not decide what a level leans to, and the sentence says so", () => {
  const [inside, rest] = [[...spread(59, 20, 30), 9000], spread(240, 40, 50)];
  const { table, level } = numbers(inside, rest);
  const found = level(rowsUpTo(60));
  expect(found.difference.value).toBeGreaterThan(0);
  expect(found.lean).toBeLessThan(0);
  const [outcome] = analyse(table, null, defaultOptions).outcomes;
  const pattern = outcome!.attributes[0]!.patterns.find((one) => one.level === "a")!;
  expect(pattern).toMatchObject({ verdict: "supported", direction: "good" });
  expect(patternSentence(pattern, outcome!)).toContain(
    "A few extreme values make this average: without them it is lower than that of the rest.",
  );
});

test("beside two accounts that happen to be alike, no interval is narrower than the others' spread allows", () => {
  const { inside, difference } = numbers([70, 70], spread(48, 10, 90)).level(rowsUpTo(2));
  expect(inside.high - inside.low).toBeGreaterThan(20);
  expect(difference.low).toBeLessThan(0);
});

test("accounts needed follow the test: the design's formula for a rate, the log-rank statistic for retention", () => {
  const { grouping, measure } = yesNo([...repeat("a", 60, 25), ...repeat("b", 80, 30)]);
  const level = measure.level(grouping.members[0]!, "x");
  const p0 = 55 / 140;
  const [s, d] = [60 / 140, 25 / 60 - 30 / 80];
  const z = -normalQuantile(0.025 / 12 / 2) + 0.8416;
  const byDesign = Math.ceil((z * z * p0 * (1 - p0)) / (s * (1 - s) * d * d));
  expect(accountsFor(level.signal, 12)).toBe(byDesign);
  const target = retentionTarget(frame)!;
  const { months, left } = target.followed!;
  const [members] = groupRows(contract, target).members;
  const groups = new Int32Array(target.rows.length);
  for (const row of members!) groups[row] = 1;
  const { statistic } = logRank(months, left, groups, 2);
  const { signal } = measureOf(target, 1).level(members!, "x");
  expect(Math.abs((signal * target.rows.length) / statistic - 1)).toBeLessThan(1e-8);
});

test("two levels that are each other's rest have one answer, counted once", () => {
  const { table } = numbers(spread(15, 10, 30), spread(35, 28, 60));
  const { outcomes, examined } = analyse(table, null, defaultOptions);
  const [attribute] = outcomes[0]!.attributes;
  expect(attribute!.patterns.map(({ verdict }) => verdict)).toEqual(["supported", "supported"]);
  expect(attribute!.patterns[0]!.p).toBe(attribute!.patterns[1]!.p);
  expect([examined, outcomes[0]!.supported]).toEqual([1, 1]);
});

function yesNo(rows: readonly (readonly [level: string, yes: number])[]) {
  const left = rows.map(([, yes]) => 1 - yes);
  const table = frameOf({
    columns: [{ name: "x", cells: rows.map(([level]) => level) }],
    retention: { months: left.map(() => Number.NaN), left },
  });
  const target = retentionTarget(table)!;
  return { target, grouping: groupRows(levelsOfFrame(table)[0]!, target), measure: measureOf(target, 1) };
}

const repeat = (level: string, n: number, yes: number) =>
  Array.from({ length: n }, (_, i) => [level, i < yes ? 1 : 0] as const);

test("a yes or no without months: mid-p, and doubled Fisher where the table is small", () => {
  const large = yesNo([...repeat("a", 60, 40), ...repeat("b", 80, 30)]);
  const [a, b] = large.grouping.members.map((members) => large.measure.level(members, "x"));
  expect(a!.p).toBeCloseTo(midP(40, 20, 30, 50), 12);
  expect(a!.p).toBeCloseTo(b!.p, 12);
  expect(large.grouping.complementary).toBe(true);
  expect(large.measure.joint(large.grouping, [a!, b!], "x")).toBe(a!.p);
  const small = yesNo([...repeat("a", 20, 15), ...repeat("b", 20, 6)]);
  const level = small.measure.level(small.grouping.members[0]!, "x");
  expect(level.p).toBeCloseTo(doubledFisher(15, 5, 6, 14), 12);
  expect(level.p).toBeGreaterThanOrEqual(fisherExact(15, 5, 6, 14) * (1 - 1e-9));
});

test("in a small table shares and curves that point in opposite directions support neither", () => {
  // Young accounts leave fast, but most have not had the time; old ones left late, and most did.
  const young = Array.from({ length: 25 }, (_, i) => ({ cell: "young", months: 2, left: i < 9 ? 1 : 0 }));
  const old = Array.from({ length: 25 }, (_, i) => ({
    cell: "old",
    months: 50 + (i % 9),
    left: i < 20 ? 1 : 0,
  }));
  const rows = [...young, ...old];
  const table = frameOf({
    columns: [{ name: "x", cells: rows.map(({ cell }) => cell) }],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
  });
  const target = retentionTarget(table)!;
  const { months, left } = target.followed!;
  const groups = Int32Array.from(rows, ({ cell }) => (cell === "young" ? 1 : 0));
  expect(logRank(months, left, groups, 2).p).toBeLessThan(0.01);
  expect(doubledFisher(16, 9, 5, 20)).toBeLessThan(0.01);
  expect(measureOf(target, 1).level(rowsUpTo(25), "x").p).toBe(1);
});

test("where hardly anybody who left has a date, the shares are compared, not the few dates", () => {
  const cells = Array.from({ length: 300 }, (_, i) => (i < 150 ? "a" : "b"));
  const left = cells.map((cell, i) => (i % 10 < (cell === "a" ? 2 : 6) ? 1 : 0));
  const columns = [{ name: "x", cells }];
  const dated = (share: number) =>
    retentionTarget(
      frameOf({
        columns,
        retention: {
          months: left.map((gone, i) => (gone === 1 && i >= share * 300 ? Number.NaN : 12)),
          left,
        },
      }),
    )!;
  expect(dated(0.1).followed).toBeNull();
  expect(dated(0.9).followed).not.toBeNull();
  const [members] = groupRows(levelsOfFrame(frameOf({ columns }))[0]!, dated(0.1)).members;
  expect(measureOf(dated(0.1), 1).level(members!, "x").p).toBeCloseTo(midP(120, 30, 60, 90), 12);
});

test("the joint p of several levels lies between the smallest and Bonferroni's, and is right on average", () => {
  const random = createRandom(11);
  let below = 0;
  const rounds = 400;
  for (let round = 0; round < rounds; round++) {
    const rows = Array.from({ length: 160 }, (_, i) => [`level ${i % 4}`, random() < 0.4 ? 1 : 0] as const);
    const { grouping, measure } = yesNo(rows);
    const results = grouping.members.map((members) => measure.level(members, "x"));
    const least = Math.min(...results.map(({ p }) => p));
    const joint = measure.joint(grouping, results, `round ${round}`);
    expect(joint).toBeGreaterThanOrEqual(least);
    expect(joint).toBeLessThan(Math.min(1, least * 4) + 0.12);
    if (joint <= 0.2) below++;
  }
  // Binomial(400, .2): 3.3 standard deviations.
  expect(Math.abs(below / rounds - 0.2)).toBeLessThan(0.066);
});

test("levels nobody or everybody is at are no question", () => {
  const { grouping } = yesNo(repeat("a", 120, 50));
  expect(grouping.levels).toHaveLength(0);
});

test("where most accounts share one value, p is as small as it says no more often than it says", () => {
  const random = createRandom(5);
  const rounds = 1_500;
  for (const [n, share] of [
    [25, 0.85],
    [92, 0.85],
    [25, 0.97],
  ] as const) {
    const members = Int32Array.from({ length: n }, (_, row) => row);
    let [clear, some] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const cells = Array.from({ length: 500 }, () =>
        random() < share ? 0 : Math.round(Math.exp(3 * random() + random())),
      );
      const [target] = numericTargets(
        frameOf({
          columns: [],
          outcomes: [{ outcome: { name: "tickets", kind: "support", better: "lower" }, values: cells }],
        }),
      );
      const { p } = measureOf(target!, 1).level(members, "x");
      if (p <= 0.01) clear++;
      if (p <= 0.05) some++;
    }
    // Of 25 accounts Welch and Brunner-Munzel had one p in fifty below .01.
    expect(clear / rounds, `${n}, ${share}`).toBeLessThan(0.016);
    expect(some / rounds, `${n}, ${share}`).toBeLessThan(0.065);
  }
});

test("where nine in ten have none, p of few others is that of their number: the normal limit was fifteen times as small", () => {
  const values = Array.from({ length: 1000 }, (_, row) => (row < 16 || row >= 916 ? 1 : 0));
  const outcome = { name: "tickets", kind: "support", better: "lower" } as const;
  const [target] = numericTargets(frameOf({ columns: [], outcomes: [{ outcome, values }] }));
  const members = Int32Array.from({ length: 60 }, (_, row) => row);
  const exact = midP(16, 44, 84, 856);
  expect(exact).toBeGreaterThan(1e-4);
  expect(measureOf(target!, 1).level(members, "x").p).toBeCloseTo(exact, 12);
});
