import type { PatternEvidence } from "#lib/criteria/criterion.ts";

/** A pattern as it is frozen behind a criterion. */
export const patternEvidence: PatternEvidence = {
  source: "pattern",
  outcome: "good customer",
  measure: "rate",
  label: "Industry: SaaS",
  sentence: "SaaS companies are good customers more often.",
  n: 40,
  total: 100,
  inside: { value: 0.8, low: 0.65, high: 0.9 },
  rest: { value: 0.5, low: 0.4, high: 0.6 },
  base: 0.62,
  adjustedP: 0.01,
  verdict: "supported",
  warnings: [],
  dataRevision: 1,
  takenOn: "2026-11-20",
};
