import { expect, test } from "vitest";
import { freezePattern } from "#lib/analysis/evidence.ts";
import type { Pattern } from "#lib/analysis/finding.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { patternEvidenceSchema } from "#lib/criteria/criterion.ts";

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
