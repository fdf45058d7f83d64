import { beforeAll, describe, expect, test } from "vitest";
import { type BackTest, type BackTestGround, backTest, divide } from "#lib/analysis/back-test/back-test.ts";
import { type Choice, chooseByCriteria, type Live } from "#lib/analysis/back-test/choice.ts";
import { figuresOf } from "#lib/analysis/back-test/figures.ts";
import { gainOf, gainShares } from "#lib/analysis/back-test/gain.ts";
import { holdoutOf } from "#lib/analysis/back-test/holdout.ts";
import { correctOptimism, type Procedure } from "#lib/analysis/back-test/optimism.ts";
import { daysOf } from "#lib/analysis/format.ts";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { partOfTarget } from "#lib/analysis/search/part-of-target.ts";
import { plantedTable } from "#lib/analysis/search/support/planted.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import type { Target } from "#lib/analysis/target.ts";
import { wasmKernel } from "#lib/compute/kernel/wasm-kernel.ts";
import { createRandom } from "#lib/stats/random.ts";
import { buildKernel } from "../../../scripts/prepare.ts";

beforeAll(buildKernel, 60_000);

const today = "2026-11-22";

function groundOf(rows: number, { seed = 4, rules = true, dated = true } = {}): BackTestGround {
  const { frame: plain, target } = plantedTable({ rows, seed, noise: 4, rules });
  const first = daysOf("2024-01-01");
  const startDays = dated
    ? Float64Array.from({ length: rows }, (_, i) => first + Math.floor((700 * i) / rows))
    : null;
  const frame = { ...plain, startDays };
  return {
    prepared: { frame, levelled: levelsOfFrame(frame) },
    target,
    score: null,
    leaking: [],
    options: {
      seed: 1,
      maxConditions: 2,
      kernel: wasmKernel("simd"),
      clusters: null,
      horizon: 12,
      unused: new Set(),
      outcomes: 1,
    },
  };
}

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

