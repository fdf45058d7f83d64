import type { Definition, OutcomeCard } from "#lib/accounts/definition.ts";
import { sayDate, sayNumber, startSentence } from "#lib/criteria/words.ts";

/** One outcome in words, without a full stop: "Months retained: 12 or more is good, 3 or less is poor". */
export function sayCard(card: OutcomeCard): string {
  const name = card.outcome === "retention" ? "Months retained" : startSentence(card.outcome);
  const amount = (value: number) => sayNumber(value, card.outcome);
  if (card.poor === card.good) return `${name}: good from ${amount(card.good)} on`;
  const [good, poor] = card.poor < card.good ? ["or more", "or less"] : ["or less", "or more"];
  return `${name}: ${amount(card.good)} ${good} is good, ${amount(card.poor)} ${poor} is poor`;
}

/** How much one outcome counts beside the others; empty where it is the only one. */
export function sayWeight(card: OutcomeCard, definition: Definition): string {
  if (definition.outcomes.length < 2) return "";
  const sum = definition.outcomes.reduce((total, one) => total + one.weight, 0);
  return `counts for ${Math.round((card.weight / sum) * 100)} %`;
}

/** The cut, the horizon and the cohort in one or two sentences. */
export function sayFrame(definition: Definition): string {
  const months = definition.horizonMonths;
  const watched = `${sayNumber(months)} ${months === 1 ? "month" : "months"}`;
  const cut = `A customer is good from ${sayNumber(Math.round(definition.cut * 100))} of 100 points on, watched for ${watched}.`;
  const cohort = sayCohort(definition.cohort);
  return cohort === "" ? cut : `${cut} ${cohort}`;
}

function sayCohort({ from, to }: Definition["cohort"]): string {
  if (from && to) return `Only customers who started from ${sayDate(from)} to ${sayDate(to)} count.`;
  if (from) return `Only customers who started on ${sayDate(from)} or later count.`;
  if (to) return `Only customers who started on ${sayDate(to)} or earlier count.`;
  return "";
}

/** What a good customer is, in whole sentences: one an outcome, then the cut, the horizon and the cohort. */
export function sayDefinition(definition: Definition): readonly string[] {
  const cards = definition.outcomes.map((card) => {
    const weight = sayWeight(card, definition);
    return `${[sayCard(card), weight].filter(Boolean).join(", ")}.`;
  });
  return [...cards, sayFrame(definition)];
}
