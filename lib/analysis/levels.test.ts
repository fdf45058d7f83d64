import fc from "fast-check";
import { expect, test } from "vitest";
import type { Frame } from "#lib/accounts/frame.ts";
import { type LevelledAttribute, levelsOfFrame } from "#lib/analysis/levels.ts";
import { frameOf, type PlainColumn } from "#lib/analysis/support/frame-of.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";

const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);
const levelled = (column: PlainColumn): LevelledAttribute =>
  levelsOfFrame(frameOf({ columns: [column] }))[0]!;
const labels = (one: LevelledAttribute) => one.levels.map((level) => [level.label, level.n]);

test("values by frequency, the rarest together, missing last and its own", () => {
  const cells = [...repeat("b", 40), ...repeat("a", 40), ...repeat("c", 15), "x", "y", ...repeat(null, 3)];
  const one = levelled({ name: "Plan", cells });
  expect(labels(one)).toEqual([
    ["a", 40],
    ["b", 40],
    ["c", 15],
    ["2 other values", 2],
    ["not recorded", 3],
  ]);
  expect(one.known).toBe(97);
  expect(one.levels.map((level) => level.when[0])).toEqual([
    { attribute: "Plan", operator: "equals", value: "a" },
    { attribute: "Plan", operator: "equals", value: "b" },
    { attribute: "Plan", operator: "equals", value: "c" },
    { attribute: "Plan", operator: "none of", value: ["a", "b", "c"] },
    { attribute: "Plan", operator: "is unknown" },
  ]);
});

test("a single rare value keeps its name; a column of names has no levels but being recorded", () => {
  expect(labels(levelled({ name: "Plan", cells: [...repeat("a", 50), "b"] }))).toEqual([
    ["a", 50],
    ["b", 1],
  ]);
  const names = levelled({ name: "Company", cells: Array.from({ length: 60 }, (_, i) => `company ${i}`) });
  expect(labels(names)).toEqual([["recorded", 60]]);
});

test("“Unknown” and “none” stay values; near-duplicate spellings are told", () => {
  const cells = ["Unknown", "none", "E-commerce", "ecommerce", "Healthcare", "Helthcare"].flatMap((value) =>
    repeat(value, 10),
  );
  const one = levelled({ name: "Industry", cells });
  expect(one.levels.map((level) => level.label)).toContain("Unknown");
  expect(one.spellings).toEqual([
    ["E-commerce", "ecommerce"],
    ["Healthcare", "Helthcare"],
  ]);
});

test("few numbers are values, many are bands, dates are quarters or years", () => {
  expect(labels(levelled({ name: "Seats", cells: [1, 2, 2, 1, null] }))).toEqual([
    ["1", 2],
    ["2", 2],
    ["not recorded", 1],
  ]);
  const size = levelled({ name: "Employees", cells: Array.from({ length: 200 }, (_, i) => 5 + i * 12) });
  expect(size.levels.map((level) => level.label)).toEqual([
    "under 10",
    "10 to 49",
    "50 to 199",
    "200 to 499",
    "500 to 999",
    "1,000 and more",
  ]);
  const since = levelled({ name: "Since", type: "date", cells: [20000, 20100, 20200] });
  expect(since.levels.map((level) => level.label)).toEqual(["2024 Q4", "2025 Q1", "2025 Q2"]);
  expect(since.levels[0]!.when[0]).toEqual({
    attribute: "Since",
    operator: "between",
    value: { from: "2024-10-01", to: "2025-01-01" },
  });
});

test("members of a list each stand for themselves, and an account counts once however often it names one", () => {
  const cells = [...repeat(["AWS", "Okta", "AWS"], 5), ...repeat(["Okta"], 5), ...repeat(null, 4), []];
  const one = levelled({ name: "Stack", type: "list", cells });
  expect(labels(one)).toEqual([
    ["Okta", 10],
    ["AWS", 5],
    ["not recorded", 4],
  ]);
  expect(one.codes).toBeNull();
});

test("ids tell headings and levels apart whatever signs they hold", () => {
  const columns = [
    { name: "a", cells: repeat("b=c", 5) },
    { name: "a=b", cells: repeat("c", 5) },
    { name: "a!", cells: repeat(null, 5), type: "text" as const },
    { name: "__proto__", cells: repeat("constructor", 5) },
  ];
  const ids = levelsOfFrame(frameOf({ columns })).flatMap((one) => one.levels.map((level) => level.id));
  expect(ids).toEqual(["a=b=c", "a\\=b=c", "a\\!!", "__proto__=constructor"]);
});

const column = fc.oneof(
  fc.array(fc.option(fc.constantFrom("a", "b", "B", "c", "d"), { nil: null }), {
    minLength: 30,
    maxLength: 30,
  }),
  fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }), {
    minLength: 30,
    maxLength: 30,
  }),
  fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), { minLength: 30, maxLength: 30 }),
);

test("every account is at exactly the level whose condition it meets", () => {
  fc.assert(
    fc.property(column, (cells) => {
      const type = cells.some((cell) => typeof cell === "number") ? ("number" as const) : ("text" as const);
      const frame: Frame = frameOf({ columns: [{ name: "x", cells, type }] });
      const [one] = levelsOfFrame(frame);
      const met = one!.levels.map((level) => evaluateFrame({ when: [...level.when] }, frame, "2026-01-01"));
      one!.codes!.forEach((code, account) => {
        const holding = [...met.keys()].filter((level) => met[level]![account] === truthCodes.yes);
        expect(holding).toEqual([code]);
      });
    }),
  );
});
