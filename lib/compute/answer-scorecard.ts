import { asYesOrNo, findingsBehind } from "#lib/analysis/foretold.ts";
import { scorecardOf } from "#lib/analysis/scorecard.ts";
import { type Scorecard, usualScale } from "#lib/analysis/scorecard-card.ts";
import { clustersAt } from "#lib/analysis/search/clusters.ts";
import { leakingIn } from "#lib/analysis/search/evidence.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { groundOptions, type RuleGround } from "#lib/compute/answer-rules.ts";
import type { Result } from "#lib/errors/result.ts";

/**
 * The scorecard of an outcome, without what leaks and what is known only after the sale; why there is none; null where the
 * data has no such outcome. Of a good customer measured by its score, the scorecard of the yes or no.
 */
export function answerScorecard(
  ground: RuleGround,
  asked: { readonly outcome: string },
  tick?: (share: number) => void,
): Result<Scorecard> | null {
  const { frame, definition, analysis, seed } = ground;
  const findings = findingsBehind(analysis.outcomes, asked.outcome);
  const of = asked.outcome === goodCustomerOutcome ? asYesOrNo(definition) : definition;
  const target = targetsOf(frame, of).find(({ outcome }) => outcome === asked.outcome);
  if (findings === undefined || target === undefined) return null;
  const { unused, clusters } = groundOptions(ground, 1);
  const leftOut = new Set([...leakingIn(findings), ...unused]);
  return scorecardOf(frame, target, {
    seed,
    leftOut,
    clusters: clustersAt(target, clusters),
    startDays: frame.startDays,
    scale: usualScale,
    tick,
  });
}
