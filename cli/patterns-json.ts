import type { Estimate, OutcomeFindings } from "#lib/analysis/finding.ts";
import type { Evidence } from "#lib/analysis/search/evidence.ts";
import type { Policy, Rule } from "#lib/analysis/search/rule.ts";
import type { Condition } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import type { AttributeJson, ConditionJson, PatternsJson, RuleJson, Seconds, WarningJson } from "./answer.ts";
import { warningsJson } from "./warnings.ts";

const policies: Record<Policy, PatternsJson["policy"]> = {
  small: "small",
  shuffled: "max-t",
  split: "split",
};

/** The answer in the shape that --json prints; `all` adds what leaks and rules that do not hold. */
export function patternsJson(
  { findings, rules }: Pick<Evidence, "findings" | "rules">,
  clustering: WarningJson | null,
  seconds: Seconds,
  all: boolean,
): PatternsJson {
  return {
    accounts: findings.known,
    base: findings.base.value,
    examined: findings.examined + rules.examined,
    policy: policies[rules.policy],
    attributes: attributesJson(findings, all),
    rules: rules.rules.filter((rule) => all || rule.verdict === "supported").map(ruleJson),
    warnings: [...(clustering === null ? [] : [clustering]), ...warningsJson(findings)],
    seconds,
  };
}

function attributesJson(findings: OutcomeFindings, all: boolean): AttributeJson[] {
  return findings.attributes
    .filter((attribute) => all || !attribute.leaking)
    .flatMap(({ patterns }) =>
      patterns.map((pattern) => ({
        attribute: pattern.attribute,
        level: pattern.level,
        n: pattern.n,
        good: Math.round(pattern.inside.value * pattern.n),
        rate: pattern.inside.value,
        low: pattern.inside.low,
        high: pattern.inside.high,
        restRate: pattern.rest.value,
        effect: pattern.effect,
        p: pattern.p,
        q: pattern.adjustedP,
        verdict: pattern.verdict,
      })),
    );
}

function ruleJson(rule: Rule): RuleJson {
  const { value: rate, low, high }: Estimate = rule.honest;
  return {
    text: sayCriterion({ when: [...rule.when] }),
    direction: rule.direction,
    conditions: rule.when.map(conditionJson),
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
function conditionJson(condition: Condition): ConditionJson {
  const { attribute, operator } = condition;
  switch (condition.operator) {
    case "between":
      return { attribute, operator, value: [condition.value.from, condition.value.to] };
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