/** Ten accounts: the first four good, the first five taken but one. */
function ten(): { choice: Choice; target: Target } {
  const { target } = plantedTable({ rows: 20, seed: 1, noise: 0, rules: false });
  const part = partOfTarget(
    target,
    Int32Array.from({ length: 10 }, (_, i) => i),
  );
  const values = Float64Array.from([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  const taken = Uint8Array.from([1, 1, 1, 0, 1, 0, 0, 0, 0, 0]);
  return { choice: { score: Float64Array.from(taken), taken }, target: { ...part, values } };
}

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

describe("the gain curve", () => {
  test("rises through the corners of the scores, straight where accounts stand in no order", () => {
    const { choice, target } = ten();
    const { curve } = gainOf(choice, null, target, 1);
    expect(curve[0]!.value).toBe(0);
    expect(curve.at(-1)!.value).toBe(1);
    // Four of ten taken hold three of the four good ones; half of them, half of that.
    expect(curve[gainShares.indexOf(0.4)]!.value).toBeCloseTo(0.75, 12);
    expect(curve[gainShares.indexOf(0.2)]!.value).toBeCloseTo(0.375, 12);
    expect(curve[gainShares.indexOf(0.7)]!.value).toBeCloseTo(0.875, 12);
    for (const { low, value, high } of curve) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });

  test("an account without order is chance: the straight line", () => {
    const { target } = ten();
    const { curve } = gainOf({ score: new Float64Array(10), taken: new Uint8Array(10) }, null, target, 1);
    gainShares.forEach((share, i) => {
      expect(curve[i]!.value).toBeCloseTo(share, 12);
    });
  });

  test("that a choice found every good one of eight is not known for certain of others", () => {
    const many = 80;
    const values = Float64Array.from({ length: many }, (_, row) => (row < 8 ? 1 : 0));
    const rows = Int32Array.from(values.keys());
    const shared = { weights: null, followed: null, numbers: null, unknown: 0 };
    const eight: Target = { outcome: "x", measure: "rate", better: "higher", rows, values, ...shared };
    const { curve } = gainOf({ score: values, taken: new Uint8Array(many) }, null, eight, 1);
    const [half, most] = [curve[gainShares.indexOf(0.5)]!, curve[gainShares.indexOf(0.95)]!];
    // One good of the forty left is likely enough: every draw held all eight.
    expect([half.value, half.high]).toEqual([1, 1]);
    expect(half.low).toBeGreaterThan(0.6);
    expect(half.low).toBeLessThan(0.9);
    expect(most.low).toBeGreaterThan(half.low);
    expect(curve.at(-1)).toEqual({ value: 1, low: 1, high: 1 });
    const pairs = Int32Array.from(rows, (row) => row >> 1);
    const grouped = gainOf({ score: values, taken: new Uint8Array(many) }, null, eight, 1, pairs).curve;
    expect(grouped[gainShares.indexOf(0.5)]!.low).toBeLessThan(half.low);
  });

  test("beside itself a choice gains nothing", () => {
    const { choice, target } = ten();
    const { beside } = gainOf(choice, choice, target, 1);
    expect(beside!.precision).toBeCloseTo(0.75, 12);
    expect(beside!.difference).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe("the holdout", () => {
  test("is the later accounts where they are dated, a seeded draw where not, nothing where there are few", () => {
    const { prepared, target } = groundOf(600);
    const dated = holdoutOf(prepared.frame, target, 1)!;
    expect(dated.by).toBe("time");
    const days = prepared.frame.startDays!;
    const last = Math.max(...Array.from(dated.training.rows, (account) => days[account]!));
    const first = Math.min(...Array.from(dated.held.rows, (account) => days[account]!));
    expect(last).toBeLessThan(first);
    expect(dated.from).toBe("2025-02-24");
    const plain = groundOf(600, { dated: false });
    const drawn = holdoutOf(plain.prepared.frame, plain.target, 1)!;
    expect(drawn).toMatchObject({ by: "account", from: null });
    expect(drawn.held.rows).toEqual(holdoutOf(plain.prepared.frame, plain.target, 1)!.held.rows);
    expect(drawn.held.rows).not.toEqual(holdoutOf(plain.prepared.frame, plain.target, 2)!.held.rows);
    const few = groundOf(150);
    expect(holdoutOf(few.prepared.frame, few.target, 1)).toBeNull();
  });

  test("leaves out later accounts of a parent whose others came before, and says how many", () => {
    const { prepared, target } = groundOf(1_200);
    const frame = (parentOf: (account: number) => string | null) => {
      const cells = Array.from({ length: 1_200 }, (_, account) => parentOf(account));
      const { columns } = frameOf({ columns: [{ name: "Parent company", cells }] });
      return { ...prepared.frame, columns: [...prepared.frame.columns, ...columns] };
    };
    // Pairs half of all accounts apart: of each of 300 parents one began before the cut, at 720, and one after.
    const spread = frame((account) => (account % 2 === 0 ? `parent ${account % 600}` : null));
    const { by, training, held, kin, isHeld } = holdoutOf(spread, target, 1)!;
    expect([by, training.rows.length, held.rows.length, kin]).toEqual(["time", 720, 240, 240]);
    expect(held.rows.every((account) => account % 2 === 1)).toBe(true);
    expect([isHeld(1_001), isHeld(1_000)]).toEqual([true, false]);
    expect(divide(spread, target, 1)).toMatchObject({ held: 240, kin: 240 });
    const near = frame((account) => `parent ${Math.floor(account / 3)}`);
    expect(holdoutOf(near, target, 1)!.kin).toBe(0);
    // Where hardly anybody would be left, parents are drawn whole instead.
    const all = holdoutOf(
      frame((account) => `parent ${account % 400}`),
      target,
      1,
    )!;
    expect([all.by, all.kin]).toEqual(["account", 0]);
    const parents = (of: Target) => new Set(of.rows.map((account) => account % 400));
    const trained = parents(all.training);
    expect([...parents(all.held)].some((parent) => trained.has(parent))).toBe(false);
  });

  test("keeps its name with more accounts, so that looks at it are never forgotten", () => {
    for (const dated of [true, false]) {
      const [before, after] = [groundOf(600, { dated }), groundOf(610, { dated })];
      const [first, second] = [before, after].map(
        ({ prepared, target }) => divide(prepared.frame, target, 1)!,
      );
      expect(second!.key).toBe(first!.key);
      expect(second!.training + second!.held).toBe(610);
    }
  });

  test("drawn by chance holds the same accounts when others become known or unknown", () => {
    const { prepared, target } = groundOf(600, { dated: false });
    const fewer = partOfTarget(
      target,
      Int32Array.from(target.rows.keys()).filter((row) => row % 7 !== 0),
    );
    const held = new Set(holdoutOf(prepared.frame, target, 1)!.held.rows);
    const { held: still, training } = holdoutOf(prepared.frame, fewer, 1)!;
    expect(still.rows.every((account) => held.has(account))).toBe(true);
    expect(training.rows.some((account) => held.has(account))).toBe(false);
    expect(held.size).toBeGreaterThan(200);
    expect(held.size).toBeLessThan(280);
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
});
