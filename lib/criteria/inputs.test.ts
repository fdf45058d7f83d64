import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition, Criterion } from "#lib/criteria/criterion.ts";
import { evaluateValue } from "#lib/criteria/evaluate.ts";
import { type Answer, inputsOf, isReadable, other, valuesOf } from "#lib/criteria/inputs.ts";
import { judge } from "#lib/criteria/verdict.ts";

const today = "2026-11-22";
const rule = (...when: Condition[]) => ({ when });
const inputOf = (...when: Condition[]) => inputsOf([rule(...when)])[0];
const answered = (attribute: string, answer: Answer) => new Map([[attribute, answer]]);

test("one input an attribute, in the order the rules name them", () => {
  const inputs = inputsOf([
    rule({ attribute: "Industry", operator: "one of", value: ["Software", "Fintech"] }),
    rule(
      { attribute: "Employees", operator: "at least", value: 200 },
      { attribute: "Industry", operator: "none of", value: ["Retail"] },
    ),
  ]);
  expect(inputs).toEqual([
    { kind: "choice", attribute: "Industry", choices: ["Software", "Fintech", "Retail"], yesNo: false },
    { kind: "number", attribute: "Employees" },
  ]);
});

test("each operator asks for what it compares", () => {
  const attribute = "A";
  expect(inputOf({ attribute, operator: "between", value: { from: 200, to: 1000 } })?.kind).toBe("number");
  expect(inputOf({ attribute, operator: "between", value: { from: null, to: "2025-01-01" } })?.kind).toBe(
    "date",
  );
  expect(inputOf({ attribute, operator: "equals", value: 3 })?.kind).toBe("number");
  expect(inputOf({ attribute, operator: "happened within", value: 90 })?.kind).toBe("date");
  expect(inputOf({ attribute, operator: "is known" })?.kind).toBe("known");
  expect(inputOf({ attribute, operator: "contains none", value: ["SAP"] })).toEqual({
    kind: "list",
    attribute,
    choices: ["SAP"],
  });
});

test("a yes-no offers both sides in the spelling of the file", () => {
  const choices = (value: string) => {
    const input = inputOf({ attribute: "A", operator: "equals", value });
    return input?.kind === "choice" ? input.choices : null;
  };
  expect(choices("Yes")).toEqual(["Yes", "No"]);
  expect(choices("no")).toEqual(["yes", "no"]);
  expect(choices("TRUE")).toEqual(["TRUE", "FALSE"]);
  expect(choices("Y")).toEqual(["Y", "N"]);
});

test("something else is none of the values named", () => {
  const condition: Condition = { attribute: "Industry", operator: "one of", value: ["Software"] };
  const values = valuesOf(inputsOf([rule(condition)]), answered("Industry", other));
  expect(evaluateValue(condition, values.get("Industry") ?? null, today)).toBe("no");
});

test("what is not answered is unknown, and a number that cannot be read is not half read", () => {
  const condition: Condition = { attribute: "Employees", operator: "at least", value: 200 };
  const inputs = inputsOf([rule(condition)]);
  const said = (answer: Answer) =>
    evaluateValue(condition, valuesOf(inputs, answered("Employees", answer)).get("Employees") ?? null, today);
  expect(said(null)).toBe("unknown");
  expect(said("")).toBe("unknown");
  expect(said("150-250")).toBe("unknown");
  expect(said("1,200")).toBe("yes");
  expect(said(" 150 ")).toBe("no");
});

test("a number that cannot be read is said to be none, silence is not", () => {
  const [input] = inputsOf([rule({ attribute: "Employees", operator: "at least", value: 200 })]);
  if (!input) throw new Error("no input");
  expect(["", "1,200", "12.5", null].every((answer) => isReadable(input, answer))).toBe(true);
  expect(["150-250", "many", "1,2"].some((answer) => isReadable(input, answer))).toBe(false);
});

test("a list with nothing chosen is known to hold none; an unanswered one is unknown", () => {
  const condition: Condition = { attribute: "Stack", operator: "contains any", value: ["AWS"] };
  const inputs = inputsOf([rule(condition)]);
  const said = (answer: Answer) =>
    evaluateValue(condition, valuesOf(inputs, answered("Stack", answer)).get("Stack") ?? null, today);
  expect(said([])).toBe("no");
  expect(said(["AWS"])).toBe("yes");
  expect(said(null)).toBe("unknown");
});

const criterion: fc.Arbitrary<Pick<Criterion, "id" | "kind" | "when" | "question">> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom("must-have" as const, "disqualifier" as const),
  question: fc.string(),
  when: fc.array(
    fc.oneof(
      fc.record({
        attribute: fc.constantFrom("A", "B", "__proto__"),
        operator: fc.constant("one of" as const),
        value: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        attribute: fc.constantFrom("A", "C"),
        operator: fc.constant("at least" as const),
        value: fc.integer(),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

test("with nothing answered no rule is ever broken", () => {
  fc.assert(
    fc.property(fc.array(criterion, { minLength: 1, maxLength: 5 }), (rules) => {
      const inputs = inputsOf(rules);
      expect(judge(rules, valuesOf(inputs, new Map()), today).verdict).toBe("undecided");
      expect(new Set(inputs.map((input) => input.attribute)).size).toBe(inputs.length);
    }),
  );
});
