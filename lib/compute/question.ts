import type { Definition } from "#lib/accounts/definition.ts";
import type { BackTest, NoBackTest } from "#lib/analysis/back-test/back-test.ts";
import type { Movement } from "#lib/analysis/compare-findings.ts";
import type { AttributeFindings, Pattern } from "#lib/analysis/finding.ts";
import type { GoodCustomerCounts } from "#lib/analysis/good-customer.ts";
import type { GutCheck } from "#lib/analysis/gut-check.ts";
import type { LooksLate } from "#lib/analysis/late-entry.ts";
import type { Behind } from "#lib/analysis/members.ts";
import type { PatternDetail } from "#lib/analysis/pattern-detail.ts";
import type { Analysis, AnalysisOptions } from "#lib/analysis/patterns.ts";
import type { Quadrant } from "#lib/analysis/quadrant/quadrant.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";
import type { Scorecard } from "#lib/analysis/scorecard-card.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { SuggestedCard } from "#lib/analysis/suggest-definition.ts";
import type { AboutBackTest, Trial } from "#lib/compute/answer-back-test.ts";
import type { AboutRules } from "#lib/compute/answer-rules.ts";
import type { Result } from "#lib/errors/result.ts";

/** What every question is about: a frame by its key (workspace and data revision), a definition and options. */
export interface About {
  /** Workspace, data revision and, where accounts are left out, which. */
  readonly frameKey: string;
  /** Null: the one suggested by the data. */
  readonly definition: Definition | null;
  readonly options: AnalysisOptions;
}

export interface GoodCustomerAnswer {
  readonly customers: number;
  /** The definition asked about, or the suggested one; null where the data has no outcome. */
  readonly definition: Definition | null;
  readonly suggested: Definition | null;
  readonly cards: readonly SuggestedCard[];
  readonly counts: GoodCustomerCounts | null;
  readonly check: GutCheck | null;
  /** What changes against `before`; null where there is nothing to compare. */
  readonly movement: Movement | null;
  /** Start dates are known, so that a cohort can be chosen. */
  readonly dated: boolean;
  /** It looks as if those who left early were not in the data, and the definition does not say so. */
  readonly late: LooksLate | null;
  /** Outcomes of the definition of which old accounts have more. */
  readonly growing: readonly GrowsWithAge[];
}

/** One pattern with what its sheet draws; `detail` is null where the pictures cannot be worked out. */
export interface DetailAnswer {
  readonly attribute: AttributeFindings;
  readonly pattern: Pattern;
  readonly detail: PatternDetail | null;
}

/** One page of the accounts behind a pattern. */
export interface PageBehind {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly accounts: readonly Behind[];
}

/** A question, and what it is answered with. */
export interface Questions {
  /** The definition in force: the one asked about, else the one that the data suggests. */
  readonly definition: { readonly ask: object; readonly answer: Definition | null };
  readonly analysis: { readonly ask: object; readonly answer: Analysis };
  readonly detail: {
    readonly ask: { readonly outcome: string; readonly pattern: string };
    readonly answer: DetailAnswer | null;
  };
  /** The accounts behind a pattern, a page at a time: all of a large table would hold up whoever receives them. */
  readonly behind: {
    readonly ask: {
      readonly outcome: string;
      readonly pattern: string;
      /** From 1; beyond the last it is the last. */
      readonly page: number;
      readonly perPage: number;
    };
    readonly answer: PageBehind | null;
  };
  readonly goodCustomer: {
    readonly ask: { readonly before: Definition | null };
    readonly answer: GoodCustomerAnswer;
  };
  /** Rules as first answered, once it is known how steady they are, and what the whole finds in shuffled copies. */
  readonly rules: { readonly ask: AboutRules; readonly answer: RuleFindings | null };
  readonly settledRules: { readonly ask: AboutRules; readonly answer: RuleFindings | null };
  readonly shuffleCheck: { readonly ask: AboutRules; readonly answer: ShuffleCheck | null };
  /** Points for what speaks for an outcome, judged on accounts they were not made from; or why there are none. */
  readonly scorecard: {
    readonly ask: { readonly outcome: string };
    readonly answer: Result<Scorecard> | null;
  };
  /** Easy to win against worth keeping; null where the data does not say who was won and who was kept. */
  readonly quadrant: { readonly ask: object; readonly answer: Quadrant | null };
  /** On whom rules can be tried that they were not chosen by, and what comes of it. */
  readonly trial: { readonly ask: object; readonly answer: Trial | null };
  readonly backTest: { readonly ask: AboutBackTest; readonly answer: BackTest | NoBackTest | null };
}

export type Kind = keyof Questions;
export type Question<K extends Kind = Kind> = {
  [Q in K]: { readonly kind: Q; readonly about: About } & Questions[Q]["ask"];
}[K];
export type Answer<K extends Kind> = Questions[K]["answer"];

/** Work of many seconds that nobody has to wait for before the page says something. */
const slow: readonly Kind[] = ["settledRules", "shuffleCheck", "scorecard"];

/** Whether a question is work in the background: pages go before it. */
export const isSlow = (question: Question): boolean =>
  slow.includes(question.kind) || (question.kind === "backTest" && question.subject === "found");

/**
 * Of slow work: what it is asked for, whatever the data revision and the definition. Where the same is asked on newer
 * ground the older work is of no use to anybody. With and without what is set aside are two views, which may stand side by
 * side. Null for what is answered at once.
 */
export function slotOf(question: Question): string | null {
  if (!isSlow(question)) return null;
  const { about, ...asked } = question;
  const [workspace, , leftOut] = about.frameKey.split(" ");
  return JSON.stringify([workspace, leftOut, asked]);
}

/** Frames that one thread keeps at hand. */
export const mostFrames = 3;

/** Hears the share done, and may throw to stop the work. */
export type Tick = (share: number) => void;
