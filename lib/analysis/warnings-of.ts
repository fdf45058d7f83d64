import { adjustFor, confoundingWarnings, mostStrata } from "#lib/analysis/confounding.ts";
import type { Examined } from "#lib/analysis/examined.ts";
import { falseFindings } from "#lib/analysis/family.ts";
import type { Warning } from "#lib/analysis/finding.ts";
import type { LevelResult } from "#lib/analysis/measure.ts";
import { type Strata, strataOf, termsOf } from "#lib/analysis/strata.ts";
import type { Target } from "#lib/analysis/target.ts";
import { accountsAt, accountsWatched, unevenWatch } from "#lib/analysis/uneven.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";

/** Missing for more than this share of accounts is worth a word; and young for more than that share. */
const oftenMissing = 0.2;
const manyYoung = 0.1;
/** Crossing every level with every other attribute is done for all levels up to this many steps, else for strong ones. */
const freeCrossings = 30_000_000;
/** A column of names holds dozens; three show what is meant. */
const mostSpellings = 3;

/** What is not seen cannot be weakened or change; a reversal may hide what would be seen, and stays. */
export const needsFinding: readonly Warning["kind"][] = ["attenuation", "changes over time"];

/** The attributes of few levels by which every pattern of an outcome is looked at again. */
export interface Crossing {
  readonly target: Target;
  readonly horizon: number;
  /** `late`: known only after the sale. */
  readonly strata: readonly { readonly strata: Strata; readonly late: boolean }[];
  /** Standard errors by which what was watched unevenly must differ to hold, among all levels asked about and definitions tried. */
  readonly clear: number;
}

/** Strata of every attribute with few levels; what leaks would explain everything and is left out. */
export function crossingOf(
  target: Target,
  examined: readonly Examined[],
  horizon: number,
  tried: number,
): Crossing {
  const terms = termsOf(target);
  const strata = examined
    .filter((one) => one.grouping.codes !== null && !one.leaking && one.levelled.levels.length <= mostStrata)
    .map(({ levelled }) => {
      const labels = levelled.levels.map((level) => level.label);
      const { name, knownAt } = levelled.attribute;
      return { strata: strataOf(terms, name, levelled.codes!, labels), late: knownAt === "customer" };
    });
  const levels = examined.reduce((sum, { results }) => sum + results.length, 0);
  const clear = -normalQuantile(falseFindings / (2 * Math.max(1, levels * tried)));
  return { target, horizon, strata, clear };
}

/** What to beware of with an attribute as a whole. */
export function attributeWarnings(one: Examined, known: number, total: number): Warning[] {
  const share = 1 - known / total;
  return [
    ...one.leakage,
    ...one.levelled.spellings
      .slice(0, mostSpellings)
      .map((spellings) => ({ kind: "near-duplicates" as const, spellings })),
    ...(share > oftenMissing ? [{ kind: "often missing" as const, share }] : []),
  ];
}

/**
 * What to beware of with one level of an attribute: youth, hazards out of proportion, confounding (looked for where the
 * pattern is `strong`, or everywhere where that is cheap).
 */
export function levelWarnings(one: Examined, i: number, crossing: Crossing, strong: boolean): Warning[] {
  return [
    ...youngWarning(crossing.target, one.grouping.members[i]!, crossing.horizon),
    ...changeWarning(one.results[i]!),
    ...(strong ? unevenWarning(one, i, crossing) : []),
    ...confounding(one, i, crossing, strong),
  ];
}

/** Still customers but followed for less than the horizon: counted as kept, though nobody knows yet. */
function youngWarning({ followed }: Target, members: Int32Array, months: number): Warning[] {
  if (followed === null) return [];
  let young = 0;
  for (const row of members) if (followed.left[row] === 0 && followed.months[row]! < months) young++;
  const shareYoung = young / members.length;
  return shareYoung >= manyYoung ? [{ kind: "immature", shareYoung, months }] : [];
}

/**
 * Looked for where there is something to weaken. The test it was found by is fooled here, so that only this comparison
 * guards it: with the usual interval one table of noise in nine had a level supported.
 */
function unevenWarning(
  { levelled, grouping, results }: Examined,
  i: number,
  { target, clear }: Crossing,
): Warning[] {
  const accounts = accountsWatched(target);
  if (accounts === null) return [];
  const isInside = accountsAt(levelled, grouping.levels[i]!, accounts);
  const uneven = unevenWatch(target, isInside, results[i]!.lean, clear);
  return uneven === null ? [] : [{ kind: "watched unevenly", ...uneven }];
}

/** A change this clear and this large is told: the ratio of the ratios, on the log scale. */
const clearChange = 0.01;
const largeChange = Math.log(1.5);

/** Hazards out of proportion between some accounts and the rest. */
export function changeWarning({ change }: LevelResult): Warning[] {
  if (!change || change.p > clearChange) return [];
  if (Math.abs(Math.log(change.early / change.late)) < largeChange) return [];
  const { months, early, late, stayed } = change;
  return [{ kind: "changes over time", months, early, late, ...(stayed && { stayed }) }];
}

function confounding(one: Examined, i: number, crossing: Crossing, strong: boolean): Warning[] {
  const free = crossing.target.rows.length * crossing.strata.length ** 2 <= freeCrossings;
  if (!free && !strong) return [];
  const { name, knownAt } = one.levelled.attribute;
  const adjustments = crossing.strata
    // What only the sale brought about cannot have confounded what was known before it.
    .filter(({ strata, late }) => strata.attribute !== name && (knownAt === "customer" || !late))
    .map(({ strata }) => adjustFor(one.grouping.members[i]!, strata));
  return confoundingWarnings(adjustments.filter((adjustment) => adjustment !== null));
}
