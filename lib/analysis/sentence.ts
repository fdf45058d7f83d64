import type {
  Estimate,
  LikeWithLike,
  OutcomeFindings,
  Pattern,
  SideBySide,
  UnevenWatch,
  Warning,
} from "#lib/analysis/finding.ts";
import {
  formatCount,
  formatCounted,
  formatMonths,
  formatNumber,
  formatPEquation,
  formatPercent,
  formatWholePercent,
  roundUp,
} from "#lib/analysis/format.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { goodCustomerOutcome } from "#lib/analysis/target.ts";

/** What a sentence must know of the outcome a pattern is about. */
export type Spoken = Pick<OutcomeFindings, "outcome" | "measure" | "better">;

/** The accounts of a pattern in words: "where Contract is Month-to-month". */
function whoseAccounts(pattern: Pick<Pattern, "attribute" | "level" | "when">): string {
  const { attribute, level } = pattern;
  switch (pattern.when[0]?.operator) {
    case "contains any":
      return `where ${attribute} includes ${level}`;
    case "is unknown":
      return `where ${attribute} is not recorded`;
    case "is known":
      return `where ${attribute} is recorded`;
    case "none of":
      return `where ${attribute} is one of ${level}`;
    default:
      return `where ${attribute} is ${level}`;
  }
}

/**
 * A pattern in one or two plain sentences: figure, the rest's figure, difference with interval, adjusted p; where that
 * is not enough, how many accounts a difference like this would need. It never says "because".
 */
export function patternSentence(pattern: Pattern, spoken: Spoken): string {
  return `${comparison(pattern, spoken)} ${conclusion(pattern)}`;
}

function comparison(pattern: Pattern, { outcome, measure, better }: Spoken): string {
  const whose = whoseAccounts(pattern);
  const { inside, rest, difference, n } = pattern;
  if (measure === "mean") {
    const moved = `${formatNumber(Math.abs(difference.value))} ${difference.value < 0 ? "less" : "more"}`;
    return `${outcome} is ${formatNumber(inside.value)} on average for the ${formatCounted(n, "account")} ${whose}, against ${formatNumber(rest.value)} for the rest (${moved}, 95 % interval ${intervalOf(difference, formatNumber)}).${extremes(pattern, better)}`;
  }
  const points = (share: number) => formatNumber(share * 100, 2);
  const moved = `${points(Math.abs(difference.value))} points ${difference.value < 0 ? "fewer" : "more"}`;
  const what =
    outcome === retentionOutcome
      ? "still customers at the export"
      : outcome === goodCustomerOutcome
        ? "good customers"
        : outcome;
  const noun = outcome === retentionOutcome ? "customer" : "account";
  const verb = n === 1 ? "is" : "are";
  return `${formatPercent(inside.value)} of the ${formatCounted(n, noun)} ${whose} ${verb} ${what}, against ${formatPercent(rest.value)} of the rest (${moved}, 95 % interval ${intervalOf(difference, points)}).`;
}

/** What is tested is the mean without the extremes; where that points the other way, the plain mean misleads. */
function extremes({ direction, difference }: Pattern, better: Spoken["better"]): string {
  if (direction === "none" || difference.value === 0) return "";
  const isMore = (direction === "good") === (better === "higher");
  if (isMore === difference.value > 0) return "";
  return ` A few extreme values make this average: without them it is ${isMore ? "higher" : "lower"} than that of the rest.`;
}

const sayOf = (measure: Spoken["measure"]) =>
  measure === "rate" ? formatPercent : (value: number) => formatNumber(value);

/** The interval of a difference in the direction the words already gave: "34 to 38", "−1 to 5". */
function intervalOf({ value, low, high }: Estimate, say: (value: number) => string): string {
  return value < 0 ? `${say(-high)} to ${say(-low)}` : `${say(low)} to ${say(high)}`;
}

function conclusion(pattern: Pattern): string {
  const adjusted = `Adjusted ${formatPEquation(pattern.adjustedP)}.`;
  if (pattern.verdict !== "insufficient") return adjusted;
  return `${neededSentence(pattern)} ${adjusted}`;
}

/** "Not enough evidence: 14 accounts; a difference like this would need about 220." */
export function neededSentence({ n, share, needed }: Pick<Pattern, "n" | "share" | "needed">): string {
  const start = `Not enough evidence: ${formatCounted(n, "account")}`;
  if (needed === null) return `${start}, and no clear difference to find.`;
  const total = Math.round(n / Math.max(share, Number.MIN_VALUE));
  if (needed <= total) return `${start}; some more of them would settle it.`;
  if (needed > 1e7) return `${start}; a difference this small would need millions.`;
  return `${start}; a difference like this would need about ${formatCount(roundUp(needed))} in all.`;
}

