import { expect, test } from "vitest";
import { compareFindings } from "#lib/analysis/compare-findings.ts";
import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";

const findings = (
  patterns: Pick<Pattern, "id" | "verdict" | "direction">[],
  leaking = false,
  complementary = false,
) =>
  ({
    attributes: [
      {
        leaking,
        complementary,
        patterns: patterns.map((one) => ({ ...one, attribute: "x", level: one.id })),
      },
    ],
  }) as unknown as OutcomeFindings;

test("findings that change their verdict or turn are counted among all there were or are", () => {
  const before = findings([
    { id: "a", verdict: "supported", direction: "good" },
    { id: "b", verdict: "supported", direction: "good" },
    { id: "c", verdict: "supported", direction: "good" },
    { id: "d", verdict: "suggestive", direction: "poor" },
    { id: "e", verdict: "insufficient", direction: "none" },
  ]);
  const after = findings([
    { id: "a", verdict: "supported", direction: "good" },
    { id: "b", verdict: "supported", direction: "poor" },
    { id: "d", verdict: "insufficient", direction: "none" },
    { id: "e", verdict: "supported", direction: "poor" },
  ]);
  const movement = compareFindings(before, after);
  expect(movement.findings).toBe(4);
  expect(movement.moved).toEqual([
    { id: "b", attribute: "x", level: "b", before: "supported", after: "supported", turned: true },
    { id: "c", attribute: "x", level: "c", before: "supported", after: null, turned: false },
    { id: "e", attribute: "x", level: "e", before: "insufficient", after: "supported", turned: false },
  ]);
  expect(compareFindings(before, before).moved).toEqual([]);
});

test("two levels that are each other's rest move as one finding", () => {
  const pair = (verdict: Pattern["verdict"], complementary = true) =>
    findings(
      [
        { id: "yes", verdict, direction: "good" },
        { id: "no", verdict, direction: "poor" },
      ],
      false,
      complementary,
    );
  const gone = compareFindings(pair("supported"), pair("suggestive"));
  expect([gone.findings, gone.moved.map(({ id }) => id)]).toEqual([1, ["yes"]]);
  // With a third level in between they are no longer the same question.
  expect(compareFindings(pair("supported"), pair("suggestive", false)).findings).toBe(2);
});

test("what leaks is no finding", () => {
  const leaking = findings([{ id: "a", verdict: "supported", direction: "good" }], true);
  expect(compareFindings(leaking, leaking).findings).toBe(0);
});
