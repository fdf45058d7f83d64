import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import { sayCriterion } from "#lib/criteria/say.ts";
import { inSentence, sayNumber, sayPercent, startSentence } from "#lib/criteria/words.ts";
import type { FrozenCriterion } from "#lib/icp/content.ts";
import { sayCounted } from "#lib/icp/say-counted.ts";
import type { Sides, Snapshot } from "#lib/icp/snapshot.ts";

/** Groups with fewer accounts are hidden: a count of three is a list of three names to whoever knows them. */
export const smallestGroup = 5;

/** A point with its 95 % interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One line of the picture: a group of customers beside all others. `n` of `total` customers belong to it. */
export interface EvidenceRow {
  readonly id: string;
  readonly label: string;
  readonly n: number;
  readonly total: number;
  readonly inside: Interval;
  readonly rest: Interval;
  readonly word: PatternEvidence["verdict"];
  readonly direction: "good" | "poor" | "none";
  readonly whole: boolean;
}

/** The rows of one outcome, which share an axis. */
export interface EvidencePanel {
  readonly title: string;
  /** What the picture shows, in words. */
  readonly sentence: string;
  readonly measure: "rate" | "mean";
  readonly rows: readonly EvidenceRow[];
}

/**
 * What the profile does: how many customers lie inside, of how many, and how those inside did beside those
 * outside. `good` says whether that is the agreed definition or, where there is none, still being a customer.
 */
export interface WholeProfile {
  readonly customers: number;
  readonly accepted: number;
  readonly measure: "good" | "stayed";
  readonly inside: { readonly n: number; readonly good: Interval };
  readonly outside: { readonly n: number; readonly good: Interval };
  /** Whom the figures count, and why they flatter. */
  readonly counted: string;
}

/** The figures of the whole profile; null where a group of fewer than five would be told. */
export function wholeOf(snapshot: Snapshot): WholeProfile | null {
  const { customers, verdicts, sides, measure } = snapshot;
  const shown = shownSides(sides);
  if (!shown || measure === null) return null;
  const { accept, reject } = verdicts;
  if (accept < smallestGroup || reject < smallestGroup) return null;
  return { customers, accepted: accept, measure, ...shown, counted: sayCounted(snapshot) };
}

function shownSides(sides: Sides | null): Pick<WholeProfile, "inside" | "outside"> | null {
  const side = (group: Sides["inside"]) =>
    group.n >= smallestGroup && group.good ? { n: group.n, good: group.good } : null;
  const inside = sides && side(sides.inside);
  const outside = sides && side(sides.outside);
  return inside && outside ? { inside, outside } : null;
}

/** The outcome, as patterns call it, that a snapshot's measure is. */
export const outcomeOf = { good: "good customer", stayed: "retention" } as const;

/**
 * First the picture of the whole: the profile and each rule on one outcome, a rule by the pattern that was
 * approved with it where it has one, else as it stood at publishing. Then the patterns on other outcomes.
 */
export function panelsOf(
  criteria: readonly FrozenCriterion[],
  snapshot: Snapshot | null,
  whole: WholeProfile | null,
): readonly EvidencePanel[] {
  const measured = snapshot?.measure ? outcomeOf[snapshot.measure] : null;
  const groups = new Map<string, EvidencePanel & { rows: EvidenceRow[] }>();
  const rowsOf = (outcome: string, measure: "rate" | "mean") => {
    const key = `${measure} ${outcome}`;
    const group = groups.get(key) ?? { title: titleOf(outcome, measure), sentence: "", measure, rows: [] };
    groups.set(key, group);
    return group.rows;
  };
  if (whole) rowsOf(outcomeOf[whole.measure], "rate").push(wholeRow(whole));
  for (const criterion of criteria) {
    const pattern = patternOf(criterion);
    if (pattern) rowsOf(pattern.outcome, pattern.measure).push(patternRow(criterion, pattern));
    if (!snapshot || !measured || pattern?.outcome === measured) continue;
    const row = snapshotRow(criterion, snapshot);
    if (row) rowsOf(measured, "rate").push(row);
  }
  return [...groups.values()].map((panel) => ({ ...panel, sentence: sentenceOf(panel) }));
}

