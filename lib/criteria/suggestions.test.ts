import { expect, test } from "vitest";
import type { Attribute } from "#lib/accounts/attribute.ts";
import { dayOf } from "#lib/criteria/days.ts";
import { suggestionsOf } from "#lib/criteria/suggestions.ts";

const attribute = (type: Attribute["type"]): Attribute => ({
  name: "A",
  dimension: "firmographic",
  knownAt: "prospect",
  type,
});

test("levels come commonest first, ties by name, those of nobody not at all", () => {
  const codes = Int32Array.of(2, 2, 0, 1, -1);
  expect(
    suggestionsOf({
      kind: "category",
      attribute: attribute("text"),
      dictionary: ["b", "a", "c", "gone"],
      codes,
    }),
  ).toEqual({
    kind: "levels",
    levels: [
      { value: "c", count: 2 },
      { value: "a", count: 1 },
      { value: "b", count: 1 },
    ],
    more: 0,
  });
});

test("of very many levels sixty are offered and the rest counted", () => {
  const dictionary = Array.from({ length: 100 }, (_, i) => `v${i}`);
  const suggestions = suggestionsOf({
    kind: "category",
    attribute: attribute("text"),
    dictionary,
    codes: Int32Array.from(dictionary.keys()),
  });
  expect(suggestions).toMatchObject({ kind: "levels", more: 40 });
});

test("numbers say their quartiles, dates their first and last day, nothing known nothing", () => {
  const number = (type: "number" | "date", ...values: number[]) =>
    suggestionsOf({ kind: "number", attribute: attribute(type), values: Float64Array.from(values) });
  expect(number("number", 5, 1, Number.NaN, 3, 2, 4)).toEqual({
    kind: "numbers",
    quartiles: [1, 2, 3, 4, 5],
  });
  expect(number("date", dayOf("2026-03-01")!, dayOf("2025-01-31")!)).toEqual({
    kind: "dates",
    first: "2025-01-31",
    last: "2026-03-01",
  });
  expect(number("number", Number.NaN)).toEqual({ kind: "none" });
});

test("ranges stand by their size, whatever their counts", () => {
  const cells = ["10,001+", "51-200", "51-200", "1-10", "11-50", "11-50", "11-50"];
  const dictionary = [...new Set(cells)];
  const attribute = { name: "Size", dimension: "firmographic", knownAt: "prospect", type: "range" } as const;
  const codes = Int32Array.from(cells, (cell) => dictionary.indexOf(cell));
  expect(suggestionsOf({ kind: "category", attribute, dictionary, codes })).toEqual({
    kind: "levels",
    levels: [
      { value: "1-10", count: 1 },
      { value: "11-50", count: 3 },
      { value: "51-200", count: 2 },
      { value: "10,001+", count: 1 },
    ],
    more: 0,
  });
});
