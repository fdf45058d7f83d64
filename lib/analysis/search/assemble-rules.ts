import { adjustFor, confoundingWarnings, mostStrata } from "#lib/analysis/confounding.ts";
import { worthOf } from "#lib/analysis/effective.ts";
import { falseFindings } from "#lib/analysis/family.ts";
import type { Estimate, PatternVerdict, UnevenWatch, Warning } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import type { LevelResult } from "#lib/analysis/measure.ts";
import { accountsFor } from "#lib/analysis/needed.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import type { Policy, Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import { countScorer, type Direction } from "#lib/analysis/search/score.ts";
import type { Candidate } from "#lib/analysis/search/shortlist.ts";
import type { Steadiness } from "#lib/analysis/search/steadiness.ts";
import type { Found } from "#lib/analysis/search/walk.ts";
import { type Strata, strataOf, termsOf } from "#lib/analysis/strata.ts";
import type { Target } from "#lib/analysis/target.ts";
import { accountsWatched, unevenWatch } from "#lib/analysis/uneven.ts";
import { changeWarning, needsFinding } from "#lib/analysis/warnings-of.ts";
import { normalQuantile, normalUpperTail, z95 } from "#lib/stats/distributions.ts";
import { wilson } from "#lib/stats/rate.ts";

/** A rule with the outcome of its test. */
export interface Tested {
  readonly candidate: Candidate;
  /** Rows of the target it holds for. */
  readonly members: Int32Array;
  readonly level: LevelResult;
  readonly adjustedP: number;
  readonly paymentP: number;
  readonly holdout: {
    readonly level: LevelResult;
    readonly base: Estimate;
    /** Every condition pays on the holdout as well. */
    readonly pays: boolean;
  } | null;
}

export interface Assembly {
  readonly columns: readonly SearchColumn[];
  readonly levelled: readonly LevelledAttribute[];
  readonly target: Target;
  readonly tested: readonly Tested[];
  readonly found: Found;
  readonly base: Estimate;
  readonly policy: Policy;
  readonly splitBy: RuleFindings["splitBy"];
  readonly permutations: number;
  /** |T| that chance alone seldom reaches; 0 where the holdout tells. */
  readonly critical: number;
  /** Whose row it is, by row of the target, where several are of one account; else null. */
  readonly clusters: Int32Array | null;
  /** Outcomes and their definitions that the correction is over. */
  readonly chances: number;
  /** Definitions of the outcome among them. */
  readonly tried: number;
}

export const suggestiveP = 0.1;
/** A rule that fewer resamples than this find again is one lucky sample. */
export const steady = 0.5;
/** Share of the accounts that rules are tested on where some are held back. */
const heldShare = 0.4;

/** Writes down the tested rules: intervals that allow for the search, warnings, verdicts; one list sorted by q. */
export function assembleRules(of: Assembly): RuleFindings {
  const { target, found, base, policy } = of;
  const strata = strataFor(of);
  const standing = standingIn(target);
  const rules = of.tested.map((tested) => ruleOf(tested, of, strata, standing));
  rules.sort(byStanding);
  return {
    outcome: target.outcome,
    measure: target.measure,
    policy,
    splitBy: of.splitBy,
    permutations: of.permutations,
    critical: of.critical,
    accounts: target.rows.length,
    examined: found.examined,
    selectors: found.selectors,
    base,
    tried: of.tried,
    rules,
  };
}

/** Best q first; ties: fewer conditions, larger n, text by code point. */
function byStanding(a: Rule, b: Rule): number {
  const text = (rule: Rule) => JSON.stringify(rule.when);
  return b.q - a.q || a.when.length - b.when.length || b.n - a.n || (text(a) < text(b) ? -1 : 1);
}

type Standing = (candidate: Candidate, n: number, good: number | null) => number;

/** q of a rule among all accounts, from the very counts that are told of it; where rows weigh or are no yes or no, as searched. */
function standingIn({ measure, weights, followed, rows, values }: Target): Standing {
  if (measure !== "rate" || weights !== null || followed !== null) return ({ q }) => q;
  const scorer = countScorer(
    rows.length,
    values.reduce((sum, value) => sum + value, 0),
  );
  return ({ q, direction }, n, good) =>
    good === null ? q : scorer.q(Float64Array.of(n, good), 0, direction);
}

function strataFor({ levelled, target }: Assembly): Strata[] {
  const terms = termsOf(target);
  return levelled
    .filter((one) => one.codes !== null && one.levels.length > 1 && one.levels.length <= mostStrata)
    .map((one) => {
      const labels = one.levels.map((level) => level.label);
      return strataOf(terms, one.attribute.name, one.codes!, labels);
    });
}

