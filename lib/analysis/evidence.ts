import type { Estimate, OutcomeFindings, Pattern } from "#lib/analysis/finding.ts";
import type { Rule } from "#lib/analysis/search/rule.ts";
import { ruleEvidence, ruleSentence, ruleWarnings, ruleWords } from "#lib/analysis/search/rule-sentence.ts";
import { misleadingShare, patternSentence, warningSentence } from "#lib/analysis/sentence.ts";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";

type Asked = Pick<OutcomeFindings, "outcome" | "measure" | "better" | "known" | "base">;

/** When it was taken: the data it was computed from, and an ISO date. */
export interface Taken {
  readonly dataRevision: number;
  readonly takenOn: string;
}

/**
 * Freezes a pattern into the evidence of a criterion: its figures as they stand, in words and numbers.
 */
export function freezePattern(pattern: Pattern, findings: Asked, taken: Taken): PatternEvidence {
  const warnings = pattern.warnings.map((warning) => warningSentence(warning, findings));
  return freeze(pattern, findings, taken, {
    label: `${pattern.attribute}: ${pattern.level}`,
    sentence: patternSentence(pattern, findings),
    inside: pattern.inside,
    direction: pattern.direction,
    warnings: [misleadingShare(pattern), ...warnings].filter((sentence) => sentence !== null),
  });
}

/** The same for a combination: what to expect of it, which allows for the search. */
export function freezeRule(rule: Rule, findings: Asked, taken: Taken): PatternEvidence {
  return freeze(rule, findings, taken, {
    label: ruleWords(rule).slice(0, 1000),
    sentence: `${ruleSentence(rule, findings)} ${ruleEvidence(rule)}`.slice(0, 2000),
    inside: rule.honest,
    // A mean beside the rest's does not tell which way it goes: many tickets are not many good things.
    direction: rule.direction,
    warnings: ruleWarnings(rule, findings),
  });
}

function freeze(
  found: Pick<Pattern, "n" | "rest" | "adjustedP" | "verdict">,
  { outcome, measure, known, base }: Asked,
  taken: Taken,
  said: Pick<PatternEvidence, "label" | "sentence" | "inside" | "direction" | "warnings">,
): PatternEvidence {
  return {
    source: "pattern",
    outcome,
    measure,
    n: found.n,
    total: known,
    rest: plain(found.rest),
    base: base.value,
    adjustedP: found.adjustedP,
    verdict: found.verdict,
    ...said,
    inside: plain(said.inside),
    ...taken,
  };
}

/** A kept estimate is these three, whatever else it came with. */
function plain({ value, low, high }: Estimate) {
  return { value, low, high };
}
