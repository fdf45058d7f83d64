import { formatCount, formatCounted, formatWholePercent, roundUp } from "#lib/analysis/format.ts";
import type { Explained } from "#lib/analysis/how-computed.ts";
import type { Quadrant, QuadrantLevel, Region, Side } from "#lib/analysis/quadrant/quadrant.ts";
import { warningSentence } from "#lib/analysis/sentence.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";

/** The four regions by name, and what to do with whoever is in them. */
export const regionWords: Record<Region, { readonly name: string; readonly advice: string }> = {
  aim: { name: "Aim here", advice: "easy to win, worth keeping" },
  effort: { name: "Worth the effort", advice: "hard to win, worth keeping" },
  beware: { name: "Beware", advice: "easy to win, not worth keeping" },
  leave: { name: "Leave alone", advice: "hard to win, not worth keeping" },
};

/** "good" or "kept": what "worth keeping" counts. */
export const keptWord = ({ outcome }: Pick<Quadrant, "outcome">): string =>
  outcome === goodCustomerOutcome ? "good" : "still customers";

export const levelName = ({ attribute, level }: Pick<QuadrantLevel, "attribute" | "level">): string =>
  `${attribute}: ${level}`;

/** What the picture shows, in one sentence: the surest of who to beware of, else of who to aim at, else that nothing holds. */
export function sayQuadrant(quadrant: Quadrant): string {
  const first = (region: Region) => quadrant.levels.find((level) => level.region === region);
  const beware = first("beware");
  const told = beware ?? first("aim") ?? first("effort") ?? first("leave");
  if (told === undefined)
    return "No trait is told from the rest on both sides: neither how easy its companies are to win nor how worth keeping is known well enough.";
  const { advice } = regionWords[told.region!];
  const { win, keep } = told;
  const more = quadrant.levels.filter(({ region }) => region === told.region).length - 1;
  const others =
    more === 0 ? "" : ` ${formatCounted(more, "more trait")} ${more === 1 ? "is" : "are"} like that.`;
  return `${told.attribute} is ${told.level}: ${advice}. ${formatWholePercent(win.rate.value)} of such companies were won (of the rest ${formatWholePercent(win.rest)}), and ${formatWholePercent(keep.rate.value)} of such customers are ${keptWord(quadrant)} (of the rest ${formatWholePercent(keep.rest)}).${others}`;
}

/** What to beware of with a level, each with the side it is about. */
export function sayWarnings({ win, keep }: QuadrantLevel): string[] {
  const said = (side: string, { warnings }: Side) =>
    warnings.map((warning) => `${side}: ${warningSentence(warning, { measure: "rate" })}`);
  return [...said("Winning", win), ...said("Keeping", keep)];
}

/** What it would take for the nearest level to have a place; null where one has, or none leans to any side. */
export function sayNeeded({ levels, prospects, customers }: Quadrant): string | null {
  if (levels.some(({ region }) => region !== null)) return null;
  const nearest = levels
    .map((level) => ({ level, win: level.win.needed ?? prospects, keep: level.keep.needed ?? customers }))
    .filter(({ win, keep }) => win > prospects || keep > customers)
    .sort((a, b) => a.win / prospects + a.keep / customers - (b.win / prospects + b.keep / customers))[0];
  if (nearest === undefined) return null;
  const { level, win, keep } = nearest;
  return `The nearest, ${levelName(level)}, would take about ${formatCounted(roundUp(Math.max(win, prospects)), "company", "companies")} with a closed deal and ${formatCounted(roundUp(Math.max(keep, customers)), "customer")} with a known outcome, were its differences as they look now; there are ${formatCount(prospects)} and ${formatCount(customers)}.`;
}

/** "75 traits looked at, 4 told from the rest on both sides". */
export function sayExamined({ levels, tooFew, examined }: Quadrant): string {
  const told = levels.filter(({ region }) => region !== null).length;
  const few =
    tooFew === 0
      ? ""
      : ` ${formatCounted(tooFew, "trait")} with fewer than ten companies on one side ${tooFew === 1 ? "is" : "are"} left out.`;
  return `${formatCounted(levels.length, "trait")} looked at on both sides (${formatCounted(examined, "question")}), ${told} told from the rest on both.${few}${sayMisled(levels)} It is association: it does not say why.`;
}

/** Who seems kept, or lost, only for being young or old; nothing where nobody does. */
function sayMisled(levels: Quadrant["levels"]): string {
  const misled = levels.filter(({ win, keep }) => win.misleads || keep.misleads).map(levelName);
  if (misled.length === 0) return "";
  return ` Without a place, since customers followed for as long do the opposite of what the share says: ${misled.join(", ")}.`;
}

/** How the figures came about; for those who ask. */
export function explainQuadrant({ outcome, column, examined }: Quadrant): Explained[] {
  return [
    {
      figure: "Easy to win",
      method: `Of the companies with a deal that closed, the share with one that was won${column === null ? "" : `, as ${column} says`}. A deal still open counts for nothing. Wilson's interval.`,
      corrected: null,
      source: "Wilson 1927",
    },
    {
      figure: "Worth keeping",
      method:
        outcome === goodCustomerOutcome
          ? "Of the customers whose outcome is known, the share of good ones by the teams' definition, weighted for those whom it is too early to tell. Wilson's interval at the effective number of customers."
          : "Of the customers whose state is known, the share still customers at the export. Wilson's interval; tested by log-rank where times are known.",
      corrected: null,
      source: "Wilson 1927; Kish 1965",
    },
    {
      figure: "Region",
      method:
        "A trait has a place only where both its shares differ from the rest's by more than chance, and where accounts watched for as long do what the share says; all others are hollow.",
      corrected: `all ${formatCounted(examined, "question")} of both sides together`,
      source: "Benjamini and Hochberg 1995; Benjamini and Bogomolov 2014; Holm 1979",
    },
  ];
}
