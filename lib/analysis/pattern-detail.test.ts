import { expect, test } from "vitest";
import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { patternDetail, strataSentence } from "#lib/analysis/pattern-detail.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { kaplanMeier, survivalBefore } from "#lib/stats/survival.ts";

const n = 240;
const cells = <T>(cell: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => cell(i));
const segment = cells((i) => (i % 3 === 0 ? "small" : "large"));
const region = cells((i) => (i % 4 < 2 ? "north" : "south"));
const months = cells((i) => 1 + ((i * 7) % 30));
const left = cells((i) => (segment[i] === "small" ? i % 2 : i % 6 === 1 ? 1 : 0));
const days = cells((i) => (segment[i] === "small" ? 40 : 20) + (i % 11));

const frame = frameOf({
  columns: [
    { name: "Segment", cells: segment },
    { name: "Region", cells: region },
  ],
  retention: { months, left },
  outcomes: [{ outcome: { name: "Days", kind: "onboarding", better: "lower" }, values: days }],
});
const analysis = analyse(frame, null, defaultOptions);

function find(outcome: string, level: string): [OutcomeFindings, Pattern] {
  const findings = analysis.outcomes.find((one) => one.outcome === outcome)!;
  const pattern = findings.attributes.flatMap((one) => one.patterns).find((one) => one.level === level)!;
  return [findings, pattern];
}

test("the curves are Kaplan and Meier's, with those at risk under the axis", () => {
  const [findings, pattern] = find("retention", "small");
  const { retention } = patternDetail(frame, null, findings, pattern)!;
  const rows = [...segment.keys()].filter((i) => segment[i] === "small");
  const curve = kaplanMeier(
    rows.map((i) => months[i]!),
    rows.map((i) => left[i]!),
  );
  expect(retention!.inside.n).toBe(rows.length);
  expect(retention!.ticks).toEqual([0, 6, 12, 18, 24, 30]);
  expect(retention!.inside.atRisk[0]).toBe(rows.length);
  expect(retention!.inside.atRisk[2]).toBe(rows.filter((i) => months[i]! >= 12).length);
  for (const point of retention!.inside.points.slice(1))
    expect(point.kept).toBe(survivalBefore(curve, point.months + 1e-9));
  expect(retention!.inside.points[0]).toEqual({ months: 0, kept: 1, low: 1, high: 1 });
});

test("a curve of very many steps is thinned, and every point lies within its interval", () => {
  const many = Array.from({ length: 900 }, (_, i) => 3 + i / 40);
  const long = frameOf({
    columns: [{ name: "Segment", cells: many.map((_, i) => (i % 2 === 0 ? "small" : "large")) }],
    retention: {
      months: many.map((month, i) => (i % 90 === 4 ? Number.NaN : month)),
      left: many.map((_, i) => (i % 3 === 0 ? 0 : 1)),
    },
  });
  const [findings] = analyse(long, null, defaultOptions).outcomes;
  const pattern = findings!.attributes[0]!.patterns.find((one) => one.level === "small")!;
  const { inside } = patternDetail(long, null, findings!, pattern)!.retention!;
  expect(inside.points).toHaveLength(161);
  for (const { kept, low, high } of inside.points) {
    expect(low).toBeLessThanOrEqual(kept);
    expect(high).toBeGreaterThanOrEqual(kept);
  }
  expect(inside.points[1]).toMatchObject({ kept: 1, low: 1, high: 1 });
  // Those without a time take no part in the curve.
  expect(inside.n).toBe(pattern.retention!.inside.n);
  expect(inside.n).toBe(pattern.n - 10);
});

test("within strata the same comparison is made again, and every account is in one", () => {
  const [findings, pattern] = find("retention", "small");
  const { strata } = patternDetail(frame, null, findings, pattern)!;
  expect(strata!.by).toBe("Region");
  expect(strata!.all).toMatchObject({ n, inside: pattern.inside.value, rest: pattern.rest.value });
  expect(strata!.within.map(({ label }) => label).toSorted()).toEqual(["north", "south"]);
  expect(strata!.within.reduce((sum, one) => sum + one.n, 0)).toBe(n);
  const north = [...segment.keys()].filter((i) => region[i] === "north" && segment[i] === "small");
  const stayed = north.filter((i) => left[i] === 0).length / north.length;
  expect(strata!.within.find(({ label }) => label === "north")!.inside).toBeCloseTo(stayed, 12);
});

test("the spread of a numeric outcome holds every account once", () => {
  const [findings, pattern] = find("Days", "small");
  const { spread, retention } = patternDetail(frame, null, findings, pattern)!;
  expect(retention).toBeNull();
  expect(spread!.reduce((sum, bin) => sum + bin.inside, 0)).toBe(pattern.n);
  expect(spread!.reduce((sum, bin) => sum + bin.rest, 0)).toBe(n - pattern.n);
});

test("a pattern that the data no longer has is nothing", () => {
  const [findings, pattern] = find("Days", "small");
  const gone = { ...pattern, id: "Segment=gone" };
  expect(patternDetail(frame, null, findings, gone)).toBeNull();
});

test("the strata are said in a sentence", () => {
  const stratum = (label: string, inside: number, rest: number) => ({ label, n: 10, inside, rest });
  const all = stratum("All accounts", 0.4, 0.6);
  const say = (...insides: number[]) =>
    strataSentence({ by: "Region", all, within: insides.map((inside, i) => stratum(`${i}`, inside, 0.5)) });
  expect(say(0.3, 0.2)).toBe("In both levels of Region the difference points the same way.");
  expect(say(0.3, 0.2, 0.1)).toBe("In all 3 levels of Region the difference points the same way.");
  expect(say(0.3, 0.7, 0.5)).toBe("In 1 of the 3 levels of Region the difference points the same way.");
  expect(say(0.8, 0.7)).toBe("In none of the 2 levels of Region does the difference point the same way.");
});
