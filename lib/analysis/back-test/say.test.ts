import { expect, test } from "vitest";
import type { BackTest } from "#lib/analysis/back-test/back-test.ts";
import { gainShares } from "#lib/analysis/back-test/gain.ts";
import {
  explainBackTest,
  sayBackTest,
  sayBeside,
  sayDivision,
  sayGain,
  sayScore,
} from "#lib/analysis/back-test/say.ts";

const at = (value: number, half = 0.05) => ({ value, low: value - half, high: value + half });
const result: BackTest = {
  outcome: "good customer",
  months: null,
  score: null,
  subject: "draft",
  division: {
    key: "k",
    outcome: "good customer",
    by: "time",
    from: "2025-06-02",
    training: 207,
    held: 141,
    kin: 0,
  },
  rounds: 0,
  figures: {
    n: 141,
    taken: 57,
    good: 70,
    goodTaken: 38,
    base: at(0.66),
    precision: at(0.81),
    recall: at(0.54),
    lift: { value: 1.23, low: 1.11, high: 1.37 },
  },
  gain: {
    curve: gainShares.map((share) => at(share)),
    attribute: gainShares,
    beside: { precision: 0.7, difference: at(0.11) },
    share: 0.44,
  },
  attribute: "Ledger",
  found: [],
  missed: [],
};
const withDifference = (difference: ReturnType<typeof at>) => ({
  ...result,
  gain: { ...result.gain, beside: { precision: 0.7, difference } },
});

test("whom the rules take, how they did beside all, and how many of the good ones they find", () => {
  expect(sayBackTest(result)).toBe(
    "Of the 57 customers they would take, 81 % are good (76 to 86 %); of all 141, 66 %. That is 1.23 times (1.11 to 1.37) what chance would take. They find 54 % of those who are good (49 to 59 %).",
  );
  const lucky = { ...result, figures: { ...result.figures, lift: { value: 1.1, low: 0.9, high: 1.3 } } };
  expect(sayBackTest(lucky)).toContain("it cannot be told from chance");
  const worse = { ...result, figures: { ...result.figures, lift: { value: 0.7, low: 0.5, high: 0.9 } } };
  expect(sayBackTest(worse)).toContain("worse than chance");
  const nobody = { ...result, figures: { ...result.figures, taken: 0, precision: null, lift: null } };
  expect(sayBackTest(nobody)).toBe("They would take none of the 141 customers.");
  expect(sayBackTest({ ...result, rounds: 100 })).toContain("after taking off what choosing");
});

test("beside the best single trait: better, not told apart, worse", () => {
  expect(sayBeside(result)).toMatch(/Ledger alone, .* 70 % would be good: 11 points fewer \(6 to 16\)\.$/);
  expect(sayBeside(withDifference(at(0.01)))).toContain("cannot be told from that one trait");
  expect(sayBeside(withDifference({ value: 0, low: 0, high: 0 }))).toMatch(
    /70 % would be good, and the rules do neither better nor worse\.$/,
  );
  expect(sayBeside(withDifference(at(-0.11)))).toMatch(/11 points more \(6 to 16\)\. The rules are worse/);
  expect(sayBeside({ ...result, attribute: null })).toBeNull();
});

test("who is held back, and the half of the curve", () => {
  expect(sayDivision(result.division!)).toContain(
    "141 customers who began on 2 Jun 2025 or later are held back",
  );
  expect(sayDivision(result.division!)).not.toContain("left out");
  expect(sayDivision({ ...result.division!, kin: 12 })).toContain(
    "12 more customers who began then are left out: others of their group",
  );
  expect(sayDivision({ ...result.division!, by: "account", from: null })).toContain("drawn by chance");
  expect(sayGain(result)).toMatch(/holds 50 % of those who are good \(45 to 55 %\)/);
});

test("how it was computed says what was done", () => {
  const said = (of: BackTest) => JSON.stringify(explainBackTest(of));
  expect(said(result)).toContain("The later 40 %");
  expect(said({ ...result, division: null, rounds: 100 })).toContain("Noma");
  expect(said({ ...result, division: null, rounds: 100 })).not.toContain("40 %");
});

test("who stayed is said with for how long, and what stands for those it is too early to tell of", () => {
  const stayed = { ...result, outcome: "retention", months: 12 };
  expect(sayBackTest(stayed)).toContain("81 % are customers for 12 months");
  expect(explainBackTest(stayed)[0]).toMatchObject({
    figure: "Staying",
    method: expect.stringContaining("weights"),
  });
  expect(sayBackTest({ ...stayed, months: null })).toContain("81 % are still customers");
  expect(explainBackTest({ ...stayed, months: null })[0]!.method).toContain("of the young that says little");
  expect(explainBackTest(result)[0]!.figure).not.toBe("Staying");
});

test("the score is said for those taken and for the others, with whether they differ", () => {
  const of = (value: number, half: number) => ({ value, low: value - half, high: value + half });
  const score = { taken: of(71, 4), others: of(52, 3), difference: of(19, 5), n: 240 };
  expect(sayScore({ ...result, score })).toBe(
    "By the score of 0 to 100, those they would take come to 71 on average (67 to 75), the others to 52 (49 to 55): 19 points more.",
  );
  expect(sayScore({ ...result, score: { ...score, difference: of(2, 5) } })).toMatch(/told from chance\.$/);
  expect(sayScore(result)).toBeNull();
  const figures = explainBackTest({ ...result, score });
  expect(figures.map(({ figure }) => figure)).toContain("Score");
});

test("where nothing was held back it is said that the trait beside was chosen on the same customers", () => {
  const few = { ...withDifference(at(-0.2)), division: null };
  expect(sayBeside(few)).toBe(
    "Taking as many by Ledger alone, the single trait that told most of these same customers, which flatters it, 70 % would be good: 20 points more (15 to 25).",
  );
  const told = JSON.stringify(explainBackTest(few));
  expect(told).not.toContain("not held back");
  expect(told).toContain("what that flatters is not taken off");
  const corrected = explainBackTest({ ...few, rounds: 100 }).find(({ figure }) => figure === "Gain curve")!;
  expect(corrected.method).not.toContain("Poisson");
});
