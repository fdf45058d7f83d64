import { expect, test } from "vitest";
import { nearDuplicates } from "#lib/analysis/spelling.ts";

test("case, accents, spaces and punctuation do not make another value", () => {
  expect(nearDuplicates(["SaaS", "saas", "Sa-aS", "Zürich", "Zurich", "Retail"])).toEqual([
    ["SaaS", "saas", "Sa-aS"],
    ["Zürich", "Zurich"],
  ]);
});

test("signs between figures and after letters tell values apart, and so do short names", () => {
  expect(nearDuplicates(["C++", "C#", "C", "< 50", "> 50", "1-10", "110", "1.5", "15"])).toEqual([]);
  expect(nearDuplicates(["Team A lead", "Team B lead", "West EU region", "West US region"])).toEqual([]);
  expect(nearDuplicates(["Team lead north", "Team laed north", "Team led north"])).toEqual([
    ["Team lead north", "Team laed north", "Team led north"],
  ]);
  expect(nearDuplicates(["1-10", "1 - 10", "Pro Plus", "ProPlus"])).toEqual([
    ["1-10", "1 - 10"],
    ["Pro Plus", "ProPlus"],
  ]);
});

test("a slip of one letter in a long word, but never a digit, a first or a last letter", () => {
  expect(nearDuplicates(["Manufacturing", "Manufactring", "Logistics", "Logisitcs"])).toEqual([
    ["Manufacturing", "Manufactring"],
    ["Logistics", "Logisitcs"],
  ]);
  expect(nearDuplicates(["Germny", "Germany", "Retial", "Retail", "form", "from"])).toEqual([
    ["Germny", "Germany"],
    ["Retial", "Retail"],
  ]);
  expect(nearDuplicates(["Segment 1", "Segment 2", "Segment A", "Segment B", "Team", "Teams"])).toEqual([]);
  expect(nearDuplicates(["", "-", "!"])).toEqual([]);
});
