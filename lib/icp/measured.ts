import type { Condition, PatternEvidence } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { inSentence, sayNumber, sayPercent } from "#lib/criteria/words.ts";
import { comparedSides, outcomeOf } from "#lib/icp/evidence-panels.ts";
import type { Sides, Snapshot } from "#lib/icp/snapshot.ts";

/** What a rule's own customers and the others come to: shares of 0-1. */
export interface Measured {
  readonly when: readonly Condition[];
  readonly sides: Sides;
  readonly measure: NonNullable<Snapshot["measure"]>;
  /** The share of good ones among all whose outcome is known. */
  readonly base: number;
  readonly dataRevision: number;
  /** ISO date. */
  readonly takenOn: string;
}

const alone =
  "Measured for this rule alone: nothing allows for how many others were looked at, so it is suggestive at most.";

/**
 * What is measured of a rule that people wrote, frozen as its evidence. It was not found by a search whose size is
 * known, so that it is suggestive at most, and only where the intervals of the two shares lie apart. Null where one of
 * the two groups is empty.
 */
export function measuredEvidence(measured: Measured): PatternEvidence | null {
  const { when, sides, measure, base, dataRevision, takenOn } = measured;
  const { inside, outside } = sides;
  if (!inside.good || !outside.good) return null;
  const words = sayCriterion({ when: [...when] });
  const known = { inside: { ...inside, good: inside.good }, outside: { ...outside, good: outside.good } };
  const { n, total, word, direction } = comparedSides(known);
  return {
    source: "pattern",
    outcome: outcomeOf[measure],
    measure: "rate",
    label: words.slice(0, 1000),
    sentence: sentenceOf(words, known, measure).slice(0, 2000),
    n,
    total,
    inside: inside.good,
    rest: outside.good,
    base,
    adjustedP: null,
    verdict: word,
    direction,
    warnings: [alone],
    dataRevision,
    takenOn,
  };
}

function sentenceOf(
  words: string,
  { inside, outside }: Parameters<typeof comparedSides>[0],
  measure: Measured["measure"],
): string {
  const accounts = (n: number) => `${sayNumber(n)} ${n === 1 ? "customer" : "customers"}`;
  const good = measure === "good" ? "good customers" : "still customers";
  return `${sayPercent(inside.good.value)} of the ${accounts(inside.n)} where ${inSentence(words)} are ${good}, against ${sayPercent(outside.good.value)} of the ${accounts(outside.n)} where it is not so.`;
}
