import { expect, test } from "vitest";
import type { Definition } from "#lib/accounts/definition.ts";
import { analyse, defaultOptions } from "#lib/analysis/patterns.ts";
import { frameOf } from "#lib/analysis/support/frame-of.ts";
import { sayLeftOut, whyLeftOut } from "./say-left-out";

test("what is left out is named, many by the first of them", () => {
  expect(sayLeftOut(["Contract"])).toBe("Contract is left out");
  expect(sayLeftOut(["Contract", "Total"])).toBe("Contract and Total are left out");
  expect(sayLeftOut(["A", "B", "C", "D"])).toBe("A, B, C and D are left out");
  expect(sayLeftOut(["A", "B", "C", "D", "E"])).toBe("A, B, C and 2 more are left out");
});

test("why: the value at which all did the same, in figures, by outcome", () => {
  const n = 300;
  // Nobody who signed for two years leaves within one: a contract that decides the outcome.
  const cells = Array.from({ length: n }, (_, i) => (i % 3 === 0 ? "Two year" : "Monthly"));
  const left = cells.map((cell, i) => (cell === "Monthly" && i % 2 === 0 ? 1 : 0));
  const months = left.map((gone) => (gone === 1 ? 6 : 30));
  const frame = frameOf({ columns: [{ name: "Contract", cells }], retention: { months, left } });
  const year: Definition = {
    outcomes: [{ outcome: "retention", poor: 6, good: 12, weight: 1 }],
    cut: 0.5,
    cohort: { from: null, to: null },
    horizonMonths: 12,
  };
  const { outcomes } = analyse(frame, year, defaultOptions);
  const said = outcomes.map((findings) => [findings.outcome, whyLeftOut(findings.attributes[0]!, findings)]);
  const why = "as happens where it records the outcome itself, or what decides it.";
  expect(said).toEqual([
    ["good customer", [`All 100 accounts where it is Two year are good, ${why}`]],
    ["retention", [`All 100 accounts where it is Two year are still customers, ${why}`]],
  ]);
});

test("why: what is written down only of those who left", () => {
  const left = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const cells = left.map((gone, i) => (gone === 1 ? `reason ${i % 17}` : null));
  const months = left.map(() => 10);
  const frame = frameOf({ columns: [{ name: "Why", cells }], retention: { months, left } });
  const [findings] = analyse(frame, null, defaultOptions).outcomes;
  expect(whyLeftOut(findings!.attributes[0]!, findings!)).toEqual([
    "Alone it tells the outcome almost perfectly, as what is written down afterwards does, or what is part of the outcome.",
    "All 100 accounts where it is recorded left, as happens where it records the outcome itself, or what decides it.",
  ]);
});
