import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { cohortOf, readerOf, retentionOutcome } from "#lib/analysis/good-customer.ts";
import { inView } from "#lib/analysis/late-entry.ts";
import { pseudoRetention, type Rise } from "#lib/stats/pseudo.ts";
import { enoughInView, type Timeline, timeline } from "#lib/stats/timeline.ts";

/** Staying as part of a score: how much of it, and how long each row was followed. */
export interface Staying {
  /** Its weight, as a share of all weights. */
  readonly share: number;
  readonly rise: Rise;
  readonly months: Float64Array;
  readonly left: Uint8Array;
  readonly entry: Float64Array | null;
}

/** The score of good customers by row, before staying is told by pseudo-observations. */
export interface Score {
  /** What the other outcomes add, 0-1 by their weight. */
  readonly fixed: Float64Array;
  readonly staying: Staying | null;
}

/** Full marks of a score. */
export const fullScore = 100;

/** How one outcome of a definition counts in its score: its weight as a share, and what each row has of it (0-1). */
export interface Component {
  readonly outcome: string;
  readonly share: number;
  readonly values: Float64Array;
}

/** The accounts whose score is known, ascending, and what theirs is made of. */
export interface ScoredAccounts {
  readonly rows: Int32Array;
  readonly score: Score;
  /** Accounts of the cohort whose score is not known. */
  readonly unknown: number;
}

/**
 * Good customers by degrees (statistics.md, "good customer, continuous"): every outcome 0-1 between its thresholds, weighted.
 * Staying is told by pseudo-observations (see scoreValues), so that accounts cut off before the horizon take part instead of
 * being guessed or left out; every other outcome must be recorded, nothing is imputed. Nobody's score is known where nobody
 * was followed to the horizon.
 */
export function scoreAccounts(given: Frame, definition: Definition): ScoredAccounts {
  const frame = inView(given, definition);
  const inCohort = cohortOf(frame, definition);
  const card = definition.outcomes.find(({ outcome }) => outcome === retentionOutcome);
  const others = definition.outcomes.filter((one) => one !== card);
  const total = definition.outcomes.reduce((sum, { weight }) => sum + weight, 0);
  const read = others.map((one) => readerOf(frame, one, definition.horizonMonths));
  const fixed = new Float64Array(inCohort.length);
  const isTimed = card === undefined ? () => true : timedIn(frame);
  const rows: number[] = [];
  let unknown = 0;
  for (let account = 0; account < inCohort.length; account++) {
    if (inCohort[account] === 0) continue;
    const parts = read.map((one) => one(account));
    if (!isTimed(account) || parts.some((part) => typeof part !== "number")) {
      unknown++;
      continue;
    }
    rows.push(account);
    fixed[account] = others.reduce((sum, { weight }, i) => sum + weight * (parts[i] as number), 0) / total;
  }
  const staying = card === undefined ? null : stayingOf(frame, card, definition, total);
  // Beyond the last day anybody was followed the curve would be a guess.
  const known = Int32Array.from(staying === null || isFollowed(staying, rows) ? rows : []);
  return {
    rows: known,
    score: partOfScore({ fixed, staying }, known),
    unknown: unknown + rows.length - known.length,
  };
}

/** Whether anybody in view before it was followed to where staying counts in full, or everybody had left by then. */
function isFollowed(staying: Staying, rows: readonly number[]): boolean {
  return (
    rows.some((account) => isFollowedTo(staying, account)) ||
    rows.every((account) => staying.left[account] === 1)
  );
}

/** Whether a row was in view before staying counts in full, and was followed to there. */
export const isFollowedTo = ({ months, entry, rise }: Staying, row: number): boolean =>
  months[row]! >= rise.to && !(entry && entry[row]! >= rise.to);

/** Whether it is known how long an account stayed, and some of it was in view. */
function timedIn({ retention }: Frame): (account: number) => boolean {
  if (retention === null) return () => false;
  const { months, left, entry } = retention;
  return (account) =>
    left[account] !== 2 && !Number.isNaN(months[account]!) && (!entry || entry[account]! < months[account]!);
}

function stayingOf(
  { retention }: Frame,
  { weight, poor, good }: OutcomeCard,
  { horizonMonths }: Definition,
  total: number,
): Staying | null {
  if (retention === null) return null;
  const to = Math.min(good, horizonMonths);
  const { months, left, entry } = retention;
  const rise = { from: Math.min(poor, to), to };
  return { share: weight / total, rise, months, left, entry: entry ?? null };
}

/** The score of some rows (repeats allowed), as if there were no others. */
export function partOfScore({ fixed, staying }: Score, picks: Int32Array): Score {
  const at = (all: Float64Array) => Float64Array.from(picks, (row) => all[row]!);
  return {
    fixed: at(fixed),
    staying: staying && {
      ...staying,
      months: at(staying.months),
      left: Uint8Array.from(picks, (row) => staying.left[row]!),
      entry: staying.entry && at(staying.entry),
    },
  };
}

/** The follow-up of a score's rows put in order. */
export const orderOfStaying = ({ months, entry }: Staying): Timeline => timeline(months, entry, enoughInView);

/**
 * The score of every row, 0-100: what the other outcomes add, and for staying the pseudo-observation of what it is worth
 * (Andersen, Klein and Rosthøj 2003; see pseudoRetention). Single values may lie outside 0-100; they are never cut into yes
 * and no, and nothing but their means is told. Taken over the rows of `on` where it is given (NaN for the others).
 */
export function scoreValues({ fixed, staying }: Score, on?: Timeline): Float64Array {
  if (staying === null) return fixed.map((value) => fullScore * value);
  const { share, rise, months, left } = staying;
  const pseudo = pseudoRetention(months, left, rise, on ?? orderOfStaying(staying));
  return pseudo.map((value, row) => fullScore * (fixed[row]! + share * value));
}
