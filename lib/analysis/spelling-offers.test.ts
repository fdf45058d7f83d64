import { expect, test } from "vitest";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import { spellingOffers } from "#lib/analysis/spelling-offers.ts";

function text(name: string, cells: readonly string[], type: "text" | "yes-no" = "text"): Column {
  const dictionary = [...new Set(cells)];
  return {
    kind: "category",
    attribute: { name, dimension: "firmographic", knownAt: "prospect", type },
    dictionary,
    codes: Int32Array.from(cells, (cell) => dictionary.indexOf(cell)),
  };
}
const frameOf = (...columns: Column[]): Frame => ({
  accountIds: ["1", "2", "3", "4", "5", "6"],
  columns,
  retention: null,
  outcomes: [],
  startDays: null,
});

test("the rarer spelling is offered for the more frequent one, with both counts", () => {
  const frame = frameOf(
    text("Industry", ["Healthcare", "Helthcare", "Healthcare", "healthcare", "Retail", "Healthcare"]),
    text("Plan", ["Pro Plus", "ProPlus", "ProPlus", "Basic", "Plan 1", "Plan 2"]),
    text("Active", ["Yes", "yes", "YES", "No", "no", "No"], "yes-no"),
  );
  expect(spellingOffers(frame, [])).toEqual([
    { attribute: "Industry", from: "Helthcare", fromCount: 1, to: "Healthcare", toCount: 3 },
    { attribute: "Industry", from: "healthcare", fromCount: 1, to: "Healthcare", toCount: 3 },
    { attribute: "Plan", from: "Pro Plus", fromCount: 1, to: "ProPlus", toCount: 2 },
  ]);
});

test("what a person has told apart is not offered again, in either order", () => {
  const frame = frameOf(text("Plan", ["Pro Plus", "ProPlus", "ProPlus", "Basic", "A", "B"]));
  expect(spellingOffers(frame, [{ attribute: "Plan", from: "ProPlus", to: "Pro Plus" }])).toEqual([]);
  expect(spellingOffers(frame, [{ attribute: "Tier", from: "ProPlus", to: "Pro Plus" }])).toHaveLength(1);
});

test("words for one thing are offered as well, once with the spellings they are met in", () => {
  const frame = frameOf(
    text("Country", ["USA", "United States", "USA", "US", "usa", "France"]),
    text("Industry", ["SaaS", "SaaS", "saas", "Software as a Service", "Retail", "Retail"]),
  );
  const offers = spellingOffers(frame, [{ attribute: "Country", from: "US", to: "USA" }]);
  expect(offers.map(({ attribute, from, to }) => [attribute, from, to])).toEqual([
    ["Industry", "Software as a Service", "SaaS"],
    ["Country", "United States", "USA"],
    ["Industry", "saas", "SaaS"],
    ["Country", "usa", "USA"],
  ]);
});
