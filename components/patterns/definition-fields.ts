import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";

/** One outcome card as it stands in the form: what somebody is typing need not be a number yet. */
export interface CardFields {
  readonly outcome: string;
  readonly chosen: boolean;
  readonly poor: string;
  readonly good: string;
  readonly weight: string;
}

export interface DefinitionFields {
  readonly cards: readonly CardFields[];
  /** Points of 100. */
  readonly cut: string;
  readonly from: string;
  readonly to: string;
  /** The day since when those who leave are in the data; empty: from the beginning. */
  readonly watchedSince: string;
  readonly horizon: string;
  /** Patterns are measured by the score and not by the yes or no. */
  readonly byScore: boolean;
}

/** What a card is called: retention is judged by its months. */
export const outcomeTitle = (outcome: string): string =>
  outcome === "retention" ? "Months retained" : outcome;

const cardFields = (card: OutcomeCard, chosen: boolean): CardFields => ({
  outcome: card.outcome,
  chosen,
  poor: String(card.poor),
  good: String(card.good),
  weight: String(card.weight),
});

/** The form of a definition, with the outcomes it does not use offered as the data suggests them. */
export function fieldsOf(definition: Definition, suggested: readonly OutcomeCard[]): DefinitionFields {
  const used = new Set(definition.outcomes.map(({ outcome }) => outcome));
  return {
    cards: [
      ...definition.outcomes.map((card) => cardFields(card, true)),
      ...suggested.filter(({ outcome }) => !used.has(outcome)).map((card) => cardFields(card, false)),
    ],
    cut: String(Math.round(definition.cut * 1000) / 10),
    from: definition.cohort.from ?? "",
    to: definition.cohort.to ?? "",
    watchedSince: definition.cohort.watchedSince ?? "",
    horizon: String(definition.horizonMonths),
    byScore: definition.measuredBy === "score",
  };
}

/** A number as people type it: with a decimal comma or point; NaN for what is none. */
const numberOf = (text: string): number =>
  text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));

/**
 * The definition a form says, or a sentence about the first thing that is not right yet. Checked by hand: the
 * schema, which the server checks by, would bring its library to the browser.
 */
export function definitionOf(fields: DefinitionFields): Definition | string {
  const chosen = fields.cards.filter((card) => card.chosen);
  if (chosen.length === 0) return "Choose at least one outcome.";
  for (const card of chosen) {
    const numbers = [card.poor, card.good, card.weight].map(numberOf);
    if (!numbers.every(Number.isFinite)) return `Give three numbers for ${outcomeTitle(card.outcome)}.`;
    if ((numbers[2] ?? 0) <= 0) return `The weight of ${outcomeTitle(card.outcome)} must be above 0.`;
  }
  const [cut, horizon] = [numberOf(fields.cut), numberOf(fields.horizon)];
  if (!(cut >= 0 && cut <= 100)) return "The cut is a number from 0 to 100.";
  if (!(horizon > 0 && horizon <= 240)) return "The horizon is from 1 to 240 months.";
  const months = numberOf(chosen.find(({ outcome }) => outcome === "retention")?.good ?? "0");
  if (months > horizon) {
    return `Nobody is watched for ${months} months where the horizon is ${horizon}: lengthen it, or call fewer months good.`;
  }
  if (fields.from && fields.to && fields.from > fields.to) return "The cohort ends before it begins.";
  return {
    outcomes: chosen.map(({ outcome, poor, good, weight }) => ({
      outcome,
      poor: numberOf(poor),
      good: numberOf(good),
      weight: numberOf(weight),
    })),
    cut: cut / 100,
    cohort: {
      from: fields.from || null,
      to: fields.to || null,
      ...(fields.watchedSince && { watchedSince: fields.watchedSince }),
    },
    horizonMonths: horizon,
    ...(fields.byScore && { measuredBy: "score" as const }),
  };
}
