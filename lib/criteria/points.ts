import type { PatternEvidence } from "#lib/criteria/criterion.ts";

const usual = 10;

/**
 * The points a signal starts with: the difference it makes, in percentage points, where its outcome is a rate; a
 * usual number where it is a mean, whose unit says nothing about points. Below 0 for what speaks against an account.
 * Never 0, between -100 and 100.
 */
export function startingPoints(evidence: PatternEvidence): number {
  const difference = evidence.inside.value - evidence.rest.value;
  const size = Math.round(Math.min(1, Math.abs(difference)) * 100);
  const points = evidence.measure === "mean" ? usual : Math.max(1, size);
  return speaksAgainst(evidence, difference) ? -points : points;
}

function speaksAgainst({ direction, measure }: PatternEvidence, difference: number): boolean {
  if (direction === "good" || direction === "poor") return direction === "poor";
  // Less than half a point is no reason to count against anybody.
  return measure === "rate" && Math.round(difference * 100) < 0;
}
