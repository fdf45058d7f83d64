import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value, ValueType } from "#lib/accounts/attribute.ts";
import type { Column, Frame } from "#lib/accounts/frame.ts";
import type { Condition, CriterionKind } from "#lib/criteria/criterion.ts";
import { dayOf } from "#lib/criteria/days.ts";
import { evaluate } from "#lib/criteria/evaluate.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";
import { valuesAt } from "#lib/criteria/frame-values.ts";
import { judge, judgeFrame, type Rule, verdictCodes } from "#lib/criteria/verdict.ts";

const today = "2026-11-20";
const levels = ["a", "b", "200", "2026-11-01", "__proto__"];
const bands = ["1-10", "11-50", "51-200", "120", "1,000+"];
const member = fc.constantFrom(...levels, ...bands);
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(10, 11, 51, 120, 201));
const date = fc.constantFrom("2026-11-01", "2026-11-20", "2025-01-01", "2027-01-01");
const types: readonly ValueType[] = ["text", "number", "range", "date", "yes-no", "list"];

/** Headings are the types' names; "absent" is in no frame. */
const heading = fc.constantFrom<string[]>(...types, "absent");
const members = fc.array(member, { minLength: 1, maxLength: 3 });
const range = fc.oneof(
  fc.record({ from: fc.option(number), to: fc.option(number) }),
  fc.record({ from: fc.option(date), to: fc.option(date) }),
);
const condition: fc.Arbitrary<Condition> = heading.chain((attribute) =>
  fc.oneof(
    fc.record({
      attribute: fc.constant(attribute),
      operator: fc.constant("equals" as const),
      value: fc.oneof(member, number),
    }),
    ...(["one of", "none of", "contains any", "contains all", "contains none"] as const).map((operator) =>
      members.map((value): Condition => ({ attribute, operator, value })),
    ),
    range.map((value): Condition => ({ attribute, operator: "between", value })),
    ...(["at least", "at most"] as const).map((operator) =>
      fc.oneof(number, date).map((value): Condition => ({ attribute, operator, value })),
    ),
    fc
      .integer({ min: 1, max: 400 })
      .map((value): Condition => ({ attribute, operator: "happened within", value })),
    fc.constantFrom<Condition[]>({ attribute, operator: "is known" }, { attribute, operator: "is unknown" }),
  ),
);

const valueOfType: Record<ValueType, fc.Arbitrary<Value>> = {
  text: fc.option(member),
  number: fc.option(number),
  range: fc.option(fc.constantFrom(...bands)),
  date: fc.option(date),
  "yes-no": fc.option(fc.constantFrom("Yes", "No")),
  list: fc.option(fc.uniqueArray(member)),
};
const row = fc.record(valueOfType);
type Row = Record<ValueType, Value>;

function columnOf(type: ValueType, rows: readonly Row[]): Column {
  const attribute = { name: type, dimension: "firmographic", knownAt: "prospect", type } as const;
  const values = rows.map((one) => one[type]);
  if (type === "number" || type === "date") {
    const numbers = values.map((value) =>
      value === null ? Number.NaN : typeof value === "string" ? dayOf(value)! : (value as number),
    );
    return { kind: "number", attribute, values: Float64Array.from(numbers) };
  }
  if (type === "list") {
    const lists = values.map((value) => (value ?? []) as readonly string[]);
    const offsets = [0];
    for (const list of lists) offsets.push(offsets.at(-1)! + list.length);
    return {
      kind: "list",
      attribute,
      dictionary: [...levels, ...bands],
      offsets: Int32Array.from(offsets),
      codes: Int32Array.from(lists.flat(), (one) => [...levels, ...bands].indexOf(one)),
      missing: Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
    };
  }
  const dictionary = [...levels, "Yes", "No", ...bands];
  return {
    kind: "category",
    attribute,
    dictionary,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value as string))),
  };
}

const frameOf = (rows: readonly Row[]): Frame => ({
  accountIds: rows.map((_, i) => String(i)),
  columns: types.map((type) => columnOf(type, rows)),
  retention: null,
  outcomes: [],
  startDays: null,
});

const mapOf = (one: Row) => new Map<string, Value>(types.map((type) => [type, one[type]]));

test("a criterion says the same of a frame as of its rows", () => {
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc.array(row, { maxLength: 12 }),
      (when, rows) => {
        const expected = rows.map((one) => truthCodes[evaluate({ when }, mapOf(one), today)]);
        expect([...evaluateFrame({ when }, frameOf(rows), today)]).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test("the values of an account are read back out of a frame", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const frame = frameOf(rows);
      expect(rows.map((_, i) => valuesAt(frame, i))).toEqual(rows.map(mapOf));
    }),
  );
});

const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom<CriterionKind[]>("must-have", "signal", "disqualifier"),
  when: fc.array(condition, { minLength: 1, maxLength: 3 }),
  question: fc.constant(""),
  archived: fc.boolean(),
});

test("the verdicts of a frame are the verdicts of its rows", () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), fc.array(row, { maxLength: 10 }), (rules, rows) => {
      const expected = rows.map((one) => verdictCodes[judge(rules, mapOf(one), today).verdict]);
      expect([...judgeFrame(rules, frameOf(rows), today)]).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
