import { expect, test } from "vitest";
import { sayCalibration, sayParts, sayRanking, saySum } from "#lib/analysis/say-scorecard.ts";
import type { Scorecard } from "#lib/analysis/scorecard-card.ts";

const calibration = { slope: 0.97, low: 0.88, high: 1.05, foretold: 0.73, brier: 0.14, baseBrier: 0.195 };
const holdout: Scorecard["holdout"] = {
  n: 2818,
  good: 2070,
  area: { value: 0.8348, low: 0.82, high: 0.8496 },
  calibration,
  seen: { value: 0.735, low: 0.718, high: 0.751 },
  groups: [],
};
const judged = (of: Partial<typeof calibration>) =>
  sayCalibration({ holdout: { ...holdout, calibration: { ...calibration, ...of } } });

test("how well the points rank is said with its interval, beside what chance reaches", () => {
  expect(sayRanking({ outcome: "good customer", holdout })).toBe(
    "Of one good customer and one other, the good customer has more points 83 % of the time (82 to 85 %; as many points count half), on 2,818 customers they were not made from; chance alone would reach 50 %.",
  );
  const area = { value: 0.54, low: 0.48, high: 0.6 };
  expect(sayRanking({ outcome: "retention", holdout: { ...holdout, area } })).toMatch(
    /^Of one customer who stays .* So they cannot be told from chance\.$/,
  );
});

test("with one kind of customer held back nothing is judged, and no dash stands in a sentence", () => {
  const area = { value: Number.NaN, low: 0, high: 1 };
  expect(sayRanking({ outcome: "good customer", holdout: { ...holdout, area } })).toContain(
    "all of one kind",
  );
  const nan = { slope: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(judged({ ...nan, brier: 0.1, baseBrier: 0 })).not.toContain("–");
});

test("points that promise too much or too little say so, and whether they beat the share of all", () => {
  expect(judged({})).toMatch(
    /^They promise 73 % on average, and 74 % came true \(72 to 75 %\)\. Differences are about as large as they say \(slope 0\.97, 0\.88 to 1\.05; 1 is right\)/,
  );
  // A slope of 1 says nothing of a promise that is too large for everybody.
  expect(judged({ foretold: 0.85 })).toContain(
    "promise too much on the whole: 85 % on average, and 74 % came",
  );
  expect(judged({ foretold: 0.6 })).toContain("promise too little on the whole");
  expect(judged({ slope: 1.1, low: -0.4, high: 2.6 })).toContain("too few to tell whether differences");
  expect(judged({ slope: 0.6, low: 0.4, high: 0.8 })).toContain("At both ends they promise too much");
  expect(judged({ slope: 1.4, low: 1.2, high: 1.6 })).toContain("promise too little");
  expect(judged({ brier: 0.2 })).toContain("no better than that");
});

test("where the sum begins, what it means, and on whom it was judged", () => {
  expect(saySum({ start: 104, scale: { atBase: 100, toDouble: 20 }, base: 0.68 })).toBe(
    "Begin with 104 and add the points of each trait. 100 points stand for the share of all, 68 %; 20 more for twice the odds.",
  );
  expect(sayParts({ splitBy: "time", trained: { n: 207, good: 1 }, holdout })).toBe(
    "Made from 207 customers, judged on 2,818 others who began later.",
  );
});
