import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import { sayDate, sayNumber, startSentence } from "#lib/criteria/words.ts";

/**
 * What a good customer is, in sentences: one an outcome, then the weighing where there are several, the cohort
 * and the horizon.
 */
export function sayDefinition(definition: Definition): readonly string[] {
  const weights = definition.outcomes.reduce((sum, card) => sum + card.weight, 0);
  const several = definition.outcomes.length > 1;
  const cards = definition.outcomes.map((card) => {
    const share = several ? ` It counts for ${Math.round((card.weight / weights) * 100)} %.` : "";
    return `${sayCard(card)}${share}`;
  });
  const graded = several || definition.outcomes.some((card) => card.poor !== card.good);
  return [
    ...cards,
    ...(graded
      ? [`A customer that reaches ${Math.round(definition.cut * 100)} % of this is a good one.`]
      : []),
    ...(definition.measuredBy === "score"
      ? ["Patterns are measured by the score this makes, from 0 to 100."]
      : []),
    sayCohort(definition.cohort),
    ...saySince(definition.cohort),
    `Each is watched for ${sayMonths(definition.horizonMonths)}.`,
  ];
}

/** One outcome in a sentence: "Stays: 12 months or more is good, 3 months or less is poor." */
export function sayCard(card: OutcomeCard): string {
  const name = card.outcome === "retention" ? "Stays" : startSentence(card.outcome);
  const amount = (value: number) =>
    card.outcome === "retention" ? sayMonths(value) : sayNumber(value, card.outcome);
  if (card.poor === card.good) {
    // Which side of the line is good is known to the outcome's column, not here; longer is better for staying.
    if (card.outcome === "retention") return `${name}: at least ${amount(card.good)}.`;
    return `${name}: the line between good and poor is ${amount(card.good)}.`;
  }
  const [good, poor] = card.poor < card.good ? ["or more", "or less"] : ["or less", "or more"];
  return `${name}: ${amount(card.good)} ${good} is good, ${amount(card.poor)} ${poor} is poor.`;
}

const sayMonths = (months: number) => `${sayNumber(months)} ${months === 1 ? "month" : "months"}`;

function saySince({ watchedSince }: Definition["cohort"]): string[] {
  if (watchedSince === undefined) return [];
  return [
    `Customers who left before ${sayDate(watchedSince)} are not in the data, so those from before count from that day on.`,
  ];
}

function sayCohort({ from, to }: Definition["cohort"]): string {
  if (from && to) return `Counted are customers who started from ${sayDate(from)} to ${sayDate(to)}.`;
  if (from) return `Counted are customers who started on ${sayDate(from)} or later.`;
  if (to) return `Counted are customers who started on ${sayDate(to)} or earlier.`;
  return "Every customer counts, whenever it started.";
}
