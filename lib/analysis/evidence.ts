import type { OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import { misleadingShare, patternSentence, warningSentence } from "#lib/analysis/sentence.ts";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";

/**
 * Freezes a pattern into the evidence of a criterion: its figures as they stand, in words and numbers. `takenOn` is an
 * ISO date, `dataRevision` the data it was computed from.
 */
export function freezePattern(
  pattern: Pattern,
  findings: Pick<OutcomeFindings, "outcome" | "measure" | "better" | "known" | "base">,
  dataRevision: number,
  takenOn: string,
): PatternEvidence {
  const plain = ({ value, low, high }: { value: number; low: number; high: number }) => ({
    value,
    low,
    high,
  });
  return {
    source: "pattern",
    outcome: findings.outcome,
    measure: findings.measure,
    label: `${pattern.attribute}: ${pattern.level}`,
    sentence: patternSentence(pattern, findings),
    n: pattern.n,
    total: findings.known,
    inside: plain(pattern.inside),
    rest: plain(pattern.rest),
    base: findings.base.value,
    adjustedP: pattern.adjustedP,
    verdict: pattern.verdict,
    direction: pattern.direction,
    warnings: [
      misleadingShare(pattern),
      ...pattern.warnings.map((warning) => warningSentence(warning, findings)),
    ].filter((sentence) => sentence !== null),
    dataRevision,
    takenOn,
  };
}
