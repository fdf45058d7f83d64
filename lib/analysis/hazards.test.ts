import { expect, test } from "vitest";
import { changeOverTime } from "#lib/analysis/hazards.ts";
import { createRandom, type Random } from "#lib/stats/random.ts";
import { riskTable, timeline } from "#lib/stats/timeline.ts";

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
  const side = (is: boolean) => {
    const all = riskTable(on, left);
    const rows = months.map((_, i) => i).filter((i) => i < n === is);
    const events = new Float64Array(on.times.length);
    const ended = new Float64Array(on.times.length);
    for (const i of rows) {
      ended[on.at[i]!]!++;
      if (left[i] === 1) events[on.at[i]!]!++;
    }
    const atRisk = ended.map(
      (_, j) => rows.length - ended.subarray(0, j).reduce((sum, count) => sum + count, 0),
    );
    return { ...all, events, atRisk };
  };
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
});

test("with hardly any departures nothing is said", () => {
  expect(changeOverTime(...groups(12, 1, 1, createRandom(2)))).toBeNull();
});
