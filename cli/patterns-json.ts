import type { AttributeFindings, Estimate, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import type { Evidence } from "#lib/analysis/search/evidence.ts";
import type { Policy, Rule } from "#lib/analysis/search/rule.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { midP } from "#lib/stats/fisher.ts";
import type { AttributeJson, ConditionJson, PatternsJson, RuleJson, Seconds, WarningJson } from "./answer.ts";
import { warningsJson } from "./warnings.ts";

/** Numbers as the file writes them, by column. */
type Spelt = ReadonlyMap<string, ReadonlyMap<number, string>>;

const policies: Record<Policy, PatternsJson["policy"]> = {
  small: "small",
  shuffled: "max-t",
  split: "split",
};

/**
 * The answer in the shape that --json prints; `all` adds what leaks, rules that do not hold, and what `rare` knows of values
 * that were looked at together only.
 */
export function patternsJson(
  { findings, rules }: Pick<Evidence, "findings" | "rules">,
  clustering: WarningJson | null,
  seconds: Seconds,
  all: boolean,
  spelt: Spelt,
  rare: (of: AttributeFindings) => AttributeJson[],
): PatternsJson {
  return {
    accounts: findings.known,
    base: findings.base.value,
    examined: findings.examined + rules.examined,
    policy: policies[rules.policy],
    attributes: attributesJson(findings, all, spelt, all ? rare : () => []),
    rules: rules.rules
      .filter((rule) => all || rule.verdict === "supported")
      .map((rule) => ruleJson(rule, spelt)),
    warnings: [...(clustering === null ? [] : [clustering]), ...warningsJson(findings)],
    seconds,
  };
}

function attributesJson(
  findings: OutcomeFindings,
  all: boolean,
  spelt: Spelt,
  rare: (of: AttributeFindings) => AttributeJson[],
): AttributeJson[] {
  return findings.attributes
    .filter((attribute) => all || !attribute.leaking)
    .flatMap((attribute) => [
      ...attribute.patterns.map((pattern) => ({
        attribute: pattern.attribute,
        level: levelOf(pattern, spelt),
        n: pattern.n,
        good: Math.round(pattern.inside.value * pattern.n),
        rate: pattern.inside.value,
        low: pattern.inside.low,
        high: pattern.inside.high,
        restRate: pattern.rest.value,
        effect: pattern.effect,
        p: findings.test === "table" ? rawP(pattern) : pattern.p,
        q: pattern.adjustedP,
        verdict: pattern.verdict,
      })),
      ...rare(attribute),
    ]);
}

/** Mid-p of Fisher's test from the counts alone, whatever the verdict allows for besides. */
function rawP({ n, inside, rest }: Pattern): number {
  const [good, restGood] = [Math.round(inside.value * n), Math.round(rest.value * rest.n)];
  return midP(good, n - good, restGood, rest.n - restGood);
}

/** As the file writes it: a number that is a level by itself, and an empty cell; everything else is its own words already. */
function levelOf({ attribute, level, when, missing }: Pattern, spelt: Spelt): string {
  if (missing) return "";
  const [condition] = when;
  return condition?.operator === "equals" ? ownSpelling(attribute, condition.value, spelt) : level;
}

function ownSpelling(attribute: string, value: string | number | boolean, spelt: Spelt): string {
  return (typeof value === "number" ? spelt.get(attribute)?.get(value) : undefined) ?? String(value);
}

function ruleJson(rule: Rule, spelt: Spelt): RuleJson {
  const { value: rate, low, high }: Estimate = rule.honest;
  return {
    text: sayCriterion({ when: [...rule.when] }),
    direction: rule.direction,
    conditions: rule.when.map((condition) => conditionJson(condition, spelt)),
    n: rule.n,
    good: rule.good ?? 0,
    rate,
    low,
    high,
    p: rule.adjustedP,
    holdout:
      rule.holdout === null
        ? null
        : { n: rule.holdout.n, rate: rule.holdout.value, low: rule.holdout.low, high: rule.holdout.high },
    stability: rule.stability,
    verdict: rule.verdict,
  };
}

/** A value is a string, a list of them, or both ends of a range; an empty cell is the empty string. */
function conditionJson(condition: Condition, spelt: Spelt): ConditionJson {
  const { attribute, operator } = condition;
  switch (condition.operator) {
    case "between":
      return { attribute, operator, value: [condition.value.from, condition.value.to] };
    case "equals":
      return { attribute, operator, value: ownSpelling(attribute, condition.value, spelt) };
    case "is known":
    case "is unknown":
      return { attribute, operator, value: "" };
    default:
      return {
        attribute,
        operator,
        value: Array.isArray(condition.value) ? condition.value : String(condition.value),
      };
  }
}
