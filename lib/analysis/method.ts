import type { OutcomeFindings, OutcomeTest } from "#lib/analysis/finding.ts";

/** How levels are tested, with enough accounts and with few (the small-data rule). */
const tests: Record<OutcomeTest, { readonly usual: string; readonly small: string }> = {
  table: {
    usual: "Wilson intervals, difference by Newcombe, mid-p Fisher",
    small: "Wilson intervals, difference by Newcombe, doubled Fisher",
  },
  "weighted table": {
    usual:
      "Each account weighs for those of whom it is too early to tell; Wilson and Newcombe at the effective number of accounts, p by permuting outcomes with their weights",
    small:
      "Each account weighs for those of whom it is too early to tell; Wilson and Newcombe at the effective number of accounts, p the larger of permuting outcomes with their weights and doubled Fisher",
  },
  "log-rank": {
    usual:
      "Shares at the export with Wilson and Newcombe; p by log-rank, over all the months each account was followed, for few departures the larger of its exact form and permutation",
    small:
      "Shares at the export with Wilson and Newcombe; p the larger of log-rank, over all the months each account was followed, and doubled Fisher",
  },
  means: {
    usual:
      "Means with t intervals that allow for skewness; p the larger of Welch on values winsorised at 1 % and Brunner-Munzel (of permuting values and ranks where most accounts share one value), for groups under 50 also of Mann-Whitney, by permutation for groups under 20",
    small: "Means with t intervals that allow for skewness; p by permutation of values winsorised at 1 %",
  },
  scores: {
    usual:
      "Means with t intervals that allow for skewness, staying (where it is part of the score) by pseudo-observations, so that accounts not watched to the horizon take part; p the larger of Welch and Brunner-Munzel, for groups under 50 also of Mann-Whitney, by permutation for groups under 20",
    small:
      "Means with t intervals that allow for skewness, staying (where it is part of the score) by pseudo-observations, so that accounts not watched to the horizon take part; p by permutation",
  },
  events: {
    usual:
      "Events over the time watched, with Garwood intervals widened by their dispersion; p the larger of quasi-Poisson and of what the accounts themselves vary, for few events the largest of the exact conditional test, and of permuting counts with their time and evened out by it",
    small:
      "Events over the time watched, with Garwood intervals widened by their dispersion; p the largest of the exact conditional test, and of permuting counts with their time and evened out by it",
  },
};

/** How the levels of an outcome were tested, as a phrase for those who ask. */
export function methodWords({ test, small }: Pick<OutcomeFindings, "test" | "small">): string {
  return small ? tests[test].small : tests[test].usual;
}