function ruleOf(tested: Tested, of: Assembly, strata: readonly Strata[], standing: Standing): Rule {
  const { candidate, members, level, holdout } = tested;
  const { target } = of;
  const when = candidate.parts.map(({ column, from, to }) => of.columns[column]!.say(from, to));
  const own = new Set(when.map((condition) => condition.attribute));
  const adjustments = strata
    .filter((one) => !own.has(one.attribute))
    .map((one) => adjustFor(members, one))
    .filter((adjustment) => adjustment !== null);
  const uneven = unevenOf(tested, of);
  const found: Warning[] = [
    ...(uneven === null ? [] : [{ kind: "watched unevenly" as const, ...uneven }]),
    ...changeWarning(level),
    ...confoundingWarnings(adjustments),
  ];
  const isUnwatched = uneven !== null && !uneven.holds;
  const verdict = isUnwatched ? "insufficient" : verdictOf(tested, found, target.better);
  const z = Math.max(z95, of.critical);
  const { worth } = target.measure === "rate" ? worthOf(target, members, of.clusters, z) : { worth: level.n };
  const good = target.measure === "rate" ? members.reduce((sum, row) => sum + target.values[row]!, 0) : null;
  return {
    when,
    parts: candidate.parts,
    direction: candidate.direction,
    n: level.n,
    good,
    observed: level.inside,
    rest: level.rest,
    p: (holdout?.level ?? level).p,
    worth,
    honest: holdout?.level.inside ?? widened(level.inside, target.measure, worth, of.critical),
    q: standing(candidate, level.n, good),
    adjustedP: tested.adjustedP,
    paymentP: Math.min(1, tested.paymentP),
    holdout: holdout === null ? null : { ...holdout.level.inside, n: holdout.level.n, p: holdout.level.p },
    stability: null,
    verdict,
    warnings: found.filter(({ kind }) => verdict !== "insufficient" || !needsFinding.includes(kind)),
    needed: verdict === "insufficient" && !isUnwatched ? neededFor(tested, of) : null,
  };
}

/**
 * The rule by each group's own follow-up, where good customers must have stayed; null where that changes nothing. What holds
 * then must hold against the whole search: with the usual interval one table of noise in fourteen had a rule supported.
 */
function unevenOf({ candidate, level, holdout }: Tested, of: Assembly): UnevenWatch | null {
  const { target, columns, critical, tested, chances } = of;
  const accounts = accountsWatched(target);
  if (accounts === null) return null;
  const z = holdout === null ? critical : -normalQuantile(falseFindings / (2 * tested.length * chances));
  const isInside = new Uint8Array(accounts).fill(1);
  for (const { column, from, to } of candidate.parts) {
    const { codes } = columns[column]!;
    for (let account = 0; account < isInside.length; account++)
      if (codes[account]! < from || codes[account]! >= to) isInside[account] = 0;
  }
  return unevenWatch(target, isInside, level.lean, Math.max(z95, z));
}

/**
 * Accounts in all that a rule like this would need (statistics.md, "insufficient"): by max-T against the |T| that the
 * search reaches by chance, by split against Holm over the rules tested of every outcome, of whom two in five are tested on.
 */
function neededFor(
  { candidate, level, holdout }: Tested,
  { target, tested, critical, chances }: Assembly,
): number | null {
  const shown = holdout?.level ?? level;
  if (shown.lean === 0 || leansTo(shown.lean, target.better) !== candidate.direction) return null;
  if (holdout === null)
    return critical > 0 ? accountsFor(shown.signal, falseFindings / (2 * normalUpperTail(critical))) : null;
  const needed = accountsFor(shown.signal, tested.length * chances);
  return needed === null ? null : Math.ceil(needed / heldShare);
}

/** Wilson's interval at the z that the search itself reaches by chance; a mean's interval stretched as much. */
function widened(inside: Estimate, measure: Target["measure"], worth: number, critical: number): Estimate {
  const z = Math.max(z95, critical);
  const { value, low, high } = inside;
  if (measure === "rate") return { value, ...wilson(value * worth, worth, z) };
  const stretch = z / z95;
  return { value, low: value - (value - low) * stretch, high: value + (high - value) * stretch };
}

/** The four words before stability is known: it can only take "supported" away. */
function verdictOf(tested: Tested, warnings: readonly Warning[], better: Target["better"]): PatternVerdict {
  const { adjustedP, holdout, candidate } = tested;
  if (holdout !== null && isContradicted(holdout, candidate, better)) return "contradicted";
  const reversed = warnings.some((warning) => warning.kind === "reversal");
  const padded = holdout !== null && candidate.parts.length > 1 && !holdout.pays;
  if (adjustedP <= falseFindings && !reversed && !padded) return "supported";
  return adjustedP <= suggestiveP ? "suggestive" : "insufficient";
}

/** On the holdout the sign is the opposite one, and the interval leaves out the base. */
function isContradicted(
  { level, base }: NonNullable<Tested["holdout"]>,
  { direction }: Candidate,
  better: Target["better"],
): boolean {
  if (level.lean === 0 || leansTo(level.lean, better) === direction) return false;
  return base.value < level.inside.low || base.value > level.inside.high;
}

/** What a difference between a group and its rest speaks for. */
export function leansTo(lean: number, better: Target["better"]): Direction {
  return lean > 0 === (better === "higher") ? "good" : "poor";
}

/**
 * A rule once it is known how steady it is: fading takes "supported" away, and where no accounts were held back the rate
 * gives up what rules of its rank gain by being chosen (optimism; Efron 1983).
 */
export function withSteadiness(
  rule: Rule,
  findings: RuleFindings,
  { stability, optimism }: Steadiness,
): Rule {
  const verdict = rule.verdict === "supported" && stability < steady ? "suggestive" : rule.verdict;
  if (rule.holdout !== null || optimism === 0) return { ...rule, stability, verdict };
  const { value, low, high } = rule.honest;
  const moved = value - optimism;
  if (rule.good === null) {
    const honest = { value: moved, low: low - optimism, high: high - optimism };
    return { ...rule, stability, verdict, honest };
  }
  const rate = Math.min(1, Math.max(0, moved));
  const honest = widened({ value: rate, low: rate, high: rate }, "rate", rule.worth, findings.critical);
  return { ...rule, stability, verdict, honest };
}
