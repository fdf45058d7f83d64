import { expect, test } from "vitest";
import { freezePattern, freezeRule } from "#lib/analysis/evidence.ts";
import type { Pattern } from "#lib/analysis/finding.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import type { Rule } from "#lib/analysis/search/rule.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { patternEvidenceSchema } from "#lib/criteria/criterion.ts";
import { startingPoints } from "#lib/criteria/points.ts";

/**
 * Old accounts on plan A: watched for 60 months, half of them left in the end; young ones on plan B: watched for 5, a
 * third already gone.
 */
const accounts = Array.from({ length: 400 }, (_, i) => {
  const old = i % 2 === 0;
  const left = old ? (i % 4 === 0 ? 1 : 0) : i % 6 === 1 ? 1 : 0;
  return { plan: old ? "A" : "B", left, months: old ? (left ? 20 + (i % 40) : 60) : left ? 1 + (i % 4) : 5 };
});
const frame = frameOf({
  columns: [{ name: "Plan", cells: accounts.map(({ plan }) => plan) }],
  retention: {
    months: accounts.map(({ months }) => months),
    left: accounts.map(({ left }) => left),
  },
});

test("evidence keeps what the test saw, and says where the share at the export misleads", () => {
  const [findings] = analyse(frame, null, defaultOptions).outcomes;
  const pattern = findings!.attributes[0]!.patterns.find(({ level }: Pattern) => level === "A")!;
  expect(pattern.inside.value).toBeLessThan(pattern.rest.value);
  const evidence = freezePattern(pattern, findings!, { dataRevision: 3, takenOn: "2026-11-20" });
  expect(evidence).toMatchObject({ direction: "good", verdict: "supported", n: 200, total: 400 });
  expect(evidence.warnings[0]).toBe(
    "Followed for as long, these accounts stay longer than the rest: the share at the export misleads.",
  );
  expect(patternEvidenceSchema.parse(evidence)).toEqual(evidence);
});

test("a combination that means more tickets takes points away, one that means fewer gives them", () => {
  const tickets = { outcome: "Tickets a year", measure: "mean", better: "lower", known: 300 } as const;
  const around = (value: number) => ({ value, low: value - 1, high: value + 1 });
  const found = (direction: Rule["direction"], mean: number): Rule => ({
    when: [{ attribute: "Hosting", operator: "equals", value: "On-premises" }],
    parts: [],
    direction,
    n: 60,
    good: null,
    observed: around(mean),
    rest: { ...around(10), n: 240 },
    p: 0.001,
    worth: 60,
    honest: around(mean),
    q: 0.01,
    adjustedP: 0.01,
    paymentP: 0.001,
    holdout: null,
    stability: null,
    verdict: "supported",
    warnings: [],
    needed: null,
  });
  const pointsOf = (rule: Rule) => {
    const evidence = freezeRule(
      rule,
      { ...tickets, base: around(11) },
      { dataRevision: 1, takenOn: "2026-11-20" },
    );
    expect(patternEvidenceSchema.parse(evidence)).toEqual(evidence);
    return startingPoints(evidence);
  };
  expect(pointsOf(found("poor", 25))).toBe(-10);
  expect(pointsOf(found("good", 4))).toBe(10);
});
