import { expect, test } from "vitest";
import { levelsOfFrame } from "#lib/analysis/levels.ts";
import { expectedSentence } from "#lib/analysis/sentence.ts";
import { expectedOf } from "#lib/analysis/shrunken.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { groupRows, numericTargets, retentionTarget } from "#lib/analysis/target.ts";
import { createRandom } from "#lib/stats/random.ts";

/** Levels of which each has so many accounts, and a rate or a mean of its own. */
function table(levels: readonly (readonly [name: string, n: number, level: number])[], seed: number) {
  const random = createRandom(seed);
  const rows = levels.flatMap(([name, n, level]) =>
    Array.from({ length: n }, () => ({
      name,
      left: random() < level ? 0 : 1,
      value: 100 * level + 40 * random(),
    })),
  );
  const frame = frameOf({
    columns: [{ name: "Sector", cells: rows.map(({ name }) => name) }],
    retention: { months: rows.map(() => Number.NaN), left: rows.map(({ left }) => left) },
    outcomes: [
      { outcome: { name: "Value", kind: "value", better: "higher" }, values: rows.map(({ value }) => value) },
    ],
  });
  const [levelled] = levelsOfFrame(frame);
  const of = (measure: "rate" | "mean") => {
    const target = measure === "rate" ? retentionTarget(frame)! : numericTargets(frame)[0]!;
    const grouping = groupRows(levelled!, target);
    const at = (name: string) =>
      [...grouping.levels].findIndex((level) => levelled!.levels[level]!.label === name);
    const plain = (name: string) => {
      const own = grouping.members[at(name)]!;
      return own.reduce((sum, row) => sum + target.values[row]!, 0) / own.length;
    };
    return { expected: (name: string) => expectedOf(target, grouping, at(name)), plain };
  };
  return of;
}

test.each(["rate", "mean"] as const)(
  "a small extreme level is expected nearer the others, a large one stays (%s)",
  (measure) => {
    const { expected, plain } = table(
      [
        ["tiny", 6, 0.95],
        ["large", 900, 0.7],
        ["middle", 300, 0.5],
        ["fourth", 250, 0.55],
      ],
      4,
    )(measure);
    const moved = (name: string) => Math.abs(expected(name)! - plain(name)) / plain(name);
    expect(moved("tiny")).toBeGreaterThan(3 * moved("large"));
    expect(expected("tiny")!).toBeLessThan(plain("tiny"));
  },
);

test("the best of many levels no longer looks better than it is", () => {
  let [tooGood, naive] = [0, 0];
  const rounds = 120;
  for (let seed = 1; seed <= rounds; seed++) {
    const random = createRandom(seed * 31);
    const levels = Array.from({ length: 8 }, (_, i) => [`l${i}`, 30, 0.35 + 0.3 * random()] as const);
    const { expected, plain } = table(levels, seed)("rate");
    const best = levels.reduce((a, b) => (plain(b[0]) > plain(a[0]) ? b : a));
    const found = expected(best[0])!;
    tooGood += (found - best[2]) / rounds;
    naive += (plain(best[0]) - best[2]) / rounds;
  }
  expect(naive).toBeGreaterThan(0.04);
  expect(Math.abs(tooGood)).toBeLessThan(naive / 2);
});

test("three accounts that happen to be alike are not taken for known", () => {
  const random = createRandom(3);
  const cells = ["a", "b", "c", "d"].flatMap((name) => Array.from({ length: 60 }, () => name));
  const values = cells.map(() => 500 + 200 * (random() - 0.5));
  const frame = frameOf({
    columns: [{ name: "Sector", cells: [...cells, "few", "few", "few"] }],
    outcomes: [
      {
        outcome: { name: "Value", kind: "value", better: "higher" },
        values: [...values, 590, 591, 592],
      },
    ],
  });
  const [levelled] = levelsOfFrame(frame);
  const target = numericTargets(frame)[0]!;
  const grouping = groupRows(levelled!, target);
  const at = grouping.members.findIndex((rows) => rows.length === 3);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(expectedOf(target, grouping, at)!).toBeLessThan(540);
});

test("of levels whose accounts are of few groups less is expected to stay", () => {
  const { target, grouping, clusters } = grouped();
  const best = grouping.members
    .map((_, i) => ({ i, plain: expectedOf(target, grouping, i)! }))
    .reduce((a, b) => (b.plain > a.plain ? b : a));
  const allowing = expectedOf(target, grouping, best.i, clusters)!;
  const base = target.values.reduce((sum, value) => sum + value, 0) / target.values.length;
  expect(allowing - base).toBeLessThan((best.plain - base) / 2);
});

/** Six levels of five groups of twenty accounts that do alike, whatever their level. */
function grouped() {
  const random = createRandom(11);
  const groups = Array.from({ length: 30 }, (_, i) => ({ level: `l${i % 6}`, left: random() < 0.5 ? 1 : 0 }));
  const rows = groups.flatMap((group, i) => Array.from({ length: 20 }, () => ({ ...group, i })));
  const frame = frameOf({
    columns: [{ name: "Sector", cells: rows.map(({ level }) => level) }],
    retention: { months: rows.map(() => Number.NaN), left: rows.map(({ left }) => left) },
  });
  const [levelled] = levelsOfFrame(frame);
  const target = retentionTarget(frame)!;
  return { target, grouping: groupRows(levelled!, target), clusters: Int32Array.from(rows, ({ i }) => i) };
}

test("two levels do not tell how much levels differ; what was not found is not expected", () => {
  const two = table(
    [
      ["a", 50, 0.4],
      ["b", 60, 0.6],
    ],
    2,
  );
  expect(two("rate").expected("a")).toBeNull();
  expect(two("mean").expected("a")).toBeNull();
  const pattern = { attribute: "Sector", verdict: "supported" } as const;
  expect(expectedSentence(0.61, pattern, { measure: "rate" })).toBe(
    "Of further such accounts expect about 61.0 %: the values of Sector differ partly by chance.",
  );
  expect(expectedSentence(0.61, { ...pattern, verdict: "insufficient" }, { measure: "rate" })).toBeNull();
});
