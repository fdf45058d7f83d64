import type { Definition } from "#lib/accounts/definition.ts";
import type { Movement } from "#lib/analysis/compare-findings.ts";
import type { GoodCustomerCounts } from "#lib/analysis/good-customer.ts";
import type { LooksLate } from "#lib/analysis/late-entry.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";

/** How a definition judges an account. */
export type StandingWord = "good" | "not" | "tooEarly" | "unrecorded" | "outside";

export interface JudgedAccount {
  readonly id: string;
  readonly name: string;
  readonly standing: StandingWord;
  readonly score: number | null;
  readonly size: number | null;
  readonly months: number | null;
}

/** What a definition does with the customers. */
export interface Judged {
  readonly counts: GoodCustomerCounts | null;
  readonly largest: readonly JudgedAccount[];
  readonly sizeBy: string | null;
  readonly left: readonly JudgedAccount[];
  readonly latest: boolean;
  readonly movement: Movement | null;
  /** It looks as if those who left early were not in the data. */
  readonly late: LooksLate | null;
  /** Outcomes of the definition of which old accounts have more. */
  readonly growing: readonly GrowsWithAge[];
}

export const standingWords: Record<StandingWord, string> = {
  good: "good",
  not: "not good",
  tooEarly: "too early to tell",
  unrecorded: "not recorded",
  outside: "outside the cohort",
};

/** Whether two definitions say the same, whatever the order their fields were made in. */
export function sameDefinition(a: Definition, b: Definition): boolean {
  const plain = ({ outcomes, cut, cohort, horizonMonths, measuredBy = "yes or no" }: Definition) =>
    JSON.stringify([
      outcomes.map(({ outcome, poor, good, weight }) => [outcome, poor, good, weight]),
      cut,
      cohort.from,
      cohort.to,
      cohort.watchedSince ?? null,
      horizonMonths,
      measuredBy,
    ]);
  return plain(a) === plain(b);
}
