import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { measureEvents } from "#lib/analysis/event-rates.ts";
import type { Examined } from "#lib/analysis/examined.ts";
import { adjustFamily, type Member, questionsOf } from "#lib/analysis/family.ts";
import type { OutcomeFindings, OutcomeTest } from "#lib/analysis/finding.ts";
import { assemble } from "#lib/analysis/findings-of.ts";
import { type GoodCustomerCounts, judgeAccounts, retentionOutcome } from "#lib/analysis/good-customer.ts";
import { growingWithAge } from "#lib/analysis/grows-with-age.ts";
import { type LooksLate, lateUnder, type Unseen, unseenIn } from "#lib/analysis/late-entry.ts";
import { leakageOf } from "#lib/analysis/leakage.ts";
import { type LevelledAttribute, levelsOfFrame } from "#lib/analysis/levels.ts";
import { measureMeans } from "#lib/analysis/means.ts";
import type { Measure } from "#lib/analysis/measure.ts";
import { measureRates } from "#lib/analysis/rates.ts";
import { measureRetention } from "#lib/analysis/retention.ts";
import type { GrowsWithAge } from "#lib/analysis/say-growing.ts";
import { goodScoreOutcome } from "#lib/analysis/score-target.ts";
import { attributesToLookAt, fewestAccounts, isSmall } from "#lib/analysis/small.ts";
import { goodCustomerOutcome, groupRows, type Target, testOf } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { measureWeightedRates } from "#lib/analysis/weighted-rates.ts";

export interface AnalysisOptions {
  readonly seed: number;
  /** Under 100 accounts: the attributes to look at; null leaves the choice to known share × Gini impurity. */
  readonly chosen: readonly string[] | null;
  /** Attributes kept in although they look like leakage, because somebody knows better. */
  readonly trusted: readonly string[];
  /** Definitions of a good customer tried on these data, this one included: what is found of them is corrected for all. */
  readonly tried: number;
}

export const defaultOptions: AnalysisOptions = { seed: 1, chosen: null, trusted: [], tried: 1 };

/** How often an outcome has been asked about in another definition: only a good customer depends on it. */
export const triesOf = (outcome: string, tried: number): number =>
  outcome === goodCustomerOutcome || outcome === goodScoreOutcome ? tried : 1;

/** All attributes against all outcomes. */
export interface Analysis {
  readonly customers: number;
  readonly outcomes: readonly OutcomeFindings[];
  /** The definition behind the outcome "good customer", and its counts; null without one. */
  readonly definition: Definition | null;
  readonly goodCustomers: GoodCustomerCounts | null;
  /** Patterns looked at over every outcome; complementary levels count once. */
  readonly examined: number;
  readonly supported: number;
  /** Attributes × outcomes controlled together. */
  readonly tests: number;
  /** The attributes tested where there are few customers; null from 100 on, though single outcomes may be small. */
  readonly lookedAt: readonly string[] | null;
  /** Every attribute in column order, to choose from. */
  readonly attributes: readonly string[];
  /** It looks as if those who left early were not in the data, and the definition does not say so. */
  readonly late: LooksLate | null;
  /** Where those who left before a day are not in the data: months in which hardly anybody was in view. */
  readonly unseen: Unseen | null;
  /** Outcomes of the definition of which old accounts have more. */
  readonly growing: readonly GrowsWithAge[];
}

/** The horizon in months that young accounts are measured against: the definition's, else a year. */
export const horizonOf = (definition: Definition | null): number => definition?.horizonMonths ?? 12;

/** The way an outcome is measured. */
export function measureOf(target: Target, seed: number): Measure {
  const small = isSmall(target);
  return measures[testOf(target)](target, small, seed);
}

const measures: Record<OutcomeTest, (target: Target, small: boolean, seed: number) => Measure> = {
  means: measureMeans,
  scores: measureMeans,
  events: measureEvents,
  "log-rank": measureRetention,
  "weighted table": measureWeightedRates,
  table: measureRates,
};

/** On which rows of an outcome levels are measured, and how. */
export interface Measuring {
  readonly of: (target: Target) => Target;
  readonly by: (target: Target, seed: number) => Measure;
}

const plainly: Measuring = { of: (target) => target, by: measureOf };

/**
 * The single-attribute analysis (statistics.md, "all single attributes"): every attribute against every outcome with
 * its levels, controlled together, with the four words and the warnings. A pure function of its arguments; the order of
 * accounts does not matter. A frame without outcomes gives no findings.
 */
