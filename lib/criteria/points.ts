import type { PatternEvidence } from "#lib/criteria/criterion.ts";

const usual = 10;

/**
 * The points a signal starts with: the difference it makes, in percentage points, where its outcome is a rate; a
 * usual number where it is a mean, whose unit says nothing about points. Never 0, between -100 and 100.
 */
export function startingPoints(evidence: PatternEvidence): number {
  if (evidence.measure === "mean") return usual;
  const difference = evidence.inside.value - evidence.rest.value;
  const points = Math.round(Math.max(-1, Math.min(1, difference)) * 100);
  return points === 0 ? 1 : points;
}