function patternOf({ evidence }: FrozenCriterion): PatternEvidence | null {
  return evidence?.source === "pattern" && isShown(evidence) ? evidence : null;
}

function titleOf(outcome: string, measure: "rate" | "mean"): string {
  if (measure === "mean") return `${startSentence(outcome)}, average`;
  if (outcome === outcomeOf.good) return "Share that are good customers";
  return outcome === outcomeOf.stayed ? "Share that stayed" : `${startSentence(outcome)}, share`;
}

/** The widest difference said out, that of the whole profile before any other. */
function sentenceOf({ title, measure, rows }: EvidencePanel): string {
  const apart = (row: EvidenceRow) => Math.abs(row.inside.value - row.rest.value);
  const told = rows.filter((row) => row.word !== "insufficient");
  const row = rows.find((one) => one.whole) ?? told.toSorted((a, b) => apart(b) - apart(a))[0];
  if (!row) return `${title}: no group differs enough from the others to say so.`;
  const [inside, rest] = [row.inside.value, row.rest.value].map(sayFigure(measure));
  if (row.whole) return `${title}: ${inside} inside the profile, ${rest} outside it.`;
  return `${title}: ${inside} where ${inSentence(row.label)}, ${rest} elsewhere.`;
}

const wholeRow = ({ inside, outside }: WholeProfile): EvidenceRow => ({
  ...comparedSides({ inside, outside }),
  id: "whole",
  label: "The whole profile",
  whole: true,
});

function snapshotRow(criterion: FrozenCriterion, snapshot: Snapshot): EvidenceRow | null {
  const sides = shownSides(snapshot.criteria.find((one) => one.id === criterion.id)?.sides ?? null);
  return sides && { ...comparedSides(sides), id: criterion.id, label: sayCriterion(criterion), whole: false };
}

/** Nothing was corrected for having looked at many, so that intervals apart are suggestive at most. */
export function comparedSides({ inside, outside }: Pick<WholeProfile, "inside" | "outside">) {
  const apart = inside.good.low > outside.good.high || inside.good.high < outside.good.low;
  const better = inside.good.value >= outside.good.value;
  return {
    n: inside.n,
    total: inside.n + outside.n,
    inside: inside.good,
    rest: outside.good,
    word: apart ? ("suggestive" as const) : ("insufficient" as const),
    direction: apart ? (better ? ("good" as const) : ("poor" as const)) : ("none" as const),
  };
}

function patternRow(criterion: FrozenCriterion, evidence: PatternEvidence): EvidenceRow {
  const { n, total, inside, rest, verdict } = evidence;
  const direction = directionOf(criterion, evidence);
  const label = sayCriterion(criterion);
  return { id: criterion.id, label, n, total, inside, rest, word: verdict, direction, whole: false };
}

/** Old evidence does not say: a higher rate is better; whether a higher mean is, only the rule's own kind tells. */
function directionOf(criterion: FrozenCriterion, evidence: PatternEvidence): EvidenceRow["direction"] {
  if (evidence.verdict === "insufficient") return "none";
  if (evidence.direction) return evidence.direction;
  if (evidence.measure === "rate") return evidence.inside.value >= evidence.rest.value ? "good" : "poor";
  return criterion.kind === "disqualifier" || (criterion.points ?? 0) < 0 ? "poor" : "good";
}

function sayMean(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : 1;
  return sayNumber(Number(value.toFixed(digits)));
}

/** How a figure of a measure is said: "84 %", "12.5". */
export const sayFigure = (measure: "rate" | "mean") => (measure === "rate" ? sayPercent : sayMean);

/** Whether a frozen pattern may be shown: neither its group nor the rest is small. */
export function isShown(evidence: PatternEvidence): boolean {
  return evidence.n >= smallestGroup && evidence.total - evidence.n >= smallestGroup;
}
