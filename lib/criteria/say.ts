import type { Condition, Criterion } from "#lib/criteria/criterion.ts";
import { dayOf, isoOf } from "#lib/criteria/days.ts";
import type { VerdictKind } from "#lib/criteria/verdict.ts";
import type { Subject } from "#lib/criteria/words.ts";
import {
  inSentence,
  joinWords,
  sayDate,
  sayMember,
  sayNumber,
  startSentence,
  subjectOf,
} from "#lib/criteria/words.ts";

/**
 * A criterion as one sentence without a full stop: "Industry is SaaS or Fintech and employees are 200 to
 * under 1,000". Every value is printed, so that nobody approves what they cannot read.
 */
export function sayCriterion(criterion: Pick<Criterion, "when">): string {
  const parts = criterion.when.map((condition, i) => sayCondition(condition, i === 0 ? "start" : "inside"));
  return parts.length > 2 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join(" and ");
}

/** Where a condition stands: at the start of a sentence, inside one, or as a clause after "whether". */
type Place = "start" | "inside" | "clause";

/** One condition in words. */
export function sayCondition(condition: Condition, place: Place = "start"): string {
  const subject = subjectOf(condition.attribute);
  if (subject.statement && saysYes(condition)) {
    if (place === "start") return startSentence(subject.words);
    return `${place === "clause" ? "the account " : ""}${inSentence(subject.words)}`;
  }
  const plural = subject.plural && !subject.statement && !saysYesOrNo(condition);
  return `${noun(subject, place)} ${predicate(condition, plural)}`;
}

function noun(subject: Subject, place: Place): string {
  if (subject.statement) return `“${subject.words}”`;
  return place === "start" ? startSentence(subject.words) : inSentence(subject.words);
}

/** "Has a security owner is Yes" is said "Has a security owner". */
const saysYes = (condition: Condition) =>
  condition.operator === "equals" && /^(yes|y|true|1)$/i.test(String(condition.value));

/** "Multiple lines is No", not "are No": the answer belongs to the heading as a question. */
const saysYesOrNo = (condition: Condition) =>
  condition.operator === "equals" && /^(yes|no|y|n|true|false)$/i.test(String(condition.value));

function predicate(condition: Condition, plural: boolean): string {
  const be = plural ? "are" : "is";
  const include = plural ? "include" : "includes";
  switch (condition.operator) {
    case "equals":
      return `${be} ${sayScalar(condition.value, condition.attribute)}`;
    case "one of":
      return `${be} ${joinWords(condition.value.map(sayMember), "or")}`;
    case "none of":
      return `${be} ${noneOf(condition.value, "not")}`;
    case "between":
      return `${be} ${sayRange(condition.value, condition.attribute)}`;
    case "at least":
      return `${be} ${bound(condition.value, condition.attribute, "at least", "or later")}`;
    case "at most":
      return `${be} ${bound(condition.value, condition.attribute, "at most", "or earlier")}`;
    case "contains any":
      return `${include} ${joinWords(condition.value.map(sayMember), "or")}`;
    case "contains all":
      return `${include} ${joinWords(condition.value.map(sayMember), "and")}`;
    case "contains none":
      if (condition.value.length > 1) return `${include} ${noneOf(condition.value, "")}`;
      return `${plural ? "do" : "does"} not include ${sayMember(condition.value[0] ?? "")}`;
    case "happened within":
      return `${be} within the last ${condition.value === 1 ? "day" : `${sayNumber(condition.value)} days`}`;
    case "is known":
      return `${be} known`;
    case "is unknown":
      return `${be} unknown`;
  }
}

function sayScalar(value: string | number, heading: string): string {
  return typeof value === "number" ? sayNumber(value, heading) : sayMember(value);
}

function noneOf(values: readonly string[], single: string): string {
  const said = values.map(sayMember);
  if (said.length === 1) return `${single} ${said[0]}`.trim();
  if (said.length === 2) return `neither ${said[0]} nor ${said[1]}`;
  return `none of ${joinWords(said, "or")}`;
}

function bound(value: string | number, heading: string, number: string, date: string): string {
  return typeof value === "number" ? `${number} ${sayNumber(value, heading)}` : `${sayDate(value)} ${date}`;
}

type Range = Extract<Condition, { operator: "between" }>["value"];

/** The upper bound is excluded and said so: "200 to under 1,000", and "200 to 1,000" where it is 1,001. */
function sayRange({ from, to }: Range, heading: string): string {
  if (from === null && to === null) return "known";
  if (to === null)
    return typeof from === "number" ? `${sayNumber(from, heading)} or more` : `${sayDate(from!)} or later`;
  if (typeof to === "string") {
    const last = sayDate(dayBefore(to));
    return from === null ? `${last} or earlier` : `${sayDate(String(from))} to ${last}`;
  }
  if (from === null) return `under ${sayNumber(to, heading)}`;
  const start = typeof from === "number" ? sayNumber(from, heading) : sayDate(from);
  // 201 to 1,001 is how "201 to 1,000 people" is written with an excluded end.
  if (Number.isInteger(from) && to > 50 && to % 10 === 1) return `${start} to ${sayNumber(to - 1, heading)}`;
  return `${start} to under ${sayNumber(to, heading)}`;
}

function dayBefore(iso: string): string {
  const day = dayOf(iso);
  return day === null ? iso : isoOf(day - 1);
}

/** How a criterion reads in a list of its kind, with its points. */
export function sayPoints(points: number | null): string {
  if (points === null) return "";
  return `${points < 0 ? "−" : "+"}${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"}`;
}

/** The card a rep can paste: "Reject: industry is Retail." in one sentence, rules in the order given. */
export function sayVerdict(verdict: {
  verdict: VerdictKind;
  rules: readonly Pick<Criterion, "when" | "kind">[];
}): string {
  const said = verdict.rules.map((rule) => {
    const words = sayWithin(rule);
    return rule.kind === "must-have" && verdict.verdict === "reject"
      ? `the must-have “${words}” does not hold`
      : words;
  });
  if (verdict.verdict === "accept")
    return said.length === 0 ? "Accept: nothing rules it out." : `Accept: ${joinClauses(said)}.`;
  if (verdict.verdict === "reject") return `Reject: ${joinClauses(said)}.`;
  return `Undecided: it is not known whether ${joinClauses(said, "or whether")}.`;
}

function sayWithin(rule: Pick<Criterion, "when">): string {
  const parts = rule.when.map((condition) => sayCondition(condition, "clause"));
  return joinWords(parts, "and");
}

function joinClauses(clauses: readonly string[], last = "and"): string {
  return clauses.length < 2
    ? (clauses[0] ?? "")
    : `${clauses.slice(0, -1).join("; ")}; ${last} ${clauses.at(-1)}`;
}
