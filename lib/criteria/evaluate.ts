import type { Value, Values } from "#lib/accounts/attribute.ts";
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
      return compare(value, condition.value, (order) => order >= 0);
    case "at most":
      return compare(value, condition.value, (order) => order <= 0);
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

/** Numbers compare with numbers; a wanted "200" is the number 200 when the attribute is numeric. */
function sameAs(wanted: string | number, value: Value): Truth {
  if (typeof value === "string") return typeof wanted === "string" ? truth(wanted === value) : "unknown";
  if (typeof value !== "number") return "unknown";
  const number = typeof wanted === "number" ? wanted : numberIn(wanted);
  return number === null ? "unknown" : truth(number === value);
}

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

function compare(value: Value, bound: Bound, holds: (order: number) => boolean): Truth {
  const order = orderOf(value, bound);
  return order === null ? "unknown" : truth(holds(order));
}

function inRange(range: { from: Bound | null; to: Bound | null }, value: Value): Truth {
  const from = range.from === null ? "yes" : compare(value, range.from, (order) => order >= 0);
  const to = range.to === null ? "yes" : compare(value, range.to, (order) => order < 0);
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
