import type { Examined } from "#lib/analysis/examined.ts";
import { type Adjusted, falseFindings } from "#lib/analysis/family.ts";
import type {
  AttributeFindings,
  Estimate,
  OutcomeFindings,
  Pattern,
  PatternVerdict,
  Warning,
} from "#lib/analysis/finding.ts";
import { accountsFor } from "#lib/analysis/needed.ts";
import { type Grouping, type Target, testOf } from "#lib/analysis/target.ts";
import {
  attributeWarnings,
  type Crossing,
  crossingOf,
  levelWarnings,
  needsFinding,
} from "#lib/analysis/warnings-of.ts";
import { holm } from "#lib/stats/multiplicity.ts";
import { logRank } from "#lib/stats/survival.ts";

/** What is needed to write down the findings of one outcome. */
interface Assembly {
  readonly target: Target;
  readonly base: Estimate;
  readonly examined: readonly Examined[];
  readonly adjustedOf: ReadonlyMap<Examined, Adjusted>;
  /** Attributes × outcomes controlled together. */
  readonly tests: number;
  /** Patterns looked at over every outcome. */
  readonly looked: number;
  readonly horizon: number;
  readonly small: boolean;
  /** Definitions tried: every adjusted p times as many (Bonferroni). */
  readonly tried: number;
}

/** Adjusted p up to which a pattern is called suggestive. */
const suggestive = 0.1;

/** Findings of one outcome: verdicts, warnings and what would be needed, attributes sorted by strength. */
export function assemble(of: Assembly): OutcomeFindings {
  const { target, examined } = of;
  const context: Context = {
    ...of,
    crossing: crossingOf(target, examined, of.horizon, of.tried),
  };
  const attributes = examined.map((one) => attributeFindings(one, context));
  attributes.sort((a, b) => Number(a.leaking) - Number(b.leaking) || a.q - b.q || a.p - b.p);
  return {
    outcome: target.outcome,
    measure: target.measure,
    better: target.better,
    known: target.rows.length,
    unknown: target.unknown,
    base: of.base,
    attributes,
    test: testOf(target),
    examined: of.looked,
    supported: attributes.reduce((sum, attribute) => sum + supportedOf(attribute), 0),
    small: of.small,
    tried: of.tried,
  };
}

function supportedOf({ patterns, complementary }: AttributeFindings): number {
  const count = patterns.filter((pattern) => pattern.verdict === "supported").length;
  return complementary ? Math.min(1, count) : count;
}

interface Context extends Assembly {
  readonly crossing: Crossing;
}

function attributeFindings(one: Examined, context: Context): AttributeFindings {
  const { levelled, grouping } = one;
  const { attribute } = levelled;
  const known = context.target.rows.length - missingRows(one);
  const adjusted = timesTried(context.adjustedOf.get(one) ?? aside(one, context.tests), context.tried);
  return {
    attribute: attribute.name,
    dimension: attribute.dimension,
    knownAt: attribute.knownAt,
    known,
    p: one.p,
    q: adjusted.q,
    logRank: attributeLogRank(context.target, grouping),
    complementary: grouping.complementary,
    leaking: one.leaking,
    warnings: attributeWarnings(one, known, context.target.rows.length),
    patterns: one.results.map((_, i) => pattern(one, i, adjusted, context)),
  };
}

function timesTried({ q, levels }: Adjusted, tried: number): Adjusted {
  const times = (p: number) => Math.min(1, p * tried);
  return { q: times(q), levels: levels.map(times) };
}

/** Left out of the family: adjusted as if it had been one more of them, alone. */
function aside(one: Examined, tests: number): Adjusted {
  const alone = (p: number) => Math.min(1, p * (tests + 1));
  const levels = one.results.map((result) => result.p);
  return { q: alone(one.p), levels: (one.grouping.complementary ? levels : holm(levels)).map(alone) };
}

function missingRows({ levelled, grouping }: Examined): number {
  const at = grouping.levels.findIndex((level) => levelled.levels[level]!.kind === "missing");
  return at < 0 ? 0 : grouping.members[at]!.length;
}

function attributeLogRank({ followed }: Target, { codes, levels }: Grouping): AttributeFindings["logRank"] {
  if (followed === null || codes === null) return null;
  const { statistic, df, p } = logRank(
    followed.months,
    followed.left,
    codes,
    levels.length,
    null,
    followed.on,
  );
  return { statistic, df, p };
}

function pattern(one: Examined, i: number, adjusted: Adjusted, context: Context): Pattern {
  const { levelled, grouping, results } = one;
  const level = levelled.levels[grouping.levels[i]!]!;
  const result = results[i]!;
  const { target } = context;
  const adjustedP = adjusted.levels[i]!;
  const found = levelWarnings(one, i, context.crossing, adjustedP <= suggestive);
  const verdict = verdictOf(adjustedP, one.leaking, found);
  const warnings = found.filter(({ kind }) => verdict !== "insufficient" || !needsFinding.includes(kind));
  const share = result.n / target.rows.length;
  const questions = context.tests * context.tried * (grouping.complementary ? 1 : results.length);
  return {
    id: level.id,
    attribute: levelled.attribute.name,
    level: level.label,
    missing: level.kind === "missing",
    when: level.when,
    n: result.n,
    share,
    inside: result.inside,
    rest: result.rest,
    difference: result.difference,
    effect: result.effect,
    p: result.p,
    adjustedP,
    verdict,
    direction: verdict === "insufficient" ? "none" : directionOf(result.lean, target.better),
    // Where time and not accounts is missing, no number of them would do.
    needed:
      verdict === "insufficient" && !found.some(isUnwatched)
        ? accountsFor(result.signal, Math.max(1, questions))
        : null,
    warnings,
    retention: result.retention,
  };
}

function directionOf(lean: number, better: Target["better"]): Pattern["direction"] {
  if (lean === 0) return "none";
  return lean > 0 === (better === "higher") ? "good" : "poor";
}

/** What is seen comes from whom there was time to watch, as far as anybody can tell. */
const isUnwatched = (warning: Warning) => warning.kind === "watched unevenly" && !warning.holds;

function verdictOf(adjustedP: number, leaking: boolean, warnings: readonly Warning[]): PatternVerdict {
  if (warnings.some(isUnwatched)) return "insufficient";
  const reversed = warnings.some((warning) => warning.kind === "reversal");
  if (adjustedP <= falseFindings && !leaking && !reversed) return "supported";
  return adjustedP <= suggestive ? "suggestive" : "insufficient";
}
