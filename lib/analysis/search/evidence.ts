import type { Frame } from "#lib/accounts/frame.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { type LevelledAttribute, levelsOfFrame } from "#lib/analysis/levels.ts";
import { defaultOptions, testOutcomes } from "#lib/analysis/patterns.ts";
import type { Hands } from "#lib/analysis/search/aside.ts";
import { withSteadiness } from "#lib/analysis/search/assemble-rules.ts";
import { clustersAt, oneRowEach } from "#lib/analysis/search/clusters.ts";
import { type SearchColumn, searchColumns } from "#lib/analysis/search/columns.ts";
import { measuringIn } from "#lib/analysis/search/grouped.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import type { SearchOptions } from "#lib/analysis/search/search-options.ts";
import { searchRules } from "#lib/analysis/search/search-rules.ts";
import { steadinessOf } from "#lib/analysis/search/stability.ts";
import type { Target } from "#lib/analysis/target.ts";

export interface EvidenceOptions extends Hands {
  readonly seed: number;
  readonly maxConditions: number;
  /** Whose row each account of the frame is, where several are of one; else null. */
  readonly clusters: Int32Array | null;
  /** Months that an account is watched, against which leakage is judged. */
  readonly horizon: number;
  /** Attributes that no rule may name, besides those that leak. */
  readonly unused: ReadonlySet<string>;
  /** Outcomes searched beside each other. */
  readonly outcomes: number;
  /** Definitions of this outcome tried before, this one included: corrected for like outcomes beside it. Usually 1. */
  readonly tried?: number;
  /** See SearchOptions. */
  readonly telling?: number;
}

/** The rules of one outcome, and what is needed to look at them again. */
export interface Searched {
  readonly rules: RuleFindings;
  /** Rows that the outcome was judged on: fewer than were given where one stood for each cluster. */
  readonly target: Target;
  /** Attributes that no rule could name. */
  readonly leftOut: ReadonlySet<string>;
}

/** The first answer about one outcome: single attributes and rules. What checks it further can be asked for later. */
export interface Evidence extends Searched {
  readonly findings: OutcomeFindings;
  /** Attributes × outcomes controlled together. */
  readonly tests: number;
  readonly lookedAt: readonly string[];
}

/** Attributes prepared once for everything that follows. */
export interface Prepared {
  readonly frame: Frame;
  readonly levelled: readonly LevelledAttribute[];
  /** All of them as they are searched, where that is done more than once. */
  readonly columns?: readonly SearchColumn[];
}

/** The levels of a frame, to be used by every outcome and every copy of it. */
export function prepareFrame(frame: Frame): Prepared {
  return { frame, levelled: levelsOfFrame(frame) };
}

/**
 * Bands, every single attribute, and the rules with their control and warnings (statistics.md): what is answered first.
 * Attributes that leak are left out of the rules. Stability is still open (see `settleRules`).
 */
export function gatherEvidence(of: Prepared, given: Target, options: EvidenceOptions): Evidence {
  const target = oneRowEach(given, options.clusters, options.seed);
  const tested = testOutcomes(
    of.frame,
    of.levelled,
    [target],
    options.horizon,
    { ...defaultOptions, seed: options.seed, tried: options.tried ?? 1 },
    measuringIn(options.clusters && { codes: options.clusters }, options.seed).by,
  );
  const findings = tested.outcomes[0]!;
  const searched = searchOutcome(of, target, leakingIn(findings), options);
  return { ...searched, findings, tests: tested.tests, lookedAt: tested.lookedAt };
}

/** The attributes that a single-attribute analysis left out. */
export function leakingIn(findings: OutcomeFindings): string[] {
  return findings.attributes.filter((one) => one.leaking).map((one) => one.attribute);
}

/** The rules of an outcome whose leaking attributes are known, with their control and warnings. */
export function searchOutcome(
  of: Prepared,
  given: Target,
  leaking: readonly string[],
  options: EvidenceOptions,
): Searched {
  const target = oneRowEach(given, options.clusters, options.seed);
  const leftOut = new Set([...options.unused, ...leaking]);
  const columns = columnsOf(of, leftOut);
  const search = searchOptions(of, clustersAt(target, options.clusters), options);
  return { rules: searchRules(columns, usedLevels(of, columns), target, search), target, leftOut };
}

/**
 * The same rules with their stability, the rate corrected for having been chosen, and the verdict that follows from both
 * (statistics.md, "stability"). Takes many times as long as the search itself; `tick` hears the share done.
 */
export function settleRules(
  of: Prepared,
  { rules, target, leftOut }: Searched,
  options: EvidenceOptions,
  tick?: (share: number) => void,
): RuleFindings {
  if (rules.rules.length === 0) return rules;
  const columns = columnsOf(of, leftOut);
  const search = searchOptions(of, clustersAt(target, options.clusters), options);
  const steadiness = steadinessOf(columns, target, rules.rules, search, tick);
  return { ...rules, rules: rules.rules.map((rule, i) => withSteadiness(rule, rules, steadiness[i]!)) };
}

function columnsOf({ frame, levelled, columns }: Prepared, leftOut: ReadonlySet<string>): SearchColumn[] {
  const all = columns ?? searchColumns(frame, levelled);
  return all.filter(({ attribute }) => !leftOut.has(attribute));
}

function usedLevels(of: Prepared, columns: readonly SearchColumn[]): LevelledAttribute[] {
  const used = new Set(columns.map((column) => column.attribute));
  return of.levelled.filter((one) => used.has(one.attribute.name));
}

function searchOptions(
  { frame }: Prepared,
  clusters: Int32Array | null,
  options: EvidenceOptions,
): SearchOptions {
  return { ...options, clusters, startDays: frame.startDays };
}
