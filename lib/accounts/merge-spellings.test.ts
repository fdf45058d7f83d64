import { expect, test } from "vitest";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import { applyMerges } from "#lib/accounts/merge-spellings.ts";

const attribute = (name: string, type: "text" | "list" | "number") =>
  ({ name, dimension: "firmographic", knownAt: "prospect", type }) as const;
const industry: Column = {
  kind: "category",
  attribute: attribute("Industry", "text"),
  dictionary: ["Healthcare", "Helthcare", "health care", "Retail"],
  codes: Int32Array.of(0, 1, 2, 3, -1),
};
const tools: Column = {
  kind: "list",
  attribute: attribute("Tools", "list"),
  dictionary: ["AWS", "Okta", "aws"],
  offsets: Int32Array.of(0, 3, 3, 4, 4, 4),
  codes: Int32Array.of(0, 1, 2, 2),
  missing: Uint8Array.of(0, 0, 0, 1, 1),
};
const seats: Column = {
  kind: "number",
  attribute: attribute("Seats", "number"),
  values: Float64Array.of(1, 2, 3, 4, 5),
};
const frame: Frame = {
  accountIds: ["a", "b", "c", "d", "e"],
  columns: [industry, tools, seats],
  retention: null,
  outcomes: [],
  startDays: null,
};

function texts(of: Frame, name: string): (string | readonly string[] | null)[] {
  const column = of.columns.find((one) => one.attribute.name === name);
  if (column?.kind === "category") return [...column.codes].map((code) => column.dictionary[code] ?? null);
  if (column?.kind !== "list") return [];
  return of.accountIds.map((_, i) =>
    [...column.codes.slice(column.offsets[i], column.offsets[i + 1])].map(
      (code) => column.dictionary[code] ?? "",
    ),
  );
}

test("spellings called the same are read as one value, through any number of merges", () => {
  const merged = applyMerges(frame, [
    { attribute: "Industry", from: "health care", to: "Helthcare" },
    { attribute: "Industry", from: "Helthcare", to: "Healthcare" },
  ]);
  expect(texts(merged, "Industry")).toEqual(["Healthcare", "Healthcare", "Healthcare", "Retail", null]);
  expect(texts(frame, "Industry")[1]).toBe("Helthcare");
});

test("a spelling that no cell has can be chosen", () => {
  const merged = applyMerges(frame, [{ attribute: "Industry", from: "Retail", to: "Retail trade" }]);
  expect(texts(merged, "Industry")[3]).toBe("Retail trade");
});

test("a list that held both spellings holds the value once", () => {
  const merged = applyMerges(frame, [{ attribute: "Tools", from: "aws", to: "AWS" }]);
  expect(texts(merged, "Tools")).toEqual([["AWS", "Okta"], [], ["AWS"], [], []]);
});

test("what is not there, and a circle, change nothing", () => {
  expect(applyMerges(frame, [])).toBe(frame);
  expect(applyMerges(frame, [{ attribute: "Industry", from: "Banking", to: "Retail" }])).toBe(frame);
  expect(applyMerges(frame, [{ attribute: "Seats", from: "1", to: "2" }])).toBe(frame);
  const circle = applyMerges(frame, [
    { attribute: "Tools", from: "aws", to: "AWS" },
    { attribute: "Tools", from: "AWS", to: "aws" },
  ]);
  expect(new Set(texts(circle, "Tools").flat())).toEqual(new Set(["AWS", "aws", "Okta"]));
});
