import type { Value, Values } from "#lib/accounts/attribute.ts";
import type { Condition, Criterion } from "#lib/criteria/criterion.ts";

/**
 * What somebody must say about a company so that rules can be judged: one input an attribute. `choices` are
 * the values that the rules name; a company may have another one (`other`) or none of a list.
 */
export type Input =
  | { readonly kind: "number" | "date"; readonly attribute: string }
  | {
      readonly kind: "choice";
      readonly attribute: string;
      readonly choices: readonly string[];
      readonly yesNo: boolean;
    }
  | { readonly kind: "list"; readonly attribute: string; readonly choices: readonly string[] }
  | { readonly kind: "known"; readonly attribute: string };

/** As typed or chosen: "" where it is not known; for a list the members, null where it is not known. */
export type Answer = string | readonly string[] | null;

/** The choice for "something else": a character that no cell of a file holds keeps it from meeting a real value. */
export const other = "\u0000other";

const yesLike = /^(yes|no|y|n|true|false)$/i;

/**
 * The inputs that settle a set of rules, in the order the rules name their attributes. Where rules ask for
 * one attribute in several ways, a number or date input wins, because it answers all of them.
 */
export function inputsOf(rules: readonly Pick<Criterion, "when">[]): Input[] {
  const byAttribute = new Map<string, Condition[]>();
  for (const condition of rules.flatMap((rule) => rule.when)) {
    const conditions = byAttribute.get(condition.attribute) ?? [];
    conditions.push(condition);
    byAttribute.set(condition.attribute, conditions);
  }
  return [...byAttribute].map(([attribute, conditions]) => inputOf(attribute, conditions));
}

function inputOf(attribute: string, conditions: readonly Condition[]): Input {
  if (conditions.some(isDate)) return { kind: "date", attribute };
  if (conditions.some(isNumber)) return { kind: "number", attribute };
  const named = [...new Set(conditions.flatMap(namedValues))];
  if (conditions.some((condition) => condition.operator.startsWith("contains"))) {
    return { kind: "list", attribute, choices: named };
  }
  if (named.length === 0) return { kind: "known", attribute };
  const yesNo = named.every((value) => yesLike.test(value));
  return { kind: "choice", attribute, choices: yesNo ? bothOf(named) : named, yesNo };
}

/** Both sides of a yes-no in the file's own spelling, which is told by the side that the rules name. */
function bothOf(named: readonly string[]): string[] {
  const first = named[0] ?? "Yes";
  const pair =
    pairs.find((sides) => sides.some((side) => side.toLowerCase() === first.toLowerCase())) ?? pairs[0];
  return pair.map(
    (side) => named.find((value) => value.toLowerCase() === side.toLowerCase()) ?? likeCase(side, first),
  );
}

const pairs = [
  ["Yes", "No"],
  ["Y", "N"],
  ["True", "False"],
] as const;

function likeCase(word: string, model: string): string {
  if (model === model.toUpperCase()) return word.toUpperCase();
  return model === model.toLowerCase() ? word.toLowerCase() : word;
}

function isDate(condition: Condition): boolean {
  if (condition.operator === "happened within") return true;
  return bounds(condition).some((bound) => typeof bound === "string");
}

function isNumber(condition: Condition): boolean {
  if (condition.operator === "between") return true;
  if (condition.operator === "equals") return typeof condition.value === "number";
  return bounds(condition).length > 0;
}

function bounds(condition: Condition): readonly (string | number)[] {
  switch (condition.operator) {
    case "at least":
    case "at most":
      return [condition.value];
    case "between":
      return [condition.value.from, condition.value.to].filter((bound) => bound !== null);
    default:
      return [];
  }
}

function namedValues(condition: Condition): readonly string[] {
  switch (condition.operator) {
    case "equals":
      return [String(condition.value)];
    case "one of":
    case "none of":
    case "contains any":
    case "contains all":
    case "contains none":
      return condition.value;
    default:
      return [];
  }
}

/** Whether an answer can be read as what the input asks for; one not given can. */
export function isReadable(input: Input, answer: Answer): boolean {
  if (input.kind !== "number" || typeof answer !== "string") return true;
  return answer.trim() === "" || numberIn(answer) !== null;
}

/** The answers as values of a company; what was not answered, or cannot be read, is missing. */
export function valuesOf(inputs: readonly Input[], answers: ReadonlyMap<string, Answer>): Values {
  return new Map(
    inputs.map((input) => [input.attribute, readAnswer(input, answers.get(input.attribute) ?? null)]),
  );
}

function readAnswer(input: Input, answer: Answer): Value {
  if (input.kind === "list") return Array.isArray(answer) ? answer : null;
  if (typeof answer !== "string" || answer.trim() === "") return null;
  return input.kind === "number" ? numberIn(answer) : answer;
}

/** "1,200", "1200" and "1200.5"; null for anything else, so that "12-15" is asked again and not read as 12. */
function numberIn(text: string): number | null {
  const plain = text.trim().replaceAll(/(?<=\d)[,\s](?=\d{3}(?:\D|$))/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