/** What to expect of further accounts of a pattern that was found by looking; null where nothing was. */
export function expectedSentence(
  expected: number | null,
  pattern: Pick<Pattern, "attribute" | "verdict">,
  { measure }: Pick<Spoken, "measure">,
): string | null {
  if (expected === null || pattern.verdict === "insufficient") return null;
  const say = sayOf(measure);
  return `Of further such accounts expect about ${say(expected)}: the values of ${pattern.attribute} differ partly by chance.`;
}

/** Retention beyond the rate: the months until half have left, and a word where the rate misleads. */
export function retentionSentence(pattern: Pattern): string | null {
  const { retention } = pattern;
  if (retention === null) return null;
  const say = ({ median }: typeof retention.inside) =>
    median.value === null
      ? "fewer than half have left"
      : `half have left after ${formatMonths(median.value)} (95 % interval ${medianInterval(median)})`;
  const medians = `Counting every account for the time it was followed, ${say(retention.inside)}; of the rest, ${say(retention.rest)}.`;
  return [medians, misleadingShare(pattern)].filter(Boolean).join(" ");
}

/** Where accounts of retention are of such different ages that their share at the export points the other way. */
export function misleadingShare({ retention, direction, difference }: Pattern): string | null {
  if (retention === null) return null;
  const isTurned =
    (direction === "good" && difference.value < 0) || (direction === "poor" && difference.value > 0);
  if (!isTurned) return null;
  const stays = direction === "good" ? "stay longer" : "leave sooner";
  return `Followed for as long, these accounts ${stays} than the rest: the share at the export misleads.`;
}

function medianInterval({ low, high }: { low: number | null; high: number | null }): string {
  const start = low === null ? "unknown" : formatNumber(low);
  return high === null ? `${start} to beyond what was followed` : `${start} to ${formatNumber(high)}`;
}

/** A warning in a sentence; comparisons within like groups as rates or means, never as odds. */
export function warningSentence(warning: Warning, { measure }: Pick<Spoken, "measure">): string {
  switch (warning.kind) {
    case "reversal":
      return likeSentence(
        `It is the other way round among accounts alike in “${warning.by}”`,
        warning,
        measure,
      );
    case "attenuation":
      return likeSentence(
        `Among accounts alike in “${warning.by}” the difference is ${changeOf(warning)}`,
        warning,
        measure,
      );
    case "leakage":
      return leakageSentence[warning.reason];
    case "immature":
      return `${formatWholePercent(warning.shareYoung)} of these accounts have been followed for less than ${formatMonths(warning.months)} and count as kept: young accounts make this rate flattering.`;
    case "changes over time":
      return `The difference changes with time: up to ${formatMonths(warning.months)} these accounts leave ${formatNumber(warning.early, 2)} times as fast as the rest, afterwards ${formatNumber(warning.late, 2)} times.${stayedSentence(warning.stayed)}`;
    case "watched unevenly":
      return unevenSentence(warning, measure);
    case "near-duplicates":
      return `Probably the same, spelt differently: ${warning.spellings.map((spelling) => `“${spelling}”`).join(", ")}.`;
    case "often missing":
      return `Not recorded for ${formatWholePercent(warning.share)} of the accounts.`;
  }
}

const leakageSentence: Record<Extract<Warning, { kind: "leakage" }>["reason"], string> = {
  separates:
    "Alone it tells the outcome almost perfectly, as what is written down afterwards does, or what is part of the outcome.",
  "certain level":
    "At one of its values, or wherever it is recorded, all accounts have the same outcome, as happens when it records the outcome itself.",
  "dated after":
    "It grows with the time an account has been a customer, so it is not known when choosing whom to sell to.",
  "tells who left":
    "It tells who left, as what is written down when a customer leaves does, and staying is part of what a good customer is.",
};

function stayedSentence(stayed: Extract<Warning, { kind: "changes over time" }>["stayed"]): string {
  if (stayed === undefined) return "";
  return ` Over the first ${formatMonths(stayed.to)} they stay ${formatMonths(stayed.inside)} on average, the rest ${formatMonths(stayed.rest)}.`;
}

