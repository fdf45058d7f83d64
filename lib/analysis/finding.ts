import type { Dimension, KnownAt } from "#lib/accounts/attribute.ts";
import type { Condition } from "#lib/criteria/criterion.ts";

/** A point with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const verdicts = ["supported", "suggestive", "contradicted", "insufficient"] as const;
export type PatternVerdict = (typeof verdicts)[number];

/** How a pattern's accounts do beside the rest: rates of 0-1, or means in the outcome's unit. */
export interface SideBySide {
  readonly inside: number;
  readonly rest: number;
}

/**
 * A comparison among all accounts, and among accounts of the same level of `by` (averaged over its levels that hold
 * both groups). `crude` and `adjusted` are the same as odds ratios, for means as differences.
 */
export interface LikeWithLike {
  readonly by: string;
  readonly all: SideBySide;
  readonly within: SideBySide;
  readonly crude: number;
  readonly adjusted: number;
  readonly p: number;
  /** Breslow and Day's p that the odds ratio is the same at every level of `by`; for rates only. */
  readonly interaction?: number;
}

/**
 * Of good customers who must have stayed: these accounts and the rest have not been watched for as long, so that those
 * known are not alike.
 */
export interface UnevenWatch {
  /** Shares of which it is too early to tell. */
  readonly early: SideBySide;
  /** The rates (or mean scores) by each group's own follow-up; null where nobody of one was followed to the horizon. */
  readonly own: SideBySide | null;
  /** Months of the horizon. */
  readonly months: number;
  /** Where it is a sale that ends, and no customer that leaves. */
  readonly sale?: boolean;
  /** Whether the difference is still there, and still more than chance. */
  readonly holds: boolean;
}

export type Warning =
  | ({ readonly kind: "reversal" } & LikeWithLike)
  | ({ readonly kind: "attenuation" } & LikeWithLike)
  | {
      readonly kind: "leakage";
      readonly reason: "separates" | "certain level" | "dated after" | "tells who left";
    }
  | { readonly kind: "immature"; readonly shareYoung: number; readonly months: number }
  /** Leaving `early` times as fast as the rest up to `months`, `late` times after: one figure would hide it. */
  | {
      readonly kind: "changes over time";
      readonly months: number;
      readonly early: number;
      readonly late: number;
      /** Where the curves cross: mean months as a customer within the first `to`. */
      readonly stayed?: { readonly to: number } & SideBySide;
    }
  | ({ readonly kind: "watched unevenly" } & UnevenWatch)
  | { readonly kind: "near-duplicates"; readonly spellings: readonly string[] }
  | { readonly kind: "often missing"; readonly share: number };

/** A sign that an attribute was written after the outcome, or is the outcome. */
export type Leakage = Extract<Warning, { kind: "leakage" }>;

/** Median (null: not reached) with its interval, by group: the months until half have left. */
export interface RetentionSummary {
  readonly n: number;
  readonly left: number;
  readonly median: {
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
}

/** One level (value, band, list member or missing) of an attribute against one outcome. */
export interface Pattern {
  /** Stable within a workspace's data: attribute and level as text; what addresses and links carry. */
  readonly id: string;
  readonly attribute: string;
  readonly level: string;
  readonly missing: boolean;
  readonly when: readonly Condition[];
  readonly n: number;
  readonly share: number;
  readonly inside: Estimate;
  readonly rest: Estimate & { readonly n: number };
  /** inside − rest, with its interval. */
  readonly difference: Estimate;
  /** Odds ratio with +1/2 for rates, Hedges g for means, ratio of the rates with +1/2 for events. */
  readonly effect: number;
  readonly p: number;
  readonly adjustedP: number;
  readonly verdict: PatternVerdict;
  readonly direction: "good" | "poor" | "none";
  /** Accounts needed in all for a difference like this to be seen; null where it was. */
  readonly needed: number | null;
  readonly warnings: readonly Warning[];
  readonly retention: { readonly inside: RetentionSummary; readonly rest: RetentionSummary } | null;
}

export interface AttributeFindings {
  readonly attribute: string;
  readonly dimension: Dimension;
  readonly knownAt: KnownAt;
  readonly known: number;
  /** min-p over the levels, and its Benjamini-Hochberg q over all attributes × outcomes. */
  readonly p: number;
  readonly q: number;
  /** Log-rank over all levels, for retention. */
  readonly logRank: { readonly statistic: number; readonly df: number; readonly p: number } | null;
  /** Two levels that are each other's rest: one question with one answer, counted once. */
  readonly complementary: boolean;
  /** Left out by default where true; shown apart. */
  readonly leaking: boolean;
  readonly warnings: readonly Warning[];
  readonly patterns: readonly Pattern[];
}

/**
 * A plain table of counts, one weighted for accounts cut off too early, log-rank, the
 * means of a number, events over the time watched, or the means of a score.
 */
export type OutcomeTest = "table" | "weighted table" | "log-rank" | "means" | "events" | "scores";

/** Everything the patterns screen shows of one outcome. */
export interface OutcomeFindings {
  /** "good customer", "retention" or the name of a numeric outcome. */
  readonly outcome: string;
  readonly measure: "rate" | "mean";
  readonly better: "higher" | "lower";
  /** Accounts with a known outcome, and those without (too early, or not in the file). */
  readonly known: number;
  readonly unknown: number;
  readonly base: Estimate;
  readonly attributes: readonly AttributeFindings[];
  /** How levels were tested. */
  readonly test: OutcomeTest;
  /** Patterns looked at, over every outcome, and those supported for this one; complementary levels count once. */
  readonly examined: number;
  readonly supported: number;
  /** Under 100 accounts only the attributes chosen to look at are tested (statistics.md, last row of the table). */
  readonly small: boolean;
  /** Definitions of a good customer tried on these data; every adjusted p is corrected for all. 1 for other outcomes. */
  readonly tried: number;
  /** The groups that accounts belong to, whose accounts count together; not there where the data names none. */
  readonly groups?: { readonly attribute: string; readonly groups: number };
}
