import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value, ValueType } from "#lib/accounts/attribute.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { evaluateValue } from "#lib/criteria/evaluate.ts";
import { fits, operatorsFor } from "#lib/criteria/operators.ts";

const examples: Record<ValueType, Value> = {
  text: "SaaS",
  "yes-no": "Yes",
  number: 7,
  range: "51-200",
  date: "2026-11-01",
  list: ["AWS"],
};

const attribute = "A";
const bound = fc.constantFrom<(number | string)[]>(1, 9, "2026-01-01", "2027-01-01");
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .constantFrom<(string | number)[]>("SaaS", "7", 7)
    .map((value): Condition => ({ attribute, operator: "equals", value })),
  ...(["one of", "none of", "contains any", "contains all", "contains none"] as const).map((operator) =>
    fc
      .array(fc.constantFrom("SaaS", "7", "AWS"), { minLength: 1, maxLength: 2 })
      .map((value): Condition => ({ attribute, operator, value })),
  ),
  ...(["at least", "at most"] as const).map((operator) =>
    bound.map((value): Condition => ({ attribute, operator, value })),
  ),
  fc
    .tuple(fc.option(bound), fc.option(bound))
    .map(([from, to]): Condition => ({ attribute, operator: "between", value: { from, to } })),
  fc.constant<Condition>({ attribute, operator: "happened within", value: 30 }),
  fc.constantFrom<Condition[]>({ attribute, operator: "is known" }, { attribute, operator: "is unknown" }),
);

test("a condition that fits a type gives a certain answer on its values, and only then", () => {
  fc.assert(
    fc.property(conditions, fc.constantFrom(...(Object.keys(examples) as ValueType[])), (condition, type) => {
      const open =
        condition.operator === "between" && condition.value.from === null && condition.value.to === null;
      // "one of 7 or SaaS" is yes for the number 7 by luck; a range open at both ends asks nothing.
      fc.pre(!open && !(type === "number" && Array.isArray((condition as { value?: unknown }).value)));
      expect(fits(condition, type)).toBe(
        evaluateValue(condition, examples[type], "2026-11-20") !== "unknown",
      );
    }),
    { numRuns: 1000 },
  );
});

test("every type offers the two operators that ask only whether something is known", () => {
  for (const operators of Object.values(operatorsFor)) {
    expect(operators).toContain("is known");
    expect(operators).toContain("is unknown");
  }
});