function unevenSentence(
  { early, own, months, holds, sale }: UnevenWatch,
  measure: Spoken["measure"],
): string {
  if (own === null) {
    const who = early.inside > early.rest ? "these accounts" : "the rest";
    return `None of ${who} has been followed for ${formatMonths(months)}: only ${sale ? "sales that ended sooner" : "those who left"} are known, so this ${measure === "rate" ? "share" : "mean"} says nothing yet.`;
  }
  const say = sayOf(measure);
  const point = `It is too early to tell for ${formatWholePercent(early.inside)} of these accounts and ${formatWholePercent(early.rest)} of the rest. ${sale ? "Sales that end are known sooner than those still open, so the younger are not like the others." : measure === "rate" ? "Who leaves is known sooner than who stays, so the younger look worse." : "How far they are apart is told only where both were watched alike."}`;
  const end = holds ? "" : ", no clear difference";
  return `${point} Each by its own follow-up, it is ${say(own.inside)} against ${say(own.rest)}${end}.`;
}

function likeSentence(point: string, { all, within }: LikeWithLike, measure: Spoken["measure"]): string {
  const say = sayOf(measure);
  const against = ({ inside, rest }: SideBySide) => `${say(inside)} against ${say(rest)}`;
  return `${point}: ${against(within)}. Among all accounts it is ${against(all)}.`;
}

/** A difference within like groups beside that among all, in points or in the outcome's unit. */
export function changeOf({ all, within }: LikeWithLike): string {
  const [whole, like] = [all.inside - all.rest, within.inside - within.rest];
  if (whole * like < 0) return "the other way round, which may be chance";
  const ratio = Math.abs(like / whole);
  if (ratio < 0.9) return "smaller";
  return ratio > 1.1 ? "larger" : "about as large";
}

/** Below this p strata are said to differ: many comparisons are looked at. */
const clearInteraction = 0.01;

/** The figures behind a comparison of like with like, for those who want them; null for every other warning. */
export function warningFigures(warning: Warning, { measure }: Pick<Spoken, "measure">): string | null {
  if (warning.kind !== "reversal" && warning.kind !== "attenuation") return null;
  const { by, crude, adjusted, p } = warning;
  const [name, method] =
    measure === "rate" ? ["Odds ratio", "Mantel-Haenszel"] : ["Difference", "stratified"];
  const figures = `${name} ${formatNumber(crude)} among all, ${formatNumber(adjusted)} within ${by} (${method}, ${formatPEquation(p)}).`;
  const { interaction } = warning;
  if (interaction === undefined || interaction > clearInteraction) return figures;
  return `${figures} It is not the same at every level of ${by} (Breslow-Day, ${formatPEquation(interaction)}): one figure for all of them hides that.`;
}

/** The line under it all: what was looked at and what it takes to be called supported. */
export function examinedSentence(examined: number, supported: number, outcomes: number): string {
  const over = outcomes === 1 ? "" : ` over ${formatCounted(outcomes, "outcome")}`;
  const looked = `${formatCounted(examined, "pattern")} examined${over}`;
  if (supported === 0) return `${looked}, none supported.`;
  return `${looked}, ${formatCount(supported)} supported; of traits with findings like these at most 2.5 % are expected to have one by chance.`;
}

/** "3 definitions of a good customer have been tried …"; nothing for the first. */
export function triedSentence(tried: number): string {
  if (tried <= 1) return "";
  const count = formatCount(tried);
  return `${count} definitions of a good customer have been tried on these data: every adjusted p here is times ${count}, so that the best of them is not luck.`;
}

/** Whose accounts count together; nothing where the data names no groups. */
export function groupsSentence(groups: OutcomeFindings["groups"]): string {
  if (groups === undefined) return "";
  return `The accounts belong to ${formatCounted(groups.groups, "group")} (${groups.attribute}): accounts of one group count together, not each for itself.`;
}

/** Headings under which a table tells how long a sale took. */
const lengthOfSale = /\b(sales? cycle|cycle days|(days|time|weeks|months) to (close|win))\b/i;

/**
 * That how long a sale took is known of those won only (statistics.md, "sales cycle"); "" for other outcomes. A lost sale is
 * no short one, and an open one may become a long one.
 */
export function wonOnlySentence(outcome: string): string {
  if (!lengthOfSale.test(outcome)) return "";
  return "Of sales that were won only: where slow ones are lost, or still open, what is left looks quick.";
}

/** What is known and what is not: "6,112 accounts with a known outcome, 931 too early or not recorded." */
export function knownSentence({ known, unknown }: Pick<OutcomeFindings, "known" | "unknown">): string {
  const rest = unknown === 0 ? "" : `, ${formatCount(unknown)} too early to tell or not recorded`;
  return `${formatCounted(known, "account")} with a known outcome${rest}.`;
}
