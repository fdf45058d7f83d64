import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import type { Frame, OutcomeColumn } from "#lib/accounts/frame.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { quantile7OfSorted } from "#lib/stats/numeric.ts";

/** A card the teams can put into their definition, and how many accounts have its outcome. */
export interface SuggestedCard {
  readonly card: OutcomeCard;
  readonly known: number;
  /** Whether the suggested definition holds it. */
  readonly chosen: boolean;
}

/** An outcome that more accounts than this lack would leave most of them unjudged. */
const leastKnown = 0.8;
const horizons = [12, 6, 3, 1];
const leastFollowed = 0.4;

/**
 * A card for every outcome of the frame, thresholds prefilled from the data: retention to the horizon, numbers from
 * their worse to their better quartile.
 */
export function suggestCards(frame: Frame): SuggestedCard[] {
  const accounts = frame.accountIds.length;
  const horizon = suggestHorizon(frame);
  const numeric = frame.outcomes.flatMap((column) => numericCard(column));
  const behaviour = numeric.filter(
    ({ known, kind }) => known >= leastKnown * accounts && kind !== "value" && kind !== "sales effort",
  );
  const hasRetention = horizon !== null;
  // Without retention something must decide; how much a customer pays is better than nothing.
  const chosen = hasRetention || behaviour.length > 0 ? behaviour : numeric.slice(0, 1);
  const retention: SuggestedCard[] =
    horizon === null
      ? []
      : [
          {
            card: retentionCard(horizon, chosen.length === 0),
            known: followed(frame, horizon),
            chosen: true,
          },
        ];
  return [
    ...retention,
    ...numeric.map(({ card, known }) => ({ card, known, chosen: chosen.some((one) => one.card === card) })),
  ];
}

/** The definition to start from; null where the frame has no outcome at all. */
export function suggestDefinition(frame: Frame): Definition | null {
  const cards = suggestCards(frame).filter((suggested) => suggested.chosen);
  if (cards.length === 0) return null;
  return {
    outcomes: cards.map(({ card }) => card).slice(0, 12),
    cut: cards.length === 1 ? 0.5 : 0.6,
    cohort: { from: null, to: null },
    horizonMonths: suggestHorizon(frame) ?? 12,
  };
}

/** The longest usual horizon to which enough accounts have been followed, or left before; null without retention. */
function suggestHorizon(frame: Frame): number | null {
  if (frame.retention === null) return null;
  const recorded = frame.retention.months.reduce((sum, month) => sum + (Number.isNaN(month) ? 0 : 1), 0);
  if (recorded === 0) return null;
  return horizons.find((horizon) => followed(frame, horizon) >= leastFollowed * recorded) ?? horizons.at(-1)!;
}

/** Accounts whose fate at the horizon is known. */
function followed({ retention }: Frame, horizon: number): number {
  if (retention === null) return 0;
  let count = 0;
  retention.months.forEach((months, i) => {
    if (retention.left[i] !== 2 && (months >= horizon || (retention.left[i] === 1 && months < horizon)))
      count++;
  });
  return count;
}

/** Alone, retention is a step at the horizon; beside others it rises from half the horizon on. */
function retentionCard(horizon: number, alone: boolean): OutcomeCard {
  return {
    outcome: retentionOutcome,
    poor: alone ? horizon : horizon / 2,
    good: horizon,
    weight: alone ? 1 : 2,
  };
}

function numericCard({ outcome, values }: OutcomeColumn) {
  const ascending = values.filter((value) => !Number.isNaN(value)).sort();
  if (ascending.length === 0 || outcome.sale !== undefined) return [];
  const [low, high] = [quantile7OfSorted(ascending, 0.25), quantile7OfSorted(ascending, 0.75)].map(round);
  const [poor, good] = outcome.better === "higher" ? [low!, high!] : [high!, low!];
  const card: OutcomeCard = { outcome: outcome.name, poor, good, weight: 1 };
  return [{ card, known: ascending.length, kind: outcome.kind }];
}

/** Two significant digits: a threshold people agree on, not a quantile. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}
