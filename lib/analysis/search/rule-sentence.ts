import type { Estimate, Warning } from "#lib/analysis/finding.ts";
import {
  formatCount,
  formatCounted,
  formatNumber,
  formatPEquation,
  formatPercent,
  formatWholePercent,
  roundUp,
} from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import type { Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import { type Spoken, warningSentence } from "#lib/analysis/sentence.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { sayCriterion } from "#lib/criteria/say.ts";

/** A rule's conditions in words; also what addresses and the draft call it by. */
export function ruleWords(rule: Pick<Rule, "when">): string {
  return sayCriterion({ when: [...rule.when] });
}

/** What names a rule in an address: the same conditions give the same text. */
export function ruleId(rule: Pick<Rule, "when">): string {
  return JSON.stringify(rule.when);
}

/**
 * A rule in plain sentences: how its accounts do and the rest, on what this was tested, how many accounts it rests on.
 * Tested on accounts it was not found on, it says what those did; otherwise what was counted, and apart from it what to
 * expect after a search that keeps the luckiest. It never says "because".
 */
export function ruleSentence(rule: Rule, spoken: Spoken): string {
  const say = (estimate: Estimate) =>
    spoken.measure === "rate" ? formatPercent(estimate.value) : formatNumber(estimate.value);
  const did = (estimate: Estimate, accounts: string) =>
    spoken.measure === "rate"
      ? `Of ${accounts}, ${say(estimate)} ${whatOf(spoken)}`
      : `${spoken.outcome} is ${say(estimate)} on average for ${accounts}`;
  const interval = `95 % interval ${intervalOf(rule.honest, spoken)}`;
  const against = `against ${say(rule.rest)} ${spoken.measure === "rate" ? "of" : "for"} the rest`;
  const all = formatCounted(rule.n, "account");
  if (rule.holdout === null)
    return `${did(rule.observed, all)}, ${against}. Allowing for the search, expect ${say(rule.honest)} (${interval}).`;
  const held = `${formatCounted(rule.holdout.n, "account")} it was not found on`;
  return `${did(rule.holdout, held)} (${interval}), ${against}. It holds for ${all} in all.`;
}

function whatOf({ outcome }: Spoken): string {
  if (outcome === goodCustomerOutcome) return "are good customers";
  return outcome === retentionOutcome ? "are still customers" : `are ${outcome}`;
}

function intervalOf({ low, high }: Estimate, { measure }: Spoken): string {
  return measure === "rate"
    ? `${formatPercent(low).replace(" %", "")} to ${formatPercent(high)}`
    : `${formatNumber(low)} to ${formatNumber(high)}`;
}

/** How sure one can be of it: adjusted p, how often resamples find it again, and what is missing where it does not hold. */
export function ruleEvidence(rule: Rule): string {
  const adjusted = `Adjusted ${formatPEquation(rule.adjustedP)}`;
  const again =
    rule.stability === null ? "" : `, found again in ${formatWholePercent(rule.stability)} of resamples`;
  const needed =
    rule.verdict !== "insufficient" || rule.needed === null
      ? ""
      : ` A difference like this would need about ${formatCount(roundUp(rule.needed))} accounts.`;
  return `${adjusted}${again}.${needed}`;
}

/** What to beware of with a rule. */
export function ruleWarnings(rule: Rule, spoken: Spoken): string[] {
  return rule.warnings.map((warning: Warning) => warningSentence(warning, spoken));
}

/** The line under the list: what was looked at, and how it was kept from being luck. */
export function searchSentence({ policy, examined, rules, permutations, splitBy }: RuleFindings): string {
  if (policy === "small")
    return "Combinations need at least 100 accounts with a known outcome, ten of either kind.";
  const holding = rules.filter((rule) => rule.verdict === "supported").length;
  const start = `${formatCounted(examined, "combination")} examined, ${formatCount(holding)} ${holding === 1 ? "holds" : "hold"}.`;
  if (policy === "shuffled")
    return `${start} Held against the strongest combination in each of ${formatCount(permutations)} shuffled copies of the data.`;
  const by = splitBy === "time" ? "the later 40 %" : "the other 40 %";
  return `${start} Found on 60 % of the accounts and tested on ${by}, corrected for every rule tested.`;
}
