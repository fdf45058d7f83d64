import { expect, test } from "vitest";
import type { Rule } from "#lib/analysis/search/rule.ts";
import { ruleSentence } from "#lib/analysis/search/rule-sentence.ts";

const at = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const rule: Rule = {
  when: [{ attribute: "Ledger", operator: "equals", value: "Custom-built" }],
  parts: [],
  direction: "poor",
  n: 72,
  good: 21,
  observed: at(0.292),
  rest: { ...at(0.775), n: 276 },
  honest: at(0.382),
  p: 0.001,
  worth: 72,
  q: 0.01,
  adjustedP: 0.007,
  paymentP: 0.001,
  holdout: null,
  stability: null,
  verdict: "supported",
  warnings: [],
  needed: null,
};
const good = { outcome: "good customer", measure: "rate", better: "higher" } as const;

test("what was counted and what to expect after a search are not one figure", () => {
  expect(ruleSentence(rule, good)).toBe(
    "Of 72 accounts, 29.2 % are good customers, against 77.5 % of the rest. Allowing for the search, expect 38.2 % (95 % interval 28.2 to 48.2 %).",
  );
});

test("accounts a rule was not found on speak for themselves", () => {
  const holdout = { ...at(0.3), n: 30, p: 0.001 };
  expect(ruleSentence({ ...rule, holdout, honest: holdout }, good)).toBe(
    "Of 30 accounts it was not found on, 30.0 % are good customers (95 % interval 20.0 to 40.0 %), against 77.5 % of the rest. It holds for 72 accounts in all.",
  );
});
