import { expect, test } from "vitest";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { scoreDefinition } from "#lib/analysis/support/score-definition.ts";
import { answerQuestion } from "#lib/compute/answer.ts";
import type { Kind, Question } from "#lib/compute/question.ts";
import { createRandom } from "#lib/stats/random.ts";

function frame() {
  const random = createRandom(4);
  const rows = Array.from({ length: 600 }, () => {
    const kind = random() < 0.5 ? "fast" : "slow";
    const life = -Math.log(1 - random()) / (kind === "fast" ? 0.12 : 0.02);
    const watched = 40 * random();
    return { kind, months: Math.min(life, watched), left: life < watched ? 1 : 0, acv: 100 * random() };
  });
  return frameOf({
    columns: [
      { name: "Kind", cells: rows.map(({ kind }) => kind) },
      { name: "Coin", cells: rows.map(() => (random() < 0.5 ? "heads" : "tails")) },
    ],
    retention: { months: rows.map(({ months }) => months), left: rows.map(({ left }) => left) },
    outcomes: [
      { outcome: { name: "ACV", kind: "value", better: "higher" }, values: rows.map(({ acv }) => acv) },
    ],
  });
}

test("measured by the score, patterns are of the score, and what needs a yes or no is of the yes or no", () => {
  const [data, memory] = [frame(), new Map()];
  const about = { frameKey: "a 1 -", definition: scoreDefinition, options: defaultOptions };
  const ask = <K extends Kind>(kind: K, more: Omit<Question<K>, "kind" | "about">) =>
    answerQuestion<K>({ kind, about, ...more } as unknown as Question<K>, data, memory);

  const analysis = ask("analysis", {});
  expect(analysis.outcomes[0]!.outcome).toBe(goodScoreOutcome);
  expect(analysis.goodCustomers!.good).toBeGreaterThan(50);

  const trial = ask("trial", {});
  expect(trial!.outcome).toBe("good customer");
  const card = ask("scorecard", { outcome: trial!.outcome });
  expect(card).toMatchObject({ ok: true });
  const kind = { attribute: "Kind", operator: "equals" as const, value: "slow" };
  const rule = {
    id: "1",
    kind: "must-have" as const,
    when: [kind],
    question: "",
    points: null,
    archived: false,
  };
  const tried = ask("backTest", {
    subject: "draft",
    criteria: [rule],
    conditions: 2,
    today: "2026-11-22",
  });
  expect(tried).toMatchObject({ outcome: "good customer" });

  const { measuredBy, ...yesOrNo } = scoreDefinition;
  const changed = ask("goodCustomer", { before: yesOrNo });
  expect(changed.movement!.findings).toBeGreaterThan(0);
  expect(changed.counts).toEqual(analysis.goodCustomers);
  expect(changed.late).toBeNull();
});
