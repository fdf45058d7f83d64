import type { Value, Values } from "#lib/accounts/attribute.ts";
import { isInRange, isPoint, liesWithin, type NumberRange, readRange } from "#lib/accounts/range.ts";
import type { Condition, Criterion, Truth } from "#lib/criteria/criterion.ts";
import { dayOf } from "#lib/criteria/days.ts";

/**
 * Conjunction by Kleene's strong logic: one no is no, else one unknown is unknown, else yes. The empty
 * conjunction is yes.
 */
export function allOf(truths: Iterable<Truth>): Truth {
  let result: Truth = "yes";
  for (const truth of truths) {
    if (truth === "no") return "no";
    if (truth === "unknown") result = "unknown";
  }
  return result;
}

/** Whether a criterion holds for an account. `today` is an ISO date and settles "happened within". */
export function evaluate(criterion: Pick<Criterion, "when">, values: Values, today: string): Truth {
  return allOf(criterion.when.map((condition) => evaluateCondition(condition, values, today)));
}

/** One condition against the values of one account. */
export function evaluateCondition(condition: Condition, values: Values, today: string): Truth {
  return evaluateValue(condition, values.get(condition.attribute) ?? null, today);
}

/** What decides "missing" everywhere: null, an empty cell and a number that is none. An empty list is known. */
export function isMissing(value: Value): boolean {
  return value === null || value === "" || (typeof value === "number" && !Number.isFinite(value));
}

/**
 * One condition against one value. A value of a kind that the operator cannot compare (text where a number
 * is asked for) is unknown, never no.
 */
export function evaluateValue(condition: Condition, value: Value, today: string): Truth {
  if (condition.operator === "is known") return truth(!isMissing(value));
  if (condition.operator === "is unknown") return truth(isMissing(value));
  if (isMissing(value)) return "unknown";
  switch (condition.operator) {
    case "equals":
      return sameAs(condition.value, value);
    case "one of":
      return anySame(condition.value, value);
    case "none of":
      return not(anySame(condition.value, value));
    case "between":
      return inRange(condition.value, value);
    case "at least":
      return compare(value, condition.value, (order) => order >= 0, { from: condition.value, to: null });
    case "at most":
      return compare(value, condition.value, (order) => order <= 0, { from: null, to: condition.value });
    case "contains any":
      return members(value, (has) => condition.value.some(has));
    case "contains all":
      return members(value, (has) => condition.value.every(has));
    case "contains none":
      return members(value, (has) => !condition.value.some(has));
    case "happened within":
      return happenedWithin(condition.value, value, today);
  }
}

const truth = (holds: boolean): Truth => (holds ? "yes" : "no");

function not(value: Truth): Truth {
  if (value === "unknown") return "unknown";
  return value === "yes" ? "no" : "yes";
}

/**
 * Numbers compare with numbers; a wanted "200" is the number 200 when the attribute is numeric. A wanted "51-200" is any spelling
 * of that range, and whatever lies in it.
 */
function sameAs(wanted: string | number, value: Value): Truth {
  if (typeof value === "string") {
    if (typeof wanted !== "string") return "unknown";
    return wanted === value ? "yes" : inNamed(wanted, () => readRange(value), "no");
  }
  if (typeof value !== "number") return "unknown";
  const number = typeof wanted === "number" ? wanted : numberIn(wanted);
  if (number !== null) return truth(number === value);
  return inNamed(String(wanted), () => ({ from: value, to: value }), "unknown");
}

/** Whether a value lies in the range that a text names; `otherwise` where the text or the value is none. */
function inNamed(wanted: string, read: () => NumberRange | null, otherwise: Truth): Truth {
  const range = readRange(wanted);
  if (range === null || isPoint(range)) return otherwise;
  const value = read();
  return value === null ? otherwise : whether(isInRange(value, range));
}

const whether = (holds: boolean | null): Truth => (holds === null ? "unknown" : truth(holds));

function numberIn(text: string): number | null {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

function anySame(wanted: readonly string[], value: Value): Truth {
  const truths = wanted.map((one) => sameAs(one, value));
  if (truths.includes("yes")) return "yes";
  return truths.includes("unknown") ? "unknown" : "no";
}

type Bound = string | number;

/** Sign of value − bound; null where the two cannot be compared. */
function orderOf(value: Value, bound: Bound): number | null {
  if (typeof value === "number" && typeof bound === "number") return value - bound;
  if (typeof value !== "string" || typeof bound !== "string") return null;
  const [left, right] = [dayOf(value), dayOf(bound)];
  return left === null || right === null ? null : left - right;
}

/** `ends` are what the bound asks for, for a value that is a range. */
function compare(value: Value, bound: Bound, holds: (order: number) => boolean, ends: Ends): Truth {
  const order = orderOf(plain(value, bound), bound);
  return order === null ? compareRange(value, ends) : truth(holds(order));
}

/** A number among the ranges of a column is that number. */
function plain(value: Value, bound: Bound): Value {
  if (typeof value !== "string" || typeof bound !== "number") return value;
  const range = readRange(value);
  return range !== null && isPoint(range) ? range.from : value;
}

type Ends = { readonly from: Bound | null; readonly to: Bound | null };

/** A range as a file tells it ("51-200") against numbers; unknown where only a part of it lies between them. */
function compareRange(value: Value, { from, to }: Ends): Truth {
  if (typeof value !== "string" || typeof from === "string" || typeof to === "string") return "unknown";
  const range = readRange(value);
  return range === null ? "unknown" : whether(liesWithin(range, from, to));
}

function inRange(range: { from: Bound | null; to: Bound | null }, value: Value): Truth {
  const told = plain(value, range.from ?? range.to ?? "");
  if (typeof told === "string" && [range.from, range.to].some((end) => typeof end === "number"))
    return compareRange(told, range);
  const from = range.from === null ? "yes" : compare(told, range.from, (order) => order >= 0, range);
  const to = range.to === null ? "yes" : compare(told, range.to, (order) => order < 0, range);
  // A number between 5 and a date is nonsense, also where the number is below 5: unknown, not no.
  if (from === "unknown" || to === "unknown") return "unknown";
  return allOf([from, to]);
}

function members(value: Value, holds: (has: (member: string) => boolean) => boolean): Truth {
  if (!Array.isArray(value)) return "unknown";
  const present = new Set<string>(value);
  return truth(holds((member) => present.has(member)));
}

function happenedWithin(days: number, value: Value, today: string): Truth {
  if (typeof value !== "string") return "unknown";
  const [then, now] = [dayOf(value), dayOf(today)];
  if (then === null || now === null) return "unknown";
  return truth(then <= now && now - then <= days);
}
