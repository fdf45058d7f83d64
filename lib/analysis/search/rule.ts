import type { Estimate, PatternVerdict, Warning } from "#lib/analysis/finding.ts";
import type { Part } from "#lib/analysis/search/ground.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import type { Condition } from "#lib/criteria/criterion.ts";

/** How rules are kept from being luck. */
export type Policy = "small" | "shuffled" | "split";

/** A combination of conditions whose accounts do better or worse than the rest. */
export interface Rule {
  readonly when: readonly Condition[];
  /** The same as the search counts it; for checks that follow. */
  readonly parts: readonly Part[];
  readonly direction: Direction;
  /** Accounts it holds for, of all whose outcome is known. */
  readonly n: number;
  /** How many of them are good; null for means. */
  readonly good: number | null;
  /** As seen, and as it stands among the rest. */
  readonly observed: Estimate;
  readonly rest: Estimate & { readonly n: number };
  /** p of its own test (exact log-rank for retention), of the accounts it was tested on; not corrected for anything. */
  readonly p: number;
  /** Equally weighted independent accounts that its own are worth, by weights and clusters; its n for means. */
  readonly worth: number;
  /** What to expect: of the accounts the rule was not found on, or allowing for the search. */
  readonly honest: Estimate;
  readonly q: number;
  /** Family-wise: over the whole search, both directions and all outcomes. */
  readonly adjustedP: number;
  /** The largest p of a condition against the rule without it, times the selectors it could have been and the lists looked through. */
  readonly paymentP: number;
  readonly holdout: (Estimate & { readonly n: number; readonly p: number }) | null;
  /** Share of resamples that find it again; null until that is worked out. */
  readonly stability: number | null;
  readonly verdict: PatternVerdict;
  readonly warnings: readonly Warning[];
  /** Accounts needed in all for the difference seen to be shown; null where it was. */
  readonly needed: number | null;
}

/** All rules of one outcome that were good enough to be tested, best first. */
export interface RuleFindings {
  readonly outcome: string;
  readonly measure: "rate" | "mean";
  readonly policy: Policy;
  /** What the holdout was cut by; null without one. */
  readonly splitBy: "account" | "cluster" | "time" | null;
  /** How often the outcome was permuted; 0 without. */
  readonly permutations: number;
  readonly accounts: number;
  /** |T| that chance alone reaches in one permutation of 40, over all outcomes; 0 without permutations. */
  readonly critical: number;
  /** Rules looked at. */
  readonly examined: number;
  /** Selectors a condition could have been. */
  readonly selectors: number;
  readonly base: Estimate;
  /** Definitions of this outcome tried on these data, which p is corrected for; usually 1. */
  readonly tried: number;
  readonly rules: readonly Rule[];
}
