import { expect, test } from "vitest";
import type { Pattern, Warning } from "#lib/analysis/finding.ts";
import { methodWords } from "#lib/analysis/method.ts";
import {
  examinedSentence,
  neededSentence,
  patternSentence,
  retentionSentence,
  warningFigures,
  warningSentence,
  wonOnlySentence,
} from "#lib/analysis/sentence.ts";

const rate: Pattern = {
  id: "Plan=Pro",
  attribute: "Plan",
  level: "Pro",
  missing: false,
  when: [{ attribute: "Plan", operator: "equals", value: "Pro" }],
  n: 1204,
  share: 0.5,
  inside: { value: 0.9, low: 0.88, high: 0.92 },
  rest: { value: 0.6, low: 0.57, high: 0.63, n: 1204 },
  difference: { value: 0.3, low: 0.264, high: 0.336 },
  effect: 6,
  p: 1e-9,
  adjustedP: 0.0123,
  verdict: "supported",
  direction: "good",
  needed: null,
  warnings: [],
  retention: null,
};
const good = { outcome: "good customer", measure: "rate", better: "higher" } as const;
const retention = { ...good, outcome: "retention" } as const;

test("a rate beside the rest's", () => {
  expect(patternSentence(rate, good)).toBe(
    "90.0 % of the 1,204 accounts where Plan is Pro are good customers, against 60.0 % of the rest (30 points more, 95 % interval 26 to 34). Adjusted p = 0.012.",
  );
});

test("a mean beside the rest's", () => {
  const mean: Pattern = {
    ...rate,
    when: [{ attribute: "Plan", operator: "is unknown" }],
    inside: { value: 26.54, low: 20, high: 30 },
    rest: { value: 51.3, low: 48, high: 55, n: 10 },
    difference: { value: -24.76, low: -31, high: -18.5 },
  };
  expect(patternSentence(mean, { outcome: "Onboarding days", measure: "mean", better: "lower" })).toBe(
    "Onboarding days is 26.5 on average for the 1,204 accounts where Plan is not recorded, against 51.3 for the rest (24.8 less, 95 % interval 18.5 to 31). Adjusted p = 0.012.",
  );
});

test("not enough evidence says how many it would take", () => {
  const weak = { ...rate, verdict: "insufficient", n: 14, share: 0.1, needed: 212 } as const;
  expect(neededSentence(weak)).toBe(
    "Not enough evidence: 14 accounts; a difference like this would need about 220 in all.",
  );
  expect(patternSentence(weak, good)).toContain("Not enough evidence: 14 accounts");
  expect(neededSentence({ n: 14, share: 0.1, needed: null })).toContain("no clear difference to find");
  expect(neededSentence({ n: 14, share: 0.1, needed: 120 })).toContain("some more of them");
});

test("where the share at the export misleads, the sentence says so", () => {
  const median = { n: 10, left: 5, median: { value: 35, low: 32, high: null } };
  const turned: Pattern = {
    ...rate,
    direction: "poor",
    retention: { inside: median, rest: { ...median, median: { value: null, low: null, high: null } } },
  };
  expect(retentionSentence(turned)).toBe(
    "Counting every account for the time it was followed, half have left after 35 months (95 % interval 32 to beyond what was followed); of the rest, fewer than half have left. Followed for as long, these accounts leave sooner than the rest: the share at the export misleads.",
  );
  expect(retentionSentence(rate)).toBeNull();
});

const like = (inside: number, rest: number, insideLike: number, restLike: number) => ({
  all: { inside, rest },
  within: { inside: insideLike, rest: restLike },
  crude: 0.83,
  adjusted: 1.58,
  p: 0.001,
});

const early = { inside: 0.45, rest: 0.12 };

