import { expect, test } from "vitest";
import { changeOverTime } from "#lib/analysis/hazards.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";
import { kaplanMeier } from "#lib/stats/survival.ts";
import { partOf, timeline } from "#lib/stats/timeline.ts";

const wait = (hazard: number, random: Random) => Math.ceil(-Math.log(1 - random()) / hazard);

/** Two groups on the same times: the level leaves `early` times as fast up to month 12, then `late` times. */
function groups(n: number, early: number, late: number, random: Random) {
  const months: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < 2 * n; i++) {
    const isLevel = i < n;
    const first = wait(0.03 * (isLevel ? early : 1), random);
    const life = first <= 12 ? first : 12 + wait(0.03 * (isLevel ? late : 1), random);
    const watched = 10 + Math.floor(50 * random());
    months.push(Math.min(life, watched));
    left.push(life <= watched ? 1 : 0);
  }
  const on = timeline(months);
  const side = (is: boolean) =>
    kaplanMeier(
      months,
      left,
      partOf(on, (row) => row < n === is),
    );
  return [side(true), side(false)] as const;
}

test("hazards in proportion are called changing no more often than chance", () => {
  const random = createRandom(4);
  const ps = Array.from({ length: 300 }, () => changeOverTime(...groups(150, 2, 2, random))!.p);
  const share = ps.filter((p) => p < 0.1).length / ps.length;
  expect(share).toBeGreaterThan(0.04);
  expect(share).toBeLessThan(0.17);
});

test("a difference that turns around after a year is found, with both its figures", () => {
  const change = changeOverTime(...groups(2000, 3, 0.5, createRandom(9)))!;
  expect(change.p).toBeLessThan(1e-6);
  expect(change.early).toBeGreaterThan(1.8);
  expect(change.late).toBeLessThan(0.8);
  // Where curves may cross a ratio says nothing of the whole: the mean months within what both were followed for do.
  expect(change.stayed!.to).toBeGreaterThan(50);
  expect(change.stayed!.inside).toBeLessThan(change.stayed!.rest);
  const told = warningSentence(
    { kind: "changes over time", ...change, stayed: change.stayed! },
    { measure: "rate" },
  );
  expect(told).toMatch(
    /Over the first \d+ months they stay [\d.]+ months on average, the rest [\d.]+ months\.$/,
  );
  expect(changeOverTime(...groups(2000, 3, 1.5, createRandom(9)))!.stayed).toBeNull();
});

test("with hardly any departures nothing is said", () => {
  expect(changeOverTime(...groups(12, 1, 1, createRandom(2)))).toBeNull();
});
