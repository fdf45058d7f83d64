import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "#lib/accounts/attribute.ts";
import type { Condition, Truth } from "#lib/criteria/criterion.ts";
import { dayOf, isoOf } from "#lib/criteria/days.ts";
import { allOf, evaluate, evaluateValue } from "#lib/criteria/evaluate.ts";

const today = "2026-11-20";
const attribute = "A";
const on = (condition: Condition, value: Value) => evaluateValue(condition, value, today);
const truths = fc.constantFrom<Truth[]>("yes", "no", "unknown");

test("conjunction follows Kleene: identity, dominance, order and grouping do not matter", () => {
  expect(allOf([])).toBe("yes");
  fc.assert(
    fc.property(fc.array(truths), fc.array(truths), (left, right) => {
      const all = allOf([...left, ...right]);
      expect(allOf([...right, ...left])).toBe(all);
      expect(allOf([allOf(left), allOf(right)])).toBe(all);
      expect(allOf([...left, ...left])).toBe(allOf(left));
      expect(allOf([...left, "yes"])).toBe(allOf(left));
      expect(allOf([...left, "no"])).toBe("no");
      expect(all === "yes").toBe([...left, ...right].every((one) => one === "yes"));
    }),
  );
});

test("learning a value never turns one certain answer into the other", () => {
  fc.assert(
    fc.property(
      fc.array(truths, { minLength: 1 }),
      fc.constantFrom<Truth[]>("yes", "no"),
      (known, learnt) => {
        const before = allOf(known);
        const after = allOf(known.map((one) => (one === "unknown" ? learnt : one)));
        if (before !== "unknown") expect(after).toBe(before);
      },
    ),
  );
});

test("missing is unknown for every operator that asks for a value", () => {
  const conditions: Condition[] = [
    { attribute, operator: "equals", value: "x" },
    { attribute, operator: "one of", value: ["x"] },
    { attribute, operator: "none of", value: ["x"] },
    { attribute, operator: "between", value: { from: 1, to: 2 } },
    { attribute, operator: "at least", value: 1 },
    { attribute, operator: "at most", value: 1 },
    { attribute, operator: "contains any", value: ["x"] },
    { attribute, operator: "contains all", value: ["x"] },
    { attribute, operator: "contains none", value: ["x"] },
    { attribute, operator: "happened within", value: 30 },
  ];
  for (const condition of conditions) {
    for (const value of [null, "", Number.NaN])
      expect(on(condition, value), condition.operator).toBe("unknown");
    expect(evaluate({ when: [condition] }, new Map(), today)).toBe("unknown");
  }
  expect(on({ attribute, operator: "is known" }, null)).toBe("no");
  expect(on({ attribute, operator: "is unknown" }, null)).toBe("yes");
  expect(on({ attribute, operator: "is unknown" }, [])).toBe("no");
});

test.each<[Condition, Value, Truth]>([
  [{ attribute, operator: "equals", value: "SaaS" }, "SaaS", "yes"],
  [{ attribute, operator: "equals", value: "SaaS" }, "saas", "no"],
  [{ attribute, operator: "equals", value: 200 }, 200, "yes"],
  [{ attribute, operator: "equals", value: "200" }, 200, "yes"],
  [{ attribute, operator: "equals", value: "200.0" }, 200, "yes"],
  [{ attribute, operator: "equals", value: "many" }, 200, "unknown"],
  [{ attribute, operator: "equals", value: 200 }, "200", "unknown"],
  [{ attribute, operator: "one of", value: ["a", "b"] }, "b", "yes"],
  [{ attribute, operator: "one of", value: ["a", "2"] }, 2, "yes"],
  [{ attribute, operator: "one of", value: ["a", "2"] }, 3, "unknown"],
  [{ attribute, operator: "none of", value: ["a", "b"] }, "c", "yes"],
  [{ attribute, operator: "none of", value: ["a", "b"] }, "a", "no"],
  [{ attribute, operator: "between", value: { from: 200, to: 1000 } }, 200, "yes"],
  [{ attribute, operator: "between", value: { from: 200, to: 1000 } }, 1000, "no"],
  [{ attribute, operator: "between", value: { from: null, to: 1000 } }, -5, "yes"],
  [{ attribute, operator: "between", value: { from: 200, to: null } }, 1e9, "yes"],
  [{ attribute, operator: "between", value: { from: 200, to: null } }, "200", "yes"],
  [{ attribute, operator: "between", value: { from: 200, to: null } }, "SaaS", "unknown"],
  [{ attribute, operator: "between", value: { from: 5, to: "2026-01-01" } }, 3, "unknown"],
  [{ attribute, operator: "between", value: { from: "2026-01-01", to: "2026-02-01" } }, "2026-01-31", "yes"],
  [{ attribute, operator: "between", value: { from: "2026-01-01", to: "2026-02-01" } }, "2026-02-01", "no"],
  [{ attribute, operator: "at least", value: 10 }, 10, "yes"],
  [{ attribute, operator: "at least", value: 10 }, 9, "no"],
  [{ attribute, operator: "at most", value: 10 }, 10, "yes"],
  [{ attribute, operator: "at least", value: "2026-01-01" }, "2025-12-31", "no"],
  [{ attribute, operator: "at least", value: "2026-01-01" }, "soon", "unknown"],
  [{ attribute, operator: "contains any", value: ["AWS", "GCP"] }, ["GCP", "Okta"], "yes"],
  [{ attribute, operator: "contains any", value: ["AWS"] }, [], "no"],
  [{ attribute, operator: "contains any", value: ["AWS"] }, "AWS", "unknown"],
  [{ attribute, operator: "contains all", value: ["AWS", "GCP"] }, ["GCP", "AWS", "Okta"], "yes"],
  [{ attribute, operator: "contains all", value: ["AWS", "GCP"] }, ["GCP"], "no"],
  [{ attribute, operator: "contains none", value: ["AWS"] }, ["GCP"], "yes"],
  [{ attribute, operator: "contains none", value: ["AWS"] }, ["AWS"], "no"],
  [{ attribute, operator: "happened within", value: 30 }, "2026-10-21", "yes"],
  [{ attribute, operator: "happened within", value: 30 }, "2026-10-20", "no"],
  [{ attribute, operator: "happened within", value: 30 }, "2026-11-20", "yes"],
  [{ attribute, operator: "happened within", value: 30 }, "2026-11-21", "no"],
  [{ attribute, operator: "happened within", value: 30 }, 20_000, "unknown"],
])("%j on %j is %s", (condition, value, expected) => {
  expect(on(condition, value)).toBe(expected);
});

test("days and ISO dates are each other's inverse; dates outside the calendar are none", () => {
  fc.assert(
    fc.property(fc.integer({ min: -680_000, max: 2_900_000 }), (day) => {
      expect(dayOf(isoOf(day))).toBe(day);
    }),
  );
  expect(dayOf("2025-02-30")).toBeNull();
  expect(dayOf("2025-2-3")).toBeNull();
  expect(dayOf("0050-01-01")).toBeNull();
});
