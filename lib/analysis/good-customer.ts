import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { daysOf } from "#lib/analysis/format.ts";
import { inView } from "#lib/analysis/late-entry.ts";
import { horizonWeights } from "#lib/stats/horizon.ts";
import { enoughInView, type Timeline, timeline } from "#lib/stats/timeline.ts";

/** What is known of an account under a definition. */
export const standing = { not: 0, good: 1, tooEarly: 2, unrecorded: 3, outside: 4 } as const;
export type Standing = (typeof standing)[keyof typeof standing];

/**
 * By account: months (NaN where unknown or outside the cohort) and whether it left, put in order once (with late entries
 * where the data has them); and the horizon in months.
 */
export interface Watched {
  readonly months: Float64Array;
  readonly left: Uint8Array;
  readonly horizon: number;
  readonly on: Timeline;
  /** By account: whose others it is no evidence for, where accounts belong together. */
  readonly groups?: Int32Array | null;
}

/** Every account judged by a definition, in the order of the frame. */
export interface GoodCustomers {
  /** `standing` of each account. */
  readonly labels: Uint8Array;
  /** Weighted mean of the outcomes, each 0-1 between its thresholds; NaN where not known. */
  readonly scores: Float64Array;
  /** 1 / Ĝ(min(T, h)−) for known accounts when retention is part of the definition, else 1; 0 where not known. */
  readonly weights: Float64Array;
  readonly weighted: boolean;
  /** How long those of the cohort were watched (NaN: not in it, or not known), where retention is part of it. */
  readonly watched: Watched | null;
  readonly counts: GoodCustomerCounts;
}

export interface GoodCustomerCounts {
  readonly good: number;
  readonly not: number;
  /** Still customers who have not been followed to the horizon. */
  readonly tooEarly: number;
  /** An outcome of the definition is missing from the file. */
  readonly unrecorded: number;
  /** Not in the cohort, or in view too late to tell whether it stayed. */
  readonly outside: number;
}

/** The name under which retention appears among the outcomes of a definition. */
export const retentionOutcome = "retention";

/**
 * Judges every account by the teams' definition (statistics.md, "good customer, yes or no"): known only when every
 * outcome is, and retention only when the account was followed to the horizon or left before it. Known accounts weigh
 * 1/Ĝ(min(T, h)−), Ĝ the Kaplan-Meier curve of being cut off within the cohort, so that they also stand for those of
 * whom it is too early to tell. Nothing is imputed. An outcome that the frame does not have leaves every account
 * unrecorded. Where the data lacks those who left before a day (see inView), an account that came into view beyond the
 * horizon is outside: it is there because it stayed.
 */
export function judgeAccounts(given: Frame, definition: Definition): GoodCustomers {
  const frame = inView(given, definition);
  const n = frame.accountIds.length;
  const inCohort = cohortOf(frame, definition);
  const labels = new Uint8Array(n).fill(standing.outside);
  const scores = new Float64Array(n).fill(Number.NaN);
  const weighted = definition.outcomes.some((card) => card.outcome === retentionOutcome);
  const total = definition.outcomes.reduce((sum, card) => sum + card.weight, 0);
  const cards = definition.outcomes.map((card) => ({
    card,
    read: readerOf(frame, card, definition.horizonMonths),
  }));
  for (let i = 0; i < n; i++) {
    if (inCohort[i] === 0) continue;
    const read = cards.map(({ read }) => read(i));
    // Young accounts often lack the other outcomes as well: their age says why.
    if (read.includes("too early")) labels[i] = standing.tooEarly;
    else if (read.includes("unrecorded")) labels[i] = standing.unrecorded;
    else {
      const sum = cards.reduce((all, { card }, at) => all + card.weight * (read[at] as number), 0);
      scores[i] = sum / total;
      // Weights such as .1 + .2 must not make a full score miss a cut of 1.
      labels[i] = scores[i]! >= definition.cut - 1e-9 ? standing.good : standing.not;
    }
  }
  const watched = weighted ? watchedOf(frame, definition.horizonMonths, inCohort) : null;
  const weights = watched === null ? plainWeights(labels) : retentionWeights(watched, labels);
  for (let i = 0; i < n; i++) {
    if (!isKnown(labels[i]) || weights[i] !== 0) continue;
    labels[i] = standing.outside;
    scores[i] = Number.NaN;
  }
  return { labels, scores, weights, weighted, watched, counts: countLabels(labels) };
}

