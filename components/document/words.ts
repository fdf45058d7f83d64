import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import { sayNumber, sayPercent } from "#lib/criteria/words.ts";
import { outcomeOf, sayFigure } from "#lib/icp/evidence-panels.ts";
import type { CriterionFigures, Sides, Snapshot } from "#lib/icp/snapshot.ts";

/** "1 customer", "388 customers". */
export const customers = (n: number): string => `${sayNumber(n)} ${n === 1 ? "customer" : "customers"}`;

type Measure = Snapshot["measure"];

/** What the figures count: good customers, or those who are customers still. */
export const measureWord = (measure: Measure): string => (measure === "stayed" ? "still customers" : "good");

/** How a rule's customers do: "today 388 customers, 79 % good". */
export function sayMatches(figures: CriterionFigures, measure: Measure): string {
  const rate = figures.sides?.inside.good;
  const did = rate ? `, ${sayPercent(rate.value)} ${measureWord(measure)}` : "";
  return `today ${customers(figures.yes)}${did}`;
}

/** "+21 points (15 to 27)": how much better those inside did, with its interval; null where it is not known. */
export function sayDifference(sides: Sides | null): { words: string; tone: "good" | "poor" | "none" } | null {
  if (!sides?.difference) return null;
  const points = (value: number) => Math.round(value * 100);
  const { value, low, high } = sides.difference;
  const signed = (n: number) => (n < 0 ? `−${-n}` : String(n));
  const words = `${value >= 0 ? "+" : ""}${signed(points(value))} points (${signed(points(low))} to ${signed(points(high))})`;
  return { words, tone: low > 0 ? "good" : high < 0 ? "poor" : "none" };
}

const signed = (n: number) => (n < 0 ? `−${-n}` : `+${n}`);

/** What the frozen pattern said, short: "+19 points", "12.5 against 8.1, Tickets a year". */
export function sayFrozen(evidence: PatternEvidence, measure: Measure): string {
  const { inside, rest, outcome } = evidence;
  const same = measure !== null && outcome === outcomeOf[measure];
  const about = same ? "" : `, ${outcome}`;
  if (evidence.measure === "rate") {
    const points = Math.round((inside.value - rest.value) * 100);
    return `${points === 0 ? "0" : signed(points)} points${about}`;
  }
  const say = sayFigure("mean");
  return `${say(inside.value)} against ${say(rest.value)}${about}`;
}

export const toneClass = { good: "text-good", poor: "text-poor", none: "text-uncertain" } as const;
