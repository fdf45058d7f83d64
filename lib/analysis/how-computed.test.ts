import { expect, test } from "vitest";
import type { OutcomeTest } from "#lib/analysis/finding.ts";
import { explainRules, explainTraits, shuffleSentence, shuffleWarning } from "#lib/analysis/how-computed.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";

const found: RuleFindings = {
  outcome: "retention",
  measure: "rate",
  policy: "shuffled",
  splitBy: null,
  permutations: 999,
  accounts: 612,
  critical: 4.871,
  examined: 12_180,
  selectors: 98,
  base: { value: 0.6, low: 0.5, high: 0.7 },
  tried: 1,
  rules: [],
} as unknown as RuleFindings;

const all = (of: RuleFindings) => JSON.stringify(explainRules(of));

test("what is said of the rules is what was done: permuted copies, or accounts held back", () => {
  expect(all(found)).toContain("z = 4.87");
  expect(all(found)).toContain("999 copies");
  expect(all(found)).toContain("12,180 combinations");
  expect(all(found)).toContain("200 bootstraps");
  expect(all(found)).toContain("one search of forty");
  expect(all(found)).not.toContain("Definitions tried");
  expect(all({ ...found, tried: 3 })).toContain("every adjusted p here is times 3");
  const split = { ...found, policy: "split", splitBy: "time", accounts: 100_000, critical: 0 } as const;
  expect(all(split)).toContain("those that began later");
  expect(all(split)).toContain("50 subsamples of 5,000");
  expect(all(split)).not.toContain("Westfall");
  expect(explainRules({ ...found, policy: "small" })).toEqual([]);
});

test("every figure names its method and where it is from", () => {
  const cells = Array.from({ length: 300 }, (_, i) => (i % 2 ? "a" : "b"));
  const left = cells.map((cell, i) => (cell === "a" && i % 3 ? 1 : 0));
  const frame = frameOf({
    columns: [{ name: "Plan", cells }],
    retention: { months: left.map(() => 3), left },
  });
  const [findings] = analyse(frame, null, defaultOptions).outcomes;
  const figures = [...explainTraits(findings!), ...explainRules(found)];
  for (const { method, source } of figures) {
    expect(method).toMatch(/^[A-Z].*\.$/s);
    expect(source).not.toMatch(/\.$/);
  }
  const plainly = "Trying several and keeping the best is not allowed for there.";
  expect(figures.filter(({ method }) => method.includes(plainly))).toHaveLength(2);
  const sourceOf = (test: OutcomeTest) => explainTraits({ ...findings!, test })[0]!.source;
  expect(sourceOf("log-rank")).toContain("Mantel 1966");
  expect(sourceOf("events")).not.toContain("Lancaster");
  const groups = { attribute: "Parent", groups: 40 };
  expect(explainTraits({ ...findings!, groups }).map(({ figure }) => figure)).toContain(
    "Accounts of one group",
  );
  expect(explainTraits({ ...findings!, small: true }).at(-1)!.figure).toBe("Few accounts");
});

test("the shuffle check is said with both counts, and warned of where it finds too much", () => {
  const check = { copies: 20, withFindings: 0, supported: Array.from({ length: 20 }, () => 0) };
  expect(shuffleSentence(check, 2, 1)).toBe(
    "On 20 copies of your data with shuffled outcomes this found something in 0; on yours it found 3 (2 single traits, 1 combination).",
  );
  expect(shuffleSentence(check, 0, 0)).toMatch(/on yours it found 0\.$/);
  expect(shuffleWarning({ ...check, withFindings: 3 })).toBeNull();
  expect(shuffleWarning({ ...check, withFindings: 4 })).toMatch(/with care/);
});
