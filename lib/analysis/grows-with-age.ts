import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { cohortOf, retentionOutcome } from "#lib/analysis/good-customer.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";
import { midRanks } from "#lib/analysis/two-groups.ts";
import { tTwoSided } from "#lib/stats/distributions.ts";

/** Weaker correlations move no account's score by much; p beyond which one may be chance. */
const clear = 0.3;
const certain = 0.01;
/** Of more accounts every so many-th is looked at: to rank a million would keep the first answer waiting. */
const mostRanked = 20_000;

/**
 * The outcomes of a definition that are the larger the longer ago an account began, such as what it has paid to date or how many
 * seats it has by now: they were measured after times of different length, so that old accounts look better than young ones
 * alike in everything else. By Spearman's rank correlation (1904) with the start, ties as mid-ranks, p by Student's t; where starts
 * are not known with the months of those still there. Of at least .3 and p ≤ .01, within the cohort; the strongest first. Events
 * per unit of time allow for it themselves.
 */
export function growingWithAge(frame: Frame, definition: Definition | null): GrowsWithAge[] {
  if (definition === null) return [];
  const inCohort = cohortOf(frame, definition);
  const ageOf = ageIn(frame);
  const every = Math.ceil(inCohort.length / mostRanked);
  const looked = Array.from({ length: Math.ceil(inCohort.length / every) }, (_, i) => i * every);
  return definition.outcomes
    .filter(({ outcome }) => outcome !== retentionOutcome)
    .flatMap(({ outcome }) => {
      const column = frame.outcomes.find((one) => one.outcome.name === outcome);
      if (column === undefined || column.outcome.perDays !== undefined) return [];
      const known = looked.filter(
        (i) => inCohort[i] === 1 && !Number.isNaN(ageOf(i)) && !Number.isNaN(column.values[i]!),
      );
      const correlation = rankCorrelation(
        Float64Array.from(known, ageOf),
        Float64Array.from(known, (i) => column.values[i]!),
      );
      const df = known.length - 2;
      const t = correlation * Math.sqrt(df / (1 - correlation * correlation));
      return correlation >= clear && tTwoSided(t, df) <= certain ? [{ outcome, correlation }] : [];
    })
    .sort((a, b) => b.correlation - a.correlation);
}

/** How long ago an account began, in any unit; NaN where that is not known. */
function ageIn({ startDays, retention }: Frame): (account: number) => number {
  if (startDays !== null) return (account) => -startDays[account]!;
  if (retention === null) return () => Number.NaN;
  return (account) => (retention.left[account] === 0 ? retention.months[account]! : Number.NaN);
}

/** Spearman's rank correlation; NaN where there is nothing to compare. */
function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a, b].map((values) =>
    midRanks(
      values,
      Int32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!),
    ),
  ) as [Float64Array, Float64Array];
  const middle = (a.length - 1) / 2;
  const sum = (u: Float64Array, v: Float64Array) =>
    u.reduce((all, rank, i) => all + (rank - middle) * (v[i]! - middle), 0);
  return sum(x, y) / Math.sqrt(sum(x, x) * sum(y, y));
}
