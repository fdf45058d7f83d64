import type { Definition } from "#lib/accounts/definition.ts";

/** A good customer by degrees: above all stays, and pays from 0 to 100. */
export const scoreDefinition: Definition = {
  outcomes: [
    { outcome: "retention", poor: 6, good: 12, weight: 2 },
    { outcome: "ACV", poor: 0, good: 100, weight: 1 },
  ],
  cut: 0.5,
  cohort: { from: null, to: null },
  horizonMonths: 12,
  measuredBy: "score",
};
