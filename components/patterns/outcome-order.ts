import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";

/**
 * Outcomes as their tabs stand: what a good customer is first, because the teams agreed on it, then those for which
 * something holds, then those for which nothing does; else as they come.
 */
export function inTabOrder<T extends Pick<OutcomeFindings, "outcome" | "supported">>(
  outcomes: readonly T[],
): readonly T[] {
  const isGood = (outcome: string) => outcome === goodCustomerOutcome || outcome === goodScoreOutcome;
  const rank = ({ outcome, supported }: T) => (isGood(outcome) ? 0 : supported > 0 ? 1 : 2);
  return outcomes.toSorted((a, b) => rank(a) - rank(b));
}
