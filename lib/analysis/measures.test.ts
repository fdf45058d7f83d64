import { expect, test } from "vitest";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { doubledFisher } from "#lib/analysis/rates.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { generatedTelco } from "#lib/analysis/support/generated-telco.ts";
import { groupRows, numericTargets, retentionTarget } from "#lib/analysis/target.ts";
import { fisherExact, midP } from "#lib/stats/fisher.ts";
import { welch, winsorise } from "#lib/stats/numeric.ts";
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
  const { p } = measureOf(target, 1).level(members!, "x");
  expect(p).toBeGreaterThanOrEqual(welch(side(true), side(false)).p * (1 - 1e-9));
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
    expect(joint).toBeGreaterThan(least * 0.9);
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
