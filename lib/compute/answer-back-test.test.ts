import { expect, test } from "vitest";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { answerBackTest } from "#lib/compute/answer-back-test.ts";
import { createRandom } from "#lib/stats/random.ts";

test("what records the outcome chooses nobody, though a small table's analysis never looked at it", () => {
  const random = createRandom(2);
  const left = Array.from({ length: 90 }, () => (random() < 0.4 ? 1 : 0));
  const columns = Array.from({ length: 12 }, (_, i) => ({
    name: `Trait ${i}`,
    cells: left.map(() => `value ${Math.floor(6 * random())}`),
  }));
  const status = { name: "Status", cells: left.map((gone) => (gone === 1 ? "gone" : "here")) };
  const frame = frameOf({
    columns: [...columns, status],
    retention: { months: left.map(() => Number.NaN), left },
  });
  const analysis = analyse(frame, null, defaultOptions);
  expect(analysis.lookedAt).not.toContain("Status");
  const ground = { frame, definition: null, analysis, seed: 1, tried: 1 };
  const asked = { subject: "found", criteria: [], conditions: 2, today: "2026-11-22" } as const;
  const answer = answerBackTest(ground, asked);
  if (answer === null || typeof answer === "string") throw new Error("no back-test");
  expect(answer.attribute).toMatch(/^Trait/);
  // With Status it would have been everybody taken, and good.
  expect(answer.figures.precision!.value).toBeLessThan(0.9);
});

test("retention is tried by who stayed for the horizon: that the young are still there is no merit of a rule", () => {
  const random = createRandom(6);
  const watched = Array.from({ length: 900 }, (_, i) => (i % 2 ? 3 + 15 * random() : 20 + 40 * random()));
  const life = watched.map(() => -30 * Math.log(1 - random()));
  const left = life.map((months, i) => (months <= watched[i]! ? 1 : 0));
  const frame = frameOf({
    columns: [{ name: "Channel", cells: watched.map((months) => (months < 19 ? "New" : "Old")) }],
    retention: { months: life.map((months, i) => Math.min(months, watched[i]!)), left },
  });
  const analysis = analyse(frame, null, defaultOptions);
  const ground = { frame, definition: null, analysis, seed: 1, tried: 1 };
  const rule = {
    id: "1",
    kind: "must-have" as const,
    when: [{ attribute: "Channel", operator: "equals" as const, value: "New" }],
    question: "",
    points: null,
    archived: false,
  };
  const asked = { subject: "draft", criteria: [rule], conditions: 2, today: "2026-11-22" } as const;
  const answer = answerBackTest(ground, asked);
  if (answer === null || typeof answer === "string") throw new Error("no back-test");
  expect(answer).toMatchObject({ outcome: "retention", months: 12 });
  // Of everybody exp(−12/30) stay a year, and of the young as many; at the export most of the young are there.
  expect(answer.figures.base.low).toBeLessThan(0.67);
  expect(answer.figures.base.high).toBeGreaterThan(0.67);
  expect(answer.figures.lift!.low).toBeLessThan(1);
  expect(answer.figures.lift!.high).toBeGreaterThan(1);
  const there = (channel: (i: number) => boolean) => {
    const own = left.filter((_, i) => channel(i));
    return own.filter((gone) => gone === 0).length / own.length;
  };
  expect(there((i) => i % 2 === 1) / there(() => true)).toBeGreaterThan(1.2);
});

test("where good customers are told by a score, the taken are told by it too, the young among them included", () => {
  const random = createRandom(8);
  const rows = Array.from({ length: 900 }, (_, i) => {
    const sector = i % 2 ? "Bank" : "Retail";
    const watched = 2 + 40 * random();
    const life = -(sector === "Bank" ? 60 : 15) * Math.log(1 - random());
    return { sector, months: Math.min(life, watched), left: life <= watched ? 1 : 0 };
  });
  const frame = frameOf({
    columns: [{ name: "Sector", cells: rows.map(({ sector }) => sector) }],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
  });
  const definition = {
    outcomes: [{ outcome: "retention", poor: 12, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
    measuredBy: "score" as const,
  };
  const analysis = analyse(frame, definition, defaultOptions);
  const when = [{ attribute: "Sector", operator: "equals" as const, value: "Bank" }];
  const rule = { id: "1", kind: "must-have" as const, when, question: "", points: null, archived: false };
  const asked = { subject: "draft", criteria: [rule], conditions: 2, today: "2026-11-22" } as const;
  const ground = { frame, definition, analysis, seed: 1, tried: 1 };
  const answer = answerBackTest(ground, asked);
  if (answer === null || typeof answer === "string") throw new Error("no back-test");
  const { taken, others, difference, n } = answer.score!;
  // All points for who stays a year: exp(−12/60) and exp(−12/15) of them.
  expect(taken.low).toBeLessThan(100 * Math.exp(-12 / 60));
  expect(taken.high).toBeGreaterThan(100 * Math.exp(-12 / 60));
  expect(others.low).toBeLessThan(100 * Math.exp(-12 / 15));
  expect(others.high).toBeGreaterThan(100 * Math.exp(-12 / 15));
  expect(difference.low).toBeGreaterThan(20);
  expect(n).toBeGreaterThan(answer.figures.n);
  const plain = answerBackTest({ ...ground, definition: { ...definition, measuredBy: "yes or no" } }, asked);
  expect(plain).toMatchObject({ score: null });
});
