import { expect, test } from "vitest";
import { patternEvidenceSchema } from "#lib/criteria/criterion.ts";
import { measuredEvidence } from "#lib/icp/measured.ts";

const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const measured = {
  when: [{ attribute: "Employees", operator: "at most", value: 10 }],
  sides: {
    inside: { n: 40, good: around(0.4, 0.1) },
    outside: { n: 160, good: around(0.8, 0.05) },
    difference: around(-0.4, 0.12),
  },
  measure: "good",
  base: 0.72,
  dataRevision: 3,
  takenOn: "2026-11-22",
} as const;

test("what is measured of a written rule is evidence, suggestive at most", () => {
  const evidence = measuredEvidence(measured);
  expect(patternEvidenceSchema.parse(evidence)).toEqual(evidence);
  expect(evidence).toMatchObject({
    outcome: "good customer",
    n: 40,
    total: 200,
    verdict: "suggestive",
    direction: "poor",
    adjustedP: null,
    sentence:
      "40 % of the 40 customers where employees are at most 10 are good customers, against 80 % of the 160 customers where it is not so.",
  });
  expect(evidence?.warnings[0]).toMatch(/^Measured for this rule alone/);
});

test("shares whose intervals meet say nothing, and a rule that nobody matches has no evidence", () => {
  const { sides } = measured;
  const close = { ...sides, inside: { n: 40, good: around(0.75, 0.1) } };
  expect(measuredEvidence({ ...measured, sides: close })).toMatchObject({
    verdict: "insufficient",
    direction: "none",
  });
  const nobody = { ...sides, inside: { n: 0, good: null }, difference: null };
  expect(measuredEvidence({ ...measured, sides: nobody })).toBeNull();
});
