import { expect, test } from "vitest";
import type { Quadrant, QuadrantLevel, Region, Side } from "#lib/analysis/quadrant/quadrant.ts";
import {
  explainQuadrant,
  sayExamined,
  sayNeeded,
  sayQuadrant,
  sayWarnings,
} from "#lib/analysis/quadrant/say.ts";

const side = (value: number, needed: number | null): Side => ({
  n: 40,
  rate: { value, low: value - 0.1, high: value + 0.1 },
  rest: 0.5,
  adjustedP: needed === null ? 0.001 : 0.4,
  verdict: needed === null ? "supported" : "insufficient",
  needed,
  leans: value > 0.5 ? "up" : "down",
  warnings: [],
  misleads: false,
});
const level = (name: string, region: Region | null, needed: number | null): QuadrantLevel => ({
  id: `Kind=${name}`,
  attribute: "Kind",
  level: name,
  win: side(0.7, needed),
  keep: side(0.2, needed),
  region,
  regretted: [],
});
const quadrant = (levels: readonly QuadrantLevel[]): Quadrant => ({
  outcome: "retention",
  column: null,
  prospects: 900,
  customers: 400,
  base: { win: { value: 0.5, low: 0.4, high: 0.6 }, keep: { value: 0.5, low: 0.4, high: 0.6 } },
  levels,
  tooFew: 2,
  examined: 24,
  small: false,
});

test("what to beware of is said first, with both sides beside the rest", () => {
  const told = quadrant([
    level("Bank", "aim", null),
    level("Clinic", "beware", null),
    level("Depot", "beware", null),
  ]);
  expect(sayQuadrant(told)).toBe(
    "Kind is Clinic: easy to win, not worth keeping. 70 % of such companies were won (of the rest 50 %), and 20 % of such customers are still customers (of the rest 50 %). 1 more trait is like that.",
  );
  expect(sayNeeded(told)).toBeNull();
  expect(sayExamined(told)).toContain(
    "3 traits looked at on both sides (24 questions), 3 told from the rest on both.",
  );
  expect(sayExamined(told)).toContain("2 traits with fewer than ten companies on one side are left out.");
});

test("where nothing has a place it is said, with what the nearest would take", () => {
  const untold = quadrant([level("Bank", null, 20_000), level("Clinic", null, 1_873)]);
  expect(sayQuadrant(untold)).toMatch(/^No trait is told from the rest on both sides/);
  expect(sayNeeded(untold)).toBe(
    "The nearest, Kind: Clinic, would take about 1,900 companies with a closed deal and 1,900 customers with a known outcome, were its differences as they look now; there are 900 and 400.",
  );
  expect(sayNeeded(quadrant([]))).toBeNull();
});

test("whoever seems kept only for being young is named, and has no place", () => {
  const bank = level("Bank", null, null);
  const young = { ...bank, keep: { ...bank.keep, misleads: true } };
  expect(sayExamined(quadrant([young]))).toContain(
    "customers followed for as long do the opposite of what the share says: Kind: Bank.",
  );
  expect(sayExamined(quadrant([bank]))).not.toContain("opposite");
});

test("a warning says which side it is about", () => {
  const bank = level("Bank", "aim", null);
  const warned = {
    ...bank,
    keep: { ...bank.keep, warnings: [{ kind: "often missing", share: 0.4 } as const] },
  };
  expect(sayWarnings(warned)).toEqual(["Keeping: Not recorded for 40 % of the accounts."]);
  expect(sayWarnings(bank)).toEqual([]);
});

test("how it is computed names the column that says who was won", () => {
  expect(JSON.stringify(explainQuadrant({ ...quadrant([]), column: "Deal result" }))).toContain(
    "as Deal result says",
  );
  expect(JSON.stringify(explainQuadrant(quadrant([])))).not.toContain("as null");
});
