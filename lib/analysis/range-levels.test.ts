import fc from "fast-check";
import { expect, test } from "vitest";
import { type LevelledAttribute, levelsOfFrame } from "#lib/analysis/levels.ts";
import { searchColumns } from "#lib/analysis/search/columns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { evaluateCondition } from "#lib/criteria/evaluate.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";
import { sayCondition } from "#lib/criteria/say.ts";

type Cell = string | null;
const repeat = (value: Cell, times: number): Cell[] => Array.from({ length: times }, () => value);
const frame = (cells: readonly Cell[]) => frameOf({ columns: [{ name: "Employees", type: "range", cells }] });
const levelled = (cells: readonly Cell[]): LevelledAttribute => levelsOfFrame(frame(cells))[0]!;
const labels = (one: LevelledAttribute) => one.levels.map(({ label, n }) => [label, n]);

const usual = [
  ...repeat("10,001+", 2),
  ...repeat("51-200", 9),
  ...repeat("51–200", 1),
  ...repeat("11-50", 5),
  ...repeat("Nov-50", 6),
  ...repeat("201-500", 1),
  ...repeat("120", 2),
  ...repeat(null, 3),
];

test("levels stand by size under the file's own strings, every spelling and number with its range", () => {
  const one = levelled(usual);
  expect(labels(one)).toEqual([
    ["11-50", 11],
    ["51-200", 12],
    ["201-500", 1],
    ["10,001+", 2],
    ["not recorded", 3],
  ]);
  expect(one.levels[1]!.when).toEqual([{ attribute: "Employees", operator: "equals", value: "51-200" }]);
  expect(one.spans).toEqual([
    { from: 11, to: 51 },
    { from: 51, to: 201 },
    { from: 201, to: 501 },
    { from: 10_001, to: null },
  ]);
});

test("the search puts neighbours together, and says them as one range", () => {
  const all = frame(usual);
  const [column] = searchColumns(all, levelsOfFrame(all));
  expect(column?.ordered).toBe(4);
  const said = column!.selectors.map(({ from, to }) => sayCondition(column!.say(from, to)));
  expect(said).toEqual([
    "Employees are 11-50",
    "Employees are 11 to 200",
    "Employees are 11 to 500",
    "Employees are 51-200",
    "Employees are 51 to 500",
    "Employees are 51 or more",
    "Employees are 201-500",
    "Employees are 201 or more",
    "Employees are “10,001+”",
    "Employees are unknown",
  ]);
});

test("amounts whose ends meet are cut where they meet", () => {
  const one = levelled([...repeat("$1M - $10M", 5), ...repeat("< $1M", 5), ...repeat("$10M-$50M", 5)]);
  expect(labels(one)).toEqual([
    ["< $1M", 5],
    ["$1M - $10M", 5],
    ["$10M-$50M", 5],
  ]);
  expect(one.spans).toEqual([
    { from: null, to: 1e6 },
    { from: 1e6, to: 1e7 },
    { from: 1e7, to: 5e7 },
  ]);
});

test("numbers that lie in no range are one level a gap; ranges that overlap are no chain", () => {
  const mixed = levelled([...repeat("1-10", 4), "17", "30", "25", ...repeat("51-200", 4), "5"]);
  expect(labels(mixed)).toEqual([
    ["1-10", 5],
    ["17 to 30", 3],
    ["51-200", 4],
  ]);
  const twoTools = levelled([...repeat("1-10", 4), ...repeat("2-10", 2), ...repeat("5-50", 4)]);
  expect(labels(twoTools)).toEqual([
    ["1-10", 6],
    ["5-50", 4],
  ]);
  expect(twoTools.spans).toBeUndefined();
});

const band = fc.constantFrom("1-10", "11-50", "51–200", "51-200", "201-500", "501 - 1,000", "1,001+");
const cell = fc.oneof(band, fc.integer({ min: 1, max: 3000 }).map(String), fc.constant(null));

test("what a level says holds for its accounts and for no other, and so do runs of neighbours", () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 60 }), (cells) => {
      const all = frame(cells);
      const [one] = levelsOfFrame(all);
      const holds = (when: readonly Condition[]) =>
        Array.from(
          evaluateFrame({ when: [...when] }, all, "2026-11-20"),
          (truth) => truth === truthCodes.yes,
        );
      const codes = [...one!.codes!];
      one!.levels.forEach((level, at) => {
        expect(holds(level.when)).toEqual(codes.map((code) => code === at));
      });
      for (const column of searchColumns(all, [one!])) {
        for (const { from, to } of column.selectors) {
          const inside = [...column.codes].map((code) => code >= from && code < to);
          expect(holds([column.say(from, to)])).toEqual(inside);
        }
      }
    }),
    { seed: 4, numRuns: 300 },
  );
});

test("a lead of 120 people is judged by the same rules", () => {
  const judge = (condition: Condition, value: number | string) =>
    evaluateCondition(condition, new Map([["Employees", value]]), "2026-11-20");
  const attribute = "Employees";
  const named: Condition = { attribute, operator: "one of", value: ["51-200", "201-500"] };
  const between: Condition = { attribute, operator: "between", value: { from: 51, to: 501 } };
  for (const rule of [named, between]) {
    expect([120, 30, "51–200", "201 - 500", "11-50", "120"].map((value) => judge(rule, value))).toEqual([
      ...["yes", "no", "yes", "yes", "no", "yes"],
    ]);
    expect(judge(rule, "1-100")).toBe("unknown");
  }
  expect(judge({ attribute, operator: "at least", value: 200 }, "201-500")).toBe("yes");
  expect(judge({ attribute, operator: "at most", value: 200 }, "51-200")).toBe("yes");
  expect(judge({ attribute, operator: "at most", value: 200 }, "200")).toBe("yes");
  expect(judge({ attribute, operator: "at least", value: 100 }, "51-200")).toBe("unknown");
  expect(judge({ attribute, operator: "none of", value: ["1-10"] }, 5)).toBe("no");
});