test("every warning is a sentence without jargon or cause", () => {
  const warnings: Warning[] = [
    { kind: "reversal", by: "Region", ...like(0.71, 0.749, 0.761, 0.688) },
    { kind: "attenuation", by: "Region", ...like(0.573, 0.932, 0.71, 0.8) },
    { kind: "leakage", reason: "separates" },
    { kind: "leakage", reason: "certain level" },
    { kind: "leakage", reason: "dated after" },
    { kind: "leakage", reason: "tells who left" },
    { kind: "immature", shareYoung: 0.237, months: 12 },
    { kind: "watched unevenly", early, own: { inside: 0.71, rest: 0.736 }, months: 12, holds: false },
    { kind: "watched unevenly", early, own: null, months: 12, holds: false },
    { kind: "changes over time", months: 9, early: 4.21, late: 1.3 },
    { kind: "near-duplicates", spellings: ["E-commerce", "ecommerce"] },
    { kind: "often missing", share: 0.4 },
  ];
  for (const warning of warnings) {
    const text = warningSentence(warning, retention);
    expect(text).toMatch(/^[A-Z0-9].*\.$/);
    expect(text).not.toMatch(/because|undefined|NaN|odds/);
  }
  expect(warningSentence(warnings[0]!, retention)).toBe(
    "It is the other way round among accounts alike in “Region”: 76.1 % against 68.8 %. Among all accounts it is 71.0 % against 74.9 %.",
  );
  const attenuated = (inside: number, rest: number) =>
    warningSentence(
      { kind: "attenuation", by: "Region", ...like(40, 50, inside, rest) },
      { measure: "mean" },
    );
  expect(attenuated(44, 47)).toBe(
    "Among accounts alike in “Region” the difference is smaller: 44 against 47. Among all accounts it is 40 against 50.",
  );
  expect(attenuated(30, 50)).toContain("is larger: 30 against 50");
  expect(attenuated(41, 51)).toContain("about as large");
  expect(attenuated(50, 49)).toContain("the other way round, which may be chance");
  expect(warningFigures(warnings[0]!, retention)).toBe(
    "Odds ratio 0.83 among all, 1.58 within Region (Mantel-Haenszel, p = 0.001).",
  );
  expect(warningFigures(warnings[2]!, retention)).toBeNull();
  expect(warningSentence(warnings[7]!, good)).toBe(
    "It is too early to tell for 45 % of these accounts and 12 % of the rest. Who leaves is known sooner than who stays, so the younger look worse. Each by its own follow-up, it is 71.0 % against 73.6 %, no clear difference.",
  );
  expect(warningSentence(warnings[8]!, good)).toBe(
    "None of these accounts has been followed for 12 months: only those who left are known, so this share says nothing yet.",
  );
  expect(warningSentence(warnings[6]!, retention)).toBe(
    "24 % of these accounts have been followed for less than 12 months and count as kept: young accounts make this rate flattering.",
  );
});

test("the method named is the one used", () => {
  expect(methodWords({ test: "table", small: false })).toContain("mid-p Fisher");
  expect(methodWords({ test: "table", small: true })).toContain("doubled Fisher");
  expect(methodWords({ test: "log-rank", small: false })).toMatch(/log-rank(?!.*Fisher)/);
  expect(methodWords({ test: "weighted table", small: false })).toContain("permuting");
  expect(methodWords({ test: "means", small: true })).not.toContain("Welch");
});

test("how long a sale took is told of those won, and it is said", () => {
  for (const name of ["Sales cycle days", "sales cycle", "Days to close", "Time to win"])
    expect(wonOnlySentence(name)).toMatch(/^Of sales that were won only/);
  for (const name of ["Onboarding days", "billing cycle", "Win rate", "retention"])
    expect(wonOnlySentence(name)).toBe("");
});

test("the line under it all", () => {
  expect(examinedSentence(61, 9, 3)).toBe(
    "61 patterns examined over 3 outcomes, 9 supported; of traits with findings like these at most 2.5 % are expected to have one by chance.",
  );
  expect(examinedSentence(33, 0, 1)).toBe("33 patterns examined, none supported.");
});
