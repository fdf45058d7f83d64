import { sayNumber, sayPercent } from "#lib/criteria/words.ts";
import type { CriterionFigures, Sides, Snapshot } from "#lib/icp/snapshot.ts";

/** "1 customer", "388 customers". */
export const customers = (n: number): string => `${sayNumber(n)} ${n === 1 ? "customer" : "customers"}`;

type Measure = Snapshot["measure"];

/** What the figures count: good customers, or those who are customers still. */
export const measureWord = (measure: Measure): string => (measure === "stayed" ? "still customers" : "good");

/** How a rule's customers did: "388 customers, 79 % good". */
export function sayMatches(figures: CriterionFigures, measure: Measure): string {
  const rate = figures.sides?.inside.good;
  const did = rate ? `, ${sayPercent(rate.value)} ${measureWord(measure)}` : "";
  return `${customers(figures.yes)}${did}`;
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

export const toneClass = { good: "text-good", poor: "text-poor", none: "text-uncertain" } as const;
