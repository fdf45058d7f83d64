import { expect, test } from "vitest";
import type { ValueType } from "#lib/accounts/attribute.ts";
import { formOf, newForm, readForm } from "#lib/criteria/condition-form.ts";
import type { Condition } from "#lib/criteria/criterion.ts";

const attribute = "A";

test.each<[Condition, ValueType]>([
  [{ attribute, operator: "equals", value: "Yes" }, "yes-no"],
  [{ attribute, operator: "equals", value: -2.5 }, "number"],
  [{ attribute, operator: "one of", value: ["a", "b"] }, "text"],
  [{ attribute, operator: "contains none", value: ["a"] }, "list"],
  [{ attribute, operator: "between", value: { from: 200, to: null } }, "number"],
  [{ attribute, operator: "between", value: { from: "2025-01-01", to: "2026-01-01" } }, "date"],
  [{ attribute, operator: "at least", value: 0 }, "number"],
  [{ attribute, operator: "at most", value: "2025-01-01" }, "date"],
  [{ attribute, operator: "happened within", value: 90 }, "date"],
  [{ attribute, operator: "is known" }, "text"],
])("%j comes back out of its fields", (condition, type) => {
  expect(readForm(formOf(condition), type)).toEqual({ ok: true, condition });
});

test("grouped digits are one number", () => {
  const form = { ...newForm(attribute, "number"), from: "1,000", to: "1,234,567" };
  expect(readForm(form, "number")).toMatchObject({ condition: { value: { from: 1000, to: 1234567 } } });
});

test.each([
  [{ ...newForm("", "text") }, "text", "Choose an attribute."],
  [newForm(attribute, "text"), "text", "Choose at least one value."],
  [newForm(attribute, "number"), "number", "Give at least one end of the range."],
  [{ ...newForm(attribute, "number"), from: "many" }, "number", "Give a number."],
  [{ ...newForm(attribute, "number"), from: "1,5" }, "number", "Give a number."],
  [{ ...newForm(attribute, "number"), from: "5", to: "5" }, "number", "The range must begin before it ends."],
  [newForm(attribute, "date"), "date", "Say how many days."],
  [{ ...newForm(attribute, "date"), value: "0" }, "date", "This value cannot be read."],
  [newForm(attribute, "yes-no"), "yes-no", "Give a value."],
] as const)("%j says what is missing", (form, type, problem) => {
  expect(readForm(form, type)).toEqual({ ok: false, problem });
});

test("a range is asked for by its ends as numbers, or by its names", () => {
  const form = newForm("Size", "range");
  expect(form.operator).toBe("one of");
  expect(readForm({ ...form, members: ["51-200"] }, "range")).toMatchObject({ ok: true });
  const between = { ...form, operator: "between" as const };
  expect(readForm({ ...between, from: "51", to: "1,001" }, "range")).toEqual({
    ok: true,
    condition: { attribute: "Size", operator: "between", value: { from: 51, to: 1001 } },
  });
  expect(readForm({ ...between, from: "51-200" }, "range")).toMatchObject({ ok: false });
  const named = readForm({ ...form, operator: "equals", value: "51-200" }, "range");
  expect(named).toMatchObject({ condition: { operator: "equals", value: "51-200" } });
});
