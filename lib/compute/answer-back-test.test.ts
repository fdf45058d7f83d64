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
