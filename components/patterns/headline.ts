import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCount, formatNumber, formatPercent } from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { isSaleOutcome } from "#lib/analysis/sale-target.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { groupsSentence, knownSentence, triedSentence, wonOnlySentence } from "#lib/analysis/sentence.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { startSentence } from "#lib/criteria/words.ts";

/** How a tab and a heading call an outcome. */
export function outcomeName(outcome: string): string {
  if (outcome === goodCustomerOutcome) return "Good customer";
  if (outcome === retentionOutcome) return "Retention";
  return isSaleOutcome(outcome) ? startSentence(outcome) : outcome;
}

/** The title of the page: what stands there. */
export function headline(outcome: string): string {
  if (outcome === goodCustomerOutcome || outcome === goodScoreOutcome) return "What goes with good customers";
  if (outcome === retentionOutcome) return "What goes with staying";
  return isSaleOutcome(outcome) ? "What goes with winning soon" : `What goes with ${outcome}`;
}

/** A yes or no of an outcome for one account. */
export function outcomeWord(outcome: string, yes: boolean): string {
  if (outcome === goodCustomerOutcome) return yes ? "good" : "not good";
  if (outcome === retentionOutcome) return yes ? "still a customer" : "left";
  return yes ? "yes" : "no";
}

/** The base line in words: "61.0 % good", "84.1 % still customers", "mean 12.4". */
export function baseWords({ outcome, base, measure }: OutcomeFindings): string {
  if (measure === "mean")
    return outcome === goodScoreOutcome
      ? `mean score ${formatNumber(base.value)} of 100`
      : `mean ${formatNumber(base.value)}`;
  const rate = formatPercent(base.value);
  if (outcome === goodCustomerOutcome) return `${rate} good`;
  if (isSaleOutcome(outcome)) return `${rate} ${outcome}`;
  return outcome === retentionOutcome ? `${rate} still customers` : rate;
}

/** Under the title: how they did, how many are known, how many cannot be told. */
export function summary(findings: OutcomeFindings): string {
  const said = [
    `${startSentence(baseWords(findings))}.`,
    knownSentence(findings),
    wonOnlySentence(findings.outcome),
    isSaleOutcome(findings.outcome)
      ? "Counted from the first deal on; a lost sale is one not won, an open one counts for as long as it was seen."
      : "",
    groupsSentence(findings.groups),
    triedSentence(findings.tried),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
  if (findings.test !== "weighted table" || findings.unknown === 0) return said;
  // Whoever divides the counts gets another share, since those who left are known sooner than those who stay.
  return `${said} The share allows for those it is too early to tell: it is not the plain share of the ${formatCount(findings.known)}.`;
}
