import type { ValueType } from "#lib/accounts/attribute.ts";
import { type Condition, conditionSchema } from "#lib/criteria/criterion.ts";
import { type Operator, operatorsFor } from "#lib/criteria/operators.ts";

/** A condition while it is being written: every value as the text that stands in its field. */
export interface ConditionForm {
  readonly attribute: string;
  readonly operator: Operator;
  readonly members: readonly string[];
  /** The one value of equals, at least, at most and happened within. */
  readonly value: string;
  readonly from: string;
  readonly to: string;
}

/** An empty condition on an attribute, with the operator usual for its type. */
export function newForm(attribute: string, type: ValueType): ConditionForm {
  return { attribute, operator: operatorsFor[type][0]!, members: [], value: "", from: "", to: "" };
}

/** A condition as its fields. */
export function formOf(condition: Condition): ConditionForm {
  const empty = {
    attribute: condition.attribute,
    operator: condition.operator,
    members: [],
    value: "",
    from: "",
    to: "",
  };
  if (!("value" in condition)) return empty;
  const { value } = condition;
  if (Array.isArray(value)) return { ...empty, members: value };
  if (typeof value === "object")
    return { ...empty, from: String(value.from ?? ""), to: String(value.to ?? "") };
  return { ...empty, value: String(value) };
}

export type ReadForm =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: string };

/** Reads the fields; where they are no condition yet, says what is missing. */
export function readForm(form: ConditionForm, type: ValueType): ReadForm {
  const missing = missingPart(form, type);
  if (missing !== null) return { ok: false, problem: missing };
  const { attribute, operator } = form;
  const read = conditionSchema.safeParse({ attribute, operator, value: valueOfForm(form, type) });
  return read.success
    ? { ok: true, condition: read.data }
    : { ok: false, problem: "This value cannot be read." };
}

const listOperators: readonly Operator[] = [
  "one of",
  "none of",
  "contains any",
  "contains all",
  "contains none",
];
/** Whether an operator takes numbers on this type: of a range its ends, or its name. */
const isNumeric = (type: ValueType, operator: Operator) =>
  type === "number" || (type === "range" && operator !== "equals");

function missingPart(form: ConditionForm, type: ValueType): string | null {
  if (form.attribute === "") return "Choose an attribute.";
  if (form.operator === "is known" || form.operator === "is unknown") return null;
  if (listOperators.includes(form.operator))
    return form.members.length === 0 ? "Choose at least one value." : null;
  if (form.operator === "between") return missingRange(form, type);
  if (form.value.trim() === "")
    return form.operator === "happened within" ? "Say how many days." : "Give a value.";
  const needsNumber = isNumeric(type, form.operator) || form.operator === "happened within";
  return needsNumber && numberIn(form.value) === null ? "Give a number." : null;
}

function missingRange({ from, to, operator }: ConditionForm, type: ValueType): string | null {
  if (from.trim() === "" && to.trim() === "") return "Give at least one end of the range.";
  const ends = [from, to].filter((end) => end.trim() !== "");
  if (isNumeric(type, operator) && ends.some((end) => numberIn(end) === null)) return "Give a number.";
  if (ends.length < 2) return null;
  const ascending = isNumeric(type, operator) ? numberIn(from)! < numberIn(to)! : from < to;
  return ascending ? null : "The range must begin before it ends.";
}

/** "1,000" is how people write it; a comma followed by three digits only groups. */
function numberIn(text: string): number | null {
  const bare = text.trim().replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, "");
  const number = bare === "" ? Number.NaN : Number(bare);
  return Number.isFinite(number) ? number : null;
}

function valueOfForm(form: ConditionForm, type: ValueType): unknown {
  if (listOperators.includes(form.operator)) return form.members;
  const scalar = (text: string) => (isNumeric(type, form.operator) ? numberIn(text) : text.trim() || null);
  if (form.operator === "between") return { from: scalar(form.from), to: scalar(form.to) };
  if (form.operator === "happened within") return numberIn(form.value);
  return scalar(form.value);
}
