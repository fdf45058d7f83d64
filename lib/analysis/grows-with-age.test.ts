import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { growingWithAge } from "#lib/analysis/grows-with-age.ts";
import { growingSentence } from "#lib/analysis/say-growing.ts";
import { frameOf, type PlainTable } from "#lib/analysis/support/frame-of.ts";
import { createRandom } from "#lib/stats/random.ts";

const definition: Definition = {
  outcomes: [
    { outcome: "retention", poor: 12, good: 12, weight: 1 },
    { outcome: "Paid to date", poor: 1, good: 2, weight: 1 },
    { outcome: "Margin", poor: 1, good: 2, weight: 1 },
    { outcome: "Not in the file", poor: 1, good: 2, weight: 1 },
  ],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
  measuredBy: "score",
};

function tableOf(months: readonly number[], paid: readonly number[], margin: readonly number[]): PlainTable {
  return {
    columns: [],
    retention: { months, left: months.map(() => 0) },
    outcomes: [
      { outcome: { name: "Paid to date", kind: "value", better: "higher" }, values: paid },
      { outcome: { name: "Margin", kind: "value", better: "higher" }, values: margin },
    ],
    startDays: months.map((month) => 20_000 - 30 * month),
  };
}

test("what grows with the time since an account began is named, what does not is not", () => {
  const random = createRandom(3);
  const months = Array.from({ length: 400 }, () => 1 + 47 * random());
  const paid = months.map((month) => month * (0.5 + random()));
  const margin = months.map(() => random());
  const table = tableOf(months, paid, margin);
  const [found, ...others] = growingWithAge(frameOf(table), definition);
  expect(others).toEqual([]);
  expect(found!.outcome).toBe("Paid to date");
  expect(found!.correlation).toBeGreaterThan(0.7);
  // Without starts the months of those still there tell the same.
  const undated = frameOf({ ...table, startDays: undefined });
  expect(growingWithAge({ ...undated, startDays: null }, definition)).toHaveLength(1);
  // A cohort that began at about the same time has nothing to beware of.
  const cohort = { from: "2023-11-01", to: "2023-12-31" };
  expect(growingWithAge(frameOf(table), { ...definition, cohort })).toEqual([]);
  expect(growingWithAge(frameOf(table), null)).toEqual([]);
  expect(growingWithAge(frameOf({ ...table, outcomes: [] }), definition)).toEqual([]);
});

test("the correlation is Spearman's, ties as mid-ranks", () => {
  // scipy.stats.spearmanr of these twelve pairs.
  const months = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const paid = [2, 1, 3, 3, 5, 4, 9, 6, 7, 12, 8, 12];
  const [found] = growingWithAge(
    frameOf(
      tableOf(
        months,
        paid,
        paid.map(() => 1),
      ),
    ),
    definition,
  );
  expect(found!.correlation).toBeCloseTo(0.9156428903475053, 12);
});

test("of noise hardly any table is warned of", () => {
  let warned = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed);
    const months = Array.from({ length: 120 }, () => 1 + 47 * random());
    const of = () => months.map(() => random());
    warned += growingWithAge(frameOf(tableOf(months, of(), of())), definition).length;
  }
  expect(warned).toBeLessThanOrEqual(2);
});

test("in words", () => {
  expect(growingSentence([])).toBe("");
  expect(growingSentence([{ outcome: "Seats", correlation: 0.456 }])).toMatch(
    /^“Seats” is higher the longer ago an account began \(rank correlation 0.46\)\./,
  );
  const two = [
    { outcome: "Seats", correlation: 0.5 },
    { outcome: "Usage", correlation: 0.4 },
  ];
  expect(growingSentence(two)).toMatch(/^“Seats” and “Usage” are higher .* 0.50, 0.40\)/);
});
