import { expect, test } from "vitest";
import { nearDuplicates } from "#lib/analysis/spelling.ts";

test("case, accents, spaces and punctuation do not make another value", () => {
  expect(nearDuplicates(["SaaS", "saas", "Sa-aS", "Zürich", "Zurich", "Retail"])).toEqual([
    ["SaaS", "saas", "Sa-aS"],
    ["Zürich", "Zurich"],
  ]);
});

test("a slip of one letter in a long word, but never a digit, a first or a last letter", () => {
  expect(nearDuplicates(["Manufacturing", "Manufactring", "Logistics", "Logisitcs"])).toEqual([
    ["Manufacturing", "Manufactring"],
  ]);
  expect(nearDuplicates(["Germny", "Germany", "Retial", "Retail"])).toEqual([["Germny", "Germany"]]);
  expect(nearDuplicates(["Segment 1", "Segment 2", "Segment A", "Segment B", "Team", "Teams"])).toEqual([]);
  expect(nearDuplicates(["", "-", "!"])).toEqual([]);
});
