/** Mean length of a month in days: 365.25 / 12. */
export const daysPerMonth = 30.4375;

/** What happened to an account after the sale. */
export const outcomeKinds = [
  "retention",
  "expansion",
  "onboarding",
  "support",
  "sales effort",
  "value",
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** A numeric outcome read from one column. `better` says which direction is good for the company. */
export interface NumericOutcome {
  readonly name: string;
  readonly kind: Exclude<OutcomeKind, "retention">;
  readonly better: "higher" | "lower";
  /**
   * For numbers of events per so many days as a customer: how long each account was watched then counts, else those watched
   * for a month would weigh as much as those of three years.
   */
  readonly perDays?: number;
  /**
   * One of the two columns that tell how an account's sale went, from its first deal on: the days until it was won, else lost,
   * else seen last, and whether it was won (1) or lost (0; missing: open). Together they are one outcome, alone none.
   */
  readonly sale?: "days" | "won";
}

/**
 * Retention of one account: months followed, and whether it left (true), was still a customer when the data
 * was taken (false: censored). Null where the file does not say.
 */
export interface Retention {
  readonly months: number;
  readonly left: boolean;
}