export function analyse(
  frame: Frame,
  definition: Definition | null,
  options: AnalysisOptions,
  measuring: Measuring = plainly,
): Analysis {
  const targets = targetsOf(frame, definition).map(measuring.of);
  const horizon = horizonOf(definition);
  const tested = testOutcomes(frame, levelsOfFrame(frame), targets, horizon, options, measuring.by);
  return {
    customers: frame.accountIds.length,
    outcomes: tested.outcomes,
    definition,
    goodCustomers: definition === null ? null : judgeAccounts(frame, definition).counts,
    examined: tested.examined,
    supported: tested.outcomes.reduce((sum, outcome) => sum + outcome.supported, 0),
    tests: tested.tests,
    lookedAt: frame.accountIds.length < fewestAccounts ? tested.lookedAt : null,
    attributes: frame.columns.map((column) => column.attribute.name),
    late: lateUnder(frame, definition),
    unseen: unseenIn(frame, definition),
    growing: growingWithAge(frame, definition),
  };
}

/**
 * What `analyse` finds for the outcomes given. `levelled` are the levels of the frame's columns (levelsOfFrame);
 * `measureBy` measures otherwise where rows come in clusters.
 */
export function testOutcomes(
  frame: Frame,
  levelled: readonly LevelledAttribute[],
  targets: readonly Target[],
  horizon: number,
  options: AnalysisOptions,
  measureBy: (target: Target, seed: number) => Measure = measureOf,
): Pick<Analysis, "outcomes" | "examined" | "tests"> & { readonly lookedAt: readonly string[] } {
  const lookedAt = attributesToLookAt(levelled, frame.accountIds.length, options.chosen);
  const measured = targets.map((target) => measureBy(target, options.seed));
  const alone = targets.map((target, i) =>
    examine(
      frame,
      target,
      isSmall(target) ? only(levelled, lookedAt) : levelled,
      horizon,
      options,
      measured[i]!,
    ),
  );
  const retention = alone[targets.findIndex((target) => target.outcome === retentionOutcome)] ?? [];
  const examined = alone.map((attributes, i) =>
    targets[i]!.holdsRetention === true ? withLeavers(attributes, retention, options) : attributes,
  );
  const family = examined.flat().filter((one) => !one.leaking);
  const adjusted = adjustFamily(family.map(memberOf));
  const adjustedOf = new Map(family.map((one, i) => [one, adjusted[i]!]));
  const looked = examined.flat().reduce((sum, one) => sum + questionsOf(memberOf(one)), 0);
  const outcomes = targets.map((target, i) =>
    assemble({
      target,
      base: measured[i]!.base,
      examined: examined[i]!,
      adjustedOf,
      tests: family.length,
      looked,
      horizon,
      small: isSmall(target),
      tried: triesOf(target.outcome, options.tried),
    }),
  );
  return { outcomes, examined: looked, tests: family.length, lookedAt };
}

function only(levelled: readonly LevelledAttribute[], names: readonly string[]): LevelledAttribute[] {
  return levelled.filter(({ attribute }) => names.includes(attribute.name));
}

const memberOf = (one: Examined): Member => ({
  p: one.p,
  levels: one.results.map((result) => result.p),
  complementary: one.grouping.complementary,
});

/** Tests every attribute with something to compare against one outcome. */
function examine(
  frame: Frame,
  target: Target,
  levelled: readonly LevelledAttribute[],
  horizon: number,
  options: AnalysisOptions,
  measure: Measure,
): Examined[] {
  return levelled.flatMap((one) => {
    const grouping = groupRows(one, target);
    if (grouping.levels.length === 0) return [];
    const own = grouping.members.map((members, i) =>
      measure.level(members, one.levels[grouping.levels[i]!]!.id),
    );
    // A permutation draws for each level anew; two levels that are each other's rest have one answer.
    const twins = grouping.complementary ? own[0]!.p : null;
    const results = twins === null ? own : own.map((result) => ({ ...result, p: twins }));
    const name = one.attribute.name;
    const column = frame.columns.findIndex((candidate) => candidate.attribute.name === name);
    const leakage = leakageOf(frame, column, one, target, grouping, horizon);
    return [
      {
        levelled: one,
        grouping,
        results,
        p: twins ?? measure.joint(grouping, own, name),
        leakage,
        leaking: leakage.length > 0 && !options.trusted.includes(name),
      },
    ];
  });
}

/** What tells who left tells part of a good customer too, though less plainly: it is left out there as well. */
function withLeavers(
  attributes: readonly Examined[],
  retention: readonly Examined[],
  options: AnalysisOptions,
): Examined[] {
  const telling = new Set(
    retention
      .filter(({ leakage }) => leakage.some(({ reason }) => reason !== "dated after"))
      .map(({ levelled }) => levelled.attribute.name),
  );
  return attributes.map((one) => {
    const { name } = one.levelled.attribute;
    if (one.leakage.length > 0 || !telling.has(name)) return one;
    const leakage = [{ kind: "leakage", reason: "tells who left" }] as const;
    return { ...one, leakage, leaking: !options.trusted.includes(name) };
  });
}
