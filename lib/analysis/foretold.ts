import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { judgeAccounts, retentionOutcome } from "#lib/analysis/good-customer.ts";
import { horizonOf } from "#lib/analysis/patterns.ts";
import { isSaleOutcome } from "#lib/analysis/sale-target.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { goodCustomerOutcome, goodCustomerTarget, smallerSide, type Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";

/** Good and not good accounts without which a yes or no tells nothing. */
const fewestOfEach = 10;

/** A definition as a yes or no, whatever patterns are measured by. */
export const asYesOrNo = (definition: Definition | null): Definition | null =>
  definition && { ...definition, measuredBy: "yes or no" };

/**
 * What is worth foretelling of a customer as a yes or no: good customer, else retention, the first with enough of either
 * kind; of a definition measured by its score the yes or no that its cut makes. Without the dates on which customers left
 * nobody is known to be no good customer, though who left is. Null where the data has no yes or no.
 */
export function foretold(frame: Frame, definition: Definition | null): Target | null {
  const rates = targetsOf(frame, asYesOrNo(definition)).filter(
    // How soon a sale is won is over before anybody is a customer.
    ({ measure, outcome }) => measure === "rate" && !isSaleOutcome(outcome),
  );
  return rates.find((target) => smallerSide(target) >= fewestOfEach) ?? rates[0] ?? null;
}

/**
 * What rules are tried on: the same, but retention as having stayed for the horizon (the definition's, else a year), weighted
 * for those cut off before (see judgeAccounts): that young customers are still there says nothing yet. Where next to nobody is
 * known to have left, or stayed so long, who is still a customer at the export.
 */
export function triedOn(frame: Frame, definition: Definition | null): Target | null {
  const target = foretold(frame, definition);
  if (target === null || target.outcome !== retentionOutcome || target.followed === null) return target;
  const kept = keptFor(frame, definition);
  return smallerSide(kept) >= fewestOfEach ? kept : target;
}

function keptFor(frame: Frame, definition: Definition | null): Target {
  const horizonMonths = horizonOf(definition);
  const outcomes = [{ outcome: retentionOutcome, poor: horizonMonths, good: horizonMonths, weight: 1 }];
  const cohort = definition?.cohort ?? { from: null, to: null };
  const judged = judgeAccounts(frame, { outcomes, cut: 1, cohort, horizonMonths });
  return { ...goodCustomerTarget(judged), outcome: retentionOutcome };
}

/** The findings of an outcome; of the good customer's yes or no those of its score, where that is what was analysed. */
export function findingsBehind(
  outcomes: readonly OutcomeFindings[],
  outcome: string,
): OutcomeFindings | undefined {
  const found = outcomes.find((one) => one.outcome === outcome);
  if (found !== undefined || outcome !== goodCustomerOutcome) return found;
  return outcomes.find((one) => one.outcome === goodScoreOutcome);
}