const isKnown = (label: number | undefined) => label === standing.good || label === standing.not;

function plainWeights(labels: Uint8Array): Float64Array {
  return Float64Array.from(labels, (label) => (isKnown(label) ? 1 : 0));
}

function watchedOf({ retention }: Frame, horizon: number, inCohort: Uint8Array): Watched | null {
  if (retention === null) return null;
  const { left, entry } = retention;
  const months = retention.months.map((month, i) =>
    inCohort[i] === 1 && left[i] !== 2 ? month : Number.NaN,
  );
  return { months, left, horizon, on: timeline(months, entry ?? null, enoughInView) };
}

function retentionWeights({ months, left, horizon, on }: Watched, labels: Uint8Array): Float64Array {
  return horizonWeights(months, left, horizon, on).map((weight, i) => (isKnown(labels[i]) ? weight : 0));
}

function countLabels(labels: Uint8Array): GoodCustomerCounts {
  const counts = [0, 0, 0, 0, 0];
  for (const label of labels) counts[label]!++;
  const [not = 0, good = 0, tooEarly = 0, unrecorded = 0, outside = 0] = counts;
  return { good, not, tooEarly, unrecorded, outside };
}

/** 1 for accounts whose start date lies in the cohort; both ends are included, an open cohort takes everybody. */
export function cohortOf(frame: Frame, definition: Definition): Uint8Array {
  const { from, to } = definition.cohort;
  const n = frame.accountIds.length;
  if (from === null && to === null) return new Uint8Array(n).fill(1);
  const low = from === null ? Number.NEGATIVE_INFINITY : daysOf(from);
  const high = to === null ? Number.POSITIVE_INFINITY : daysOf(to);
  const inCohort = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const start = frame.startDays?.[i] ?? Number.NaN;
    if (start >= low && start <= high) inCohort[i] = 1;
  }
  return inCohort;
}

/** What one outcome of the definition is worth for an account: 0-1, or why nobody knows. */
export type Read = number | "too early" | "unrecorded";

/** Reads one outcome of a definition by account; `horizon` in months. */
export function readerOf(frame: Frame, card: OutcomeCard, horizon: number): (account: number) => Read {
  if (card.outcome === retentionOutcome) return retentionReader(frame, card, horizon);
  const column = frame.outcomes.find((candidate) => candidate.outcome.name === card.outcome);
  if (column === undefined) return () => "unrecorded";
  const lower = column.outcome.better === "lower";
  return (account) => {
    const value = column.values[account]!;
    return Number.isNaN(value) ? "unrecorded" : between(value, card, lower);
  };
}

function retentionReader(frame: Frame, card: OutcomeCard, horizon: number): (account: number) => Read {
  const { retention } = frame;
  if (retention === null) return () => "unrecorded";
  return (account) => {
    const months = retention.months[account]!;
    const left = retention.left[account]!;
    if (left === 2 || Number.isNaN(months)) return "unrecorded";
    if (left === 0 && months < horizon) return "too early";
    // Months beyond the horizon would favour whoever happens to have been watched longer.
    return between(Math.min(months, horizon), card, false);
  };
}

/** 0 at `poor`, 1 at `good`, linear between; equal thresholds are a step that `lower` gives its direction. */
function between(value: number, card: OutcomeCard, lower: boolean): number {
  if (card.poor === card.good) return (lower ? value <= card.good : value >= card.good) ? 1 : 0;
  return Math.min(1, Math.max(0, (value - card.poor) / (card.good - card.poor)));
}
