import type { ValueType } from "#lib/accounts/attribute.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { dayOf } from "#lib/criteria/days.ts";

export type Operator = Condition["operator"];

const always: readonly Operator[] = ["is known", "is unknown"];

/** The operators that can answer yes or no on an attribute of this type, the usual one first. */
export const operatorsFor: Record<ValueType, readonly Operator[]> = {
  text: ["one of", "none of", "equals", ...always],
  "yes-no": ["equals", ...always],
  number: ["between", "at least", "at most", "equals", ...always],
  range: ["one of", "none of", "between", "at least", "at most", ...always],
  date: ["happened within", "between", "at least", "at most", ...always],
  list: ["contains any", "contains all", "contains none", ...always],
};

/**
 * Whether a condition can ever be anything but unknown on values of this type: a rule "at least 200" on text
 * compares nothing.
 */
export function fits(condition: Condition, type: ValueType): boolean {
  switch (condition.operator) {
    case "is known":
    case "is unknown":
      return true;
    case "contains any":
    case "contains all":
    case "contains none":
      return type === "list";
    case "happened within":
      return type === "date";
    case "one of":
    case "none of":
      return condition.value.every((member) => comparable(member, type));
    case "equals":
      return comparable(condition.value, type);
    case "at least":
    case "at most":
      return ordered(condition.value, type);
    case "between":
      return [condition.value.from, condition.value.to].every(
        (bound) => bound === null || ordered(bound, type),
      );
  }
}

function comparable(value: string | number, type: ValueType): boolean {
  if (type === "list") return false;
  if (type === "number")
    return typeof value === "number" || (value.trim() !== "" && Number.isFinite(Number(value)));
  return typeof value === "string";
}

function ordered(bound: string | number, type: ValueType): boolean {
  if (typeof bound === "number") return type === "number" || type === "range";
  return type === "date" && dayOf(bound) !== null;
}
