import { beforeAll, describe, expect, test } from "vitest";
import { type BackTest, backTest } from "#lib/analysis/back-test/back-test.ts";
import { type Choice, chooseByCriteria, type Live } from "#lib/analysis/back-test/choice.ts";
import { figuresOf } from "#lib/analysis/back-test/figures.ts";
import { holdoutOf } from "#lib/analysis/back-test/holdout.ts";
import { correctOptimism, type Procedure } from "#lib/analysis/back-test/optimism.ts";
import { groundOf, ten } from "#lib/analysis/back-test/support/ground.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import type { Target } from "#lib/analysis/target.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const today = "2026-11-22";

const rule = (over: Partial<Live>): Live => ({
  id: crypto.randomUUID(),
  kind: "must-have",
  when: [{ attribute: "sector", operator: "equals", value: "Fintech" }],
  question: "",
  points: null,
  archived: false,
  ...over,
});
const fintech = rule({});
const tested = (result: ReturnType<typeof backTest>): BackTest => {
  if (typeof result === "string") throw new Error(result);
  return result;
};

describe("the figures of a choice", () => {
  test("precision, recall and lift by hand", () => {
    const { choice, target } = ten();
    const figures = figuresOf(choice, target);
    expect(figures).toMatchObject({ n: 10, taken: 4, good: 4, goodTaken: 3 });
    expect(figures.precision!.value).toBeCloseTo(0.75, 12);
    expect(figures.recall!.value).toBeCloseTo(0.75, 12);
    expect(figures.lift!.value).toBeCloseTo(0.75 / 0.4, 12);
    // Wilson for 3 of 4: R, prop.test(3, 4, correct = FALSE).
    expect(figures.precision!.low).toBeCloseTo(0.3006418, 6);
    expect(figures.precision!.high).toBeCloseTo(0.9544127, 6);
  });

  test("who takes nobody, and where nobody is good, has no figure and no NaN", () => {
    const { choice, target } = ten();
    const nobody = figuresOf({ ...choice, taken: new Uint8Array(10) }, target);
    expect(nobody).toMatchObject({ taken: 0, precision: null, lift: null, recall: { value: 0 } });
    const noGood = figuresOf(choice, { ...target, values: new Float64Array(10) });
    expect(noGood).toMatchObject({ good: 0, recall: null, lift: null, precision: { value: 0 } });
  });

  test("all good of a few taken is no certainty, and taking everybody is what chance does", () => {
    const { choice, target } = ten();
    const values = Float64Array.from([1, 1, 1, 0, 1, 0, 0, 0, 0, 0]);
    const { precision, lift } = figuresOf(choice, { ...target, values });
    expect(precision).toMatchObject({ value: 1, high: 1 });
    // 4 of 10 taken: at most 1/.4 times chance.
    expect(lift!.value).toBeCloseTo(2.5, 12);
    expect(lift!.high).toBeCloseTo(2.5, 12);
    expect(lift!.low).toBeLessThan(2);
    expect(lift!.low).toBeGreaterThan(1);
    const everybody = { ...choice, taken: new Uint8Array(target.rows.length).fill(1) };
    expect(figuresOf(everybody, target).lift).toEqual({ value: 1, low: 1, high: 1 });
    // Rows of one group count together: the share is the same, and less sure.
    const pairs = Int32Array.from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const grouped = figuresOf(choice, target, pairs);
    expect(grouped.precision!.value).toBeCloseTo(0.75, 12);
    expect(grouped.precision!.low).toBeLessThan(figuresOf(choice, target).precision!.low);
  });

  test("the interval of the lift holds the truth as often as it says, also where nearly all taken are good", () => {
    const random = createRandom(17);
    const { target } = plantedTable({ rows: 60, seed: 1, noise: 0, rules: false });
    const taken = Uint8Array.from({ length: 60 }, (_, i) => (i < 15 ? 1 : 0));
    const choice = { score: Float64Array.from(taken), taken };
    for (const [inside, others] of [
      [0.95, 0.5],
      [0.5, 0.5],
      [0.9, 0.05],
    ] as const) {
      const truth = inside / (0.25 * inside + 0.75 * others);
      let missed = 0;
      for (let round = 0; round < 1_000; round++) {
        const values = Float64Array.from(taken, (one) => (random() < (one ? inside : others) ? 1 : 0));
        const { lift } = figuresOf(choice, { ...target, values });
        if (lift === null || lift.low > truth + 1e-9 || lift.high < truth - 1e-9) missed++;
      }
      expect(missed / 1_000, `${inside} against ${others}`).toBeLessThan(0.07);
    }
  });

  test("a weight counts as so many accounts in the share", () => {
    const { choice, target } = ten();
    const weights = Float64Array.from([3, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    const figures = figuresOf(choice, { ...target, weights });
    expect(figures.precision!.value).toBeCloseTo(5 / 6, 12);
    expect(figures.recall!.value).toBeCloseTo(5 / 6, 12);
    expect(figures.base.value).toBeCloseTo(6 / 12, 12);
  });

  test("the interval of the lift covers what it should, as a bootstrap has it", () => {
    const random = createRandom(7);
    const n = 400;
    const { target } = plantedTable({ rows: n, seed: 1, noise: 0, rules: false });
    const taken = Uint8Array.from({ length: n }, () => (random() < 0.3 ? 1 : 0));
    const values = Float64Array.from(taken, (one) => (random() < (one ? 0.7 : 0.4) ? 1 : 0));
    const of: Target = { ...target, values };
    const { lift } = figuresOf({ score: Float64Array.from(taken), taken }, of);
    const drawn = Array.from({ length: 2_000 }, () => {
      let [inside, good, goodInside] = [0, 0, 0];
      for (let i = 0; i < n; i++) {
        const at = Math.floor(random() * n);
        inside += taken[at]!;
        good += values[at]!;
        goodInside += taken[at]! * values[at]!;
      }
      return goodInside / inside / (good / n);
    }).sort((a, b) => a - b);
    expect(lift!.low).toBeCloseTo(drawn[50]!, 1);
    expect(lift!.high).toBeCloseTo(drawn[1_949]!, 1);
  });
});

describe("the back-test", () => {
  test("found rules are found before the holdout and hold after it", () => {
    const ground = groundOf(3_000);
    const result = tested(backTest(ground, "found", [], today));
    expect(result.found.length).toBeGreaterThan(0);
    expect(result.division).toMatchObject({ by: "time", training: 1_800, held: 1_200 });
    expect(result.figures.lift!.low).toBeGreaterThan(1);
    expect(result.gain.beside!.difference.high).toBeGreaterThan(result.gain.beside!.difference.low);
    // What the holdout says must not have had a part in the choice.
    const held = holdoutOf(ground.prepared.frame, ground.target, 1)!.held.rows;
    const values = ground.target.values.slice();
    for (const account of held) values[account] = 1 - values[account]!;
    const turned = tested(backTest({ ...ground, target: { ...ground.target, values } }, "found", [], today));
    expect(turned.found).toEqual(result.found);
    expect(turned.attribute).toBe(result.attribute);
    expect(turned.figures.taken).toBe(result.figures.taken);
    expect(turned.figures.lift!.value).toBeLessThan(1);
  });

  test("a draft takes what it accepts; the good accounts it would have missed are told", () => {
    const ground = groundOf(1_000);
    const signal = rule({
      kind: "signal",
      points: 30,
      when: [{ attribute: "data_team", operator: "equals", value: "yes" }],
    });
    const result = tested(backTest(ground, "draft", [fintech, signal], today));
    const { taken } = chooseByCriteria([fintech, signal], ground.prepared.frame, today);
    const { held } = holdoutOf(ground.prepared.frame, ground.target, 1)!;
    expect(result.figures.taken).toBe(Array.from(held.rows).filter((account) => taken[account] === 1).length);
    expect(result.missed).toHaveLength(result.figures.good - result.figures.goodTaken);
    const ids = ground.prepared.frame.accountIds;
    for (const account of result.missed) expect(taken[ids.indexOf(account)]).toBe(0);
    expect(result.attribute).not.toBeNull();
    expect(backTest(ground, "draft", [], today)).toBe("no rules");
    expect(backTest(ground, "draft", [{ ...fintech, archived: true }], today)).toBe("no rules");
  });

  test("where nothing is to be found nothing is found", () => {
    const ground = groundOf(1_000, { rules: false, seed: 11 });
    const { target } = ground;
    const random = createRandom(5);
    const values = target.values.map(() => (random() < 0.4 ? 1 : 0));
    expect(backTest({ ...ground, target: { ...target, values } }, "found", [], today)).toBe("nothing found");
  });

  test("few accounts: the optimism of choosing among noise is taken off, and the rounds are said", () => {
    const { prepared, target, ...rest } = groundOf(90, { rules: false });
    const random = createRandom(9);
    const values = target.values.map(() => (random() < 0.5 ? 1 : 0));
    const of = { ...rest, prepared, target: { ...target, values } };
    let told = 0;
    const result = tested(
      backTest(of, "found", [], today, (share) => {
        told = share;
      }),
    );
    expect(told).toBe(1);
    expect(result).toMatchObject({ division: null, rounds: 100 });
    const choice = tested(backTest(of, "draft", [fintech], today));
    expect(choice.rounds).toBe(0);
    // Chosen as the best of eight meaningless traits: corrected, it is no longer told from chance.
    expect(result.figures.lift!.low).toBeLessThanOrEqual(1);
    expect(result.gain.beside).toBeNull();
  });

  test("on tables of noise a corrected choice claims next to nothing, where an uncorrected one would", () => {
    let [claims, corrected, seen] = [0, 0, 0];
    const tables = 5;
    for (let seed = 1; seed <= tables; seed++) {
      const { target, ...ground } = groundOf(90, { rules: false, seed });
      const random = createRandom(500 + seed);
      const values = target.values.map(() => (random() < 0.5 ? 1 : 0));
      const { figures } = tested(backTest({ ...ground, target: { ...target, values } }, "found", [], today));
      if (figures.lift!.low > 1) claims++;
      corrected += figures.lift!.value / tables;
      seen += figures.goodTaken / figures.taken / figures.base.value / tables;
    }
    expect(claims).toBe(0);
    expect(seen).toBeGreaterThan(1.15);
    expect(corrected).toBeLessThan(1.1);
  });

  test("with next to nobody of one kind there is nothing to try anything on", () => {
    const ground = groundOf(300);
    const values = ground.target.values.map((_, i) => (i < 3 ? 1 : 0));
    expect(backTest({ ...ground, target: { ...ground.target, values } }, "draft", [fintech], today)).toBe(
      "too few",
    );
  });
});

describe("optimism", () => {
  const rows = Int32Array.from({ length: 40 }, (_, i) => i);
  const { target: whole } = plantedTable({ rows: 40, seed: 2, noise: 0, rules: false });
  const target = { ...whole, values: Float64Array.from(rows, (row) => (row % 2 === 0 ? 1 : 0)) };
  const half = Uint8Array.from(rows, (row) => (row < 20 ? 1 : 0));
  const choice: Choice = { score: Float64Array.from(half), taken: half };
  const correct = (procedure: Procedure) =>
    correctOptimism(
      { target, procedure, attribute: procedure, clusters: null, seed: 1 },
      { optimism: 20, spread: [10, 5] },
    );

  test("of a choice that nobody made by the accounts is none", () => {
    // The same choice whatever the draw: what it gains on a draw is chance, and its share stays about one half.
    const { figures, optimism } = correct(() => choice)!;
    expect(Math.abs(optimism)).toBeLessThan(0.08);
    expect(figures.precision!.value).toBeCloseTo(0.5 - optimism * 0.5, 6);
  });

  test("is not taken off where nothing is chosen: chance stays chance", () => {
    // A draw allows the choice only where its share looks better than it is: every gain is above 0.
    const lucky: Procedure = (of) => {
      if (of === target) return choice;
      const inside = of.values.filter((_, row) => choice.taken[of.rows[row]!] === 1);
      const share = inside.reduce((sum, value) => sum + value, 0) / inside.length;
      return share > 0.6 ? choice : null;
    };
    const { figures, optimism } = correct(lucky)!;
    expect(optimism).toBeGreaterThan(0.2);
    // Outer draws without a choice are at chance, so that no interval of the lift reaches far below it.
    const never = correct((of) => (of === target ? choice : null))!;
    expect(never.optimism).toBe(0);
    expect(never.figures.lift!.value).toBe(1);
    const plain = figuresOf(choice, target).lift!;
    expect([never.figures.lift!.low, never.figures.lift!.high]).toEqual([plain.low, plain.high]);
    expect(figures.lift!.low).toBeGreaterThan(0);
  });

  test("a choice that found every good one is not known to find every one", () => {
    const best: Choice = { score: target.values, taken: Uint8Array.from(target.values) };
    const { curve } = correct(() => best)!.gain;
    const most = curve.at(-2)!;
    expect([most.value, most.high]).toEqual([1, 1]);
    expect(most.low).toBeLessThan(1);
    expect(curve.at(-1)).toEqual({ value: 1, low: 1, high: 1 });
  });
});
