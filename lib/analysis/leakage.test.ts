import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf, type PlainColumn } from "#lib/analysis/support/frame-of.ts";
import { createRandom } from "#lib/stats/random.ts";

const n = 400;
const random = createRandom(8);
const watched = Array.from({ length: n }, () => Math.ceil(48 * random()));
const life = Array.from({ length: n }, () => Math.ceil(-30 * Math.log(1 - random())));
const left = life.map((months, i) => (months <= watched[i]! ? 1 : 0));
const months = life.map((time, i) => Math.min(time, watched[i]!));

function leaks(column: PlainColumn): string[] {
  const frame = frameOf({ columns: [column], retention: { months, left } });
  const [attribute] = analyse(frame, null, defaultOptions).outcomes[0]!.attributes;
  expect(attribute!.leaking).toBe(attribute!.warnings.some((warning) => warning.kind === "leakage"));
  return attribute!.warnings.flatMap((warning) => (warning.kind === "leakage" ? [warning.reason] : []));
}

test("a field filled only when a customer leaves", () => {
  const cells = left.map((gone, i) => (gone === 1 ? `reason ${i % 3}` : null));
  expect(leaks({ name: "Cancellation reason", cells })).toContain("certain level");
});

test("a field left empty only for those who leave", () => {
  const cells = left.map((gone, i) => (gone === 1 && i % 2 === 0 ? null : i % 5 < 3 ? "yes" : "no"));
  expect(leaks({ name: "Renewal contact", cells })).toEqual(["certain level"]);
});

test("a reason that only those who left have, in too many words for any level to tell", () => {
  const cells = left.map((gone, i) => (gone === 1 && i % 2 === 0 ? `reason ${i % 17}` : null));
  const counts = Map.groupBy(cells, (cell) => cell);
  expect([...counts].every(([cell, rows]) => cell === null || rows.length < 20)).toBe(true);
  expect(leaks({ name: "Why", cells })).toContain("certain level");
});

test("what tells who left is left out for good customers too, of whom staying is a part", () => {
  const asked = left.map((gone, i) => (gone === 1 && i % 3 > 0 ? "yes" : "no"));
  const frame = frameOf({ columns: [{ name: "Exit asked", cells: asked }], retention: { months, left } });
  const year = (outcome: string): Definition => ({
    outcomes: [{ outcome, poor: 6, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  });
  const of = (trusted: string[]) => {
    const { outcomes } = analyse(frame, year("retention"), { ...defaultOptions, trusted });
    const [good, retention] = outcomes.map(({ attributes }) => attributes[0]!);
    expect(retention!.warnings).toEqual([{ kind: "leakage", reason: "certain level" }]);
    return good!;
  };
  // Some left after their first good year, so that the value is not certain there.
  expect(of([])).toMatchObject({ leaking: true, warnings: [{ kind: "leakage", reason: "tells who left" }] });
  expect(of(["Exit asked"]).leaking).toBe(false);
});

test("a number that tells the outcome almost perfectly", () => {
  const cells = left.map((gone) => (gone === 1 ? 10 : 40) + 12 * random());
  expect(leaks({ name: "Health score", cells })).toContain("separates");
});

test("a number that grows with the time followed", () => {
  const cells = months.map((month) => Math.round(month * (50 + 30 * random())));
  expect(leaks({ name: "Paid so far", cells })).toContain("dated after");
});

test("a strong trait known beforehand is none of these", () => {
  const cells = left.map((gone) => (random() < (gone === 1 ? 0.85 : 0.25) ? "one-off" : "recurring"));
  expect(leaks({ name: "Revenue model", cells })).toEqual([]);
  const numbers = left.map((gone) => 100 + 30 * (random() + random() + random()) - 8 * gone);
  expect(leaks({ name: "Size", cells: numbers })).toEqual([]);
});
