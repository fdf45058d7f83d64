import type { Frame } from "#lib/accounts/frame.ts";
import { bestAttribute } from "#lib/analysis/back-test/best-attribute.ts";
import {
  type Choice,
  chooseByCriteria,
  chooseByRules,
  decides,
  type Live,
} from "#lib/analysis/back-test/choice.ts";
import { type ChoiceFigures, figuresOf } from "#lib/analysis/back-test/figures.ts";
import { type Gain, gainOf } from "#lib/analysis/back-test/gain.ts";
import { holdoutOf } from "#lib/analysis/back-test/holdout.ts";
import { correctOptimism, type Rounds } from "#lib/analysis/back-test/optimism.ts";
import { type ScoreFigures, scoreFigures } from "#lib/analysis/back-test/score-figures.ts";
import { retentionOutcome } from "#lib/analysis/good-customer.ts";
import { clustersAt } from "#lib/analysis/search/clusters.ts";
import { type EvidenceOptions, type Prepared, searchOutcome } from "#lib/analysis/search/evidence.ts";
import type { Rule as FoundRule } from "#lib/analysis/search/rule.ts";
import { isSmall } from "#lib/analysis/small.ts";
import type { Target } from "#lib/analysis/target.ts";

export const backTestSubjects = ["draft", "found"] as const;
/** Whose rules are tried: the draft's, or those the search finds before the holdout. */
export type BackTestSubject = (typeof backTestSubjects)[number];

/** Where the accounts are divided, before anything is tried on them. */
export interface Division {
  /**
   * Names the rule by which accounts are held out, never how many they are or the day of the cut, which both move with every
   * import: a look at nearly the same accounts must not count as the first.
   */
  readonly key: string;
  readonly outcome: string;
  readonly by: "time" | "account";
  readonly from: string | null;
  readonly training: number;
  readonly held: number;
  /** Accounts of the later part left out, because others of their group are in the earlier one. */
  readonly kin: number;
}

export interface BackTest {
  readonly outcome: string;
  /** Where staying for so many months is what they are tried on. */
  readonly months: number | null;
  readonly subject: BackTestSubject;
  /** Null where so few outcomes are known that nothing was held back and optimism was corrected for instead. */
  readonly division: Division | null;
  /** Rounds of the bootstrap that corrected for optimism; 0 where accounts were held back or rules were given. */
  readonly rounds: number;
  readonly figures: ChoiceFigures;
  /** By the score, where the definition is measured by it; null where it is not, or nothing was held back. */
  readonly score: ScoreFigures | null;
  readonly gain: Gain;
  /** The best single attribute, chosen without the holdout; null where there is none. */
  readonly attribute: string | null;
  /** Rules that were found, in words to be said by whoever shows them; empty for the draft's. */
  readonly found: readonly Pick<FoundRule, "when" | "direction" | "observed">[];
  /** Good accounts of the holdout that it would not have taken, by id. */
  readonly missed: readonly string[];
}

/** Why there is no back-test: nothing known to try it on, or no rules to try. */
export type NoBackTest = "too few" | "no rules" | "nothing found";

export interface BackTestGround {
  readonly prepared: Prepared;
  /** A yes or no: good customer, or having stayed. */
  readonly target: Target;
  /** The good-customer score, where the definition is measured by it; else null. */
  readonly score: Target | null;
  /** Attributes that look like the outcome itself, found on all accounts: leaving them out can only cost. */
  readonly leaking: readonly string[];
  readonly options: EvidenceOptions;
}

const rounds: Rounds = { optimism: 100, spread: [40, 25] };
/** Good and not good accounts without which no figure means anything. */
const fewestOfEach = 5;

/** How the accounts of an outcome are divided; null where nothing is held back. */
export function divide(frame: Frame, target: Target, seed: number): Division | null {
  const holdout = holdoutOf(frame, target, seed);
  if (holdout === null) return null;
  const { by, from, training, held, kin } = holdout;
  const key = by === "time" ? `${target.outcome} time` : `${target.outcome} account seed ${seed}`;
  return {
    key,
    outcome: target.outcome,
    by,
    from,
    training: training.rows.length,
    held: held.rows.length,
    kin,
  };
}

/**
 * Tries rules on accounts they were not chosen by (statistics.md, "back-test"): precision, recall and lift with intervals,
 * the gain curve with its band, and the best single attribute beside it, chosen without the holdout as well. The search
 * looks at the training part alone; the draft's rules are people's and may have seen everything, which is for the screen to
 * say. Below 200 known outcomes an optimism-corrected bootstrap stands in. `today` is an ISO date.
 */
export function backTest(
  ground: BackTestGround,
  subject: BackTestSubject,
  criteria: readonly Live[],
  today: string,
  tick?: (share: number) => void,
): BackTest | NoBackTest {
  const { prepared, target, options } = ground;
  if (subject === "draft" && !decides(criteria)) return "no rules";
  const good = target.values.reduce((sum, value) => sum + value, 0);
  if (Math.min(good, target.rows.length - good) < fewestOfEach) return "too few";
  const holdout = holdoutOf(prepared.frame, target, options.seed);
  if (holdout === null) return withoutHoldout(ground, subject, criteria, today, tick);
  const { training, held, isHeld } = holdout;
  const found = subject === "found" ? findRulesIn(ground, training) : [];
  if (subject === "found" && found.length === 0) return "nothing found";
  const choice =
    subject === "found"
      ? chooseByRules(found, prepared.frame, training)
      : chooseByCriteria(criteria, prepared.frame, today);
  const attribute = bestIn(ground, training);
  return {
    outcome: target.outcome,
    months: monthsOf(target),
    subject,
    division: divide(prepared.frame, target, options.seed),
    rounds: 0,
    figures: figuresOf(choice, held, clustersAt(held, options.clusters)),
    score: ground.score && scoreFigures(choice, ground.score, isHeld, options.clusters),
    gain: gainOf(choice, attribute, held, options.seed, clustersAt(held, options.clusters)),
    attribute: attribute?.name ?? null,
    found: found.map(({ when, direction, observed }) => ({ when, direction, observed })),
    missed: missedOf(choice, held, prepared.frame),
  };
}

const monthsOf = ({ outcome, watched }: Target): number | null =>
  outcome === retentionOutcome && watched ? watched.horizon : null;

/** Few accounts: the choice is tried on those it was made by, and what that flatters is taken off. */
function withoutHoldout(
  ground: BackTestGround,
  subject: BackTestSubject,
  criteria: readonly Live[],
  today: string,
  tick?: (share: number) => void,
): BackTest | NoBackTest {
  const { prepared, target, options } = ground;
  const { frame } = prepared;
  const attribute = (of: Target) => bestIn(ground, of);
  const shared = {
    outcome: target.outcome,
    months: monthsOf(target),
    subject,
    score: null,
    division: null,
    attribute: attribute(target)?.name ?? null,
  };
  if (subject === "draft") {
    const choice = chooseByCriteria(criteria, frame, today);
    const clusters = clustersAt(target, options.clusters);
    const gain = gainOf(choice, attribute(target), target, options.seed, clusters);
    const figures = figuresOf(choice, target, clusters);
    return { ...shared, rounds: 0, figures, gain, found: [], missed: missedOf(choice, target, frame) };
  }
  // Too few for combinations: what is found there is the best single attribute, and the choice among all of them.
  const small = isSmall(target);
  const procedure = (of: Target): Choice | null => {
    if (small) return attribute(of);
    const rules = findRulesIn(ground, of);
    return rules.length === 0 ? null : chooseByRules(rules, frame, of);
  };
  const corrected = correctOptimism(
    { target, procedure, attribute, clusters: options.clusters, seed: options.seed },
    rounds,
    tick,
  );
  if (corrected === null) return "nothing found";
  const choice = procedure(target)!;
  return {
    ...shared,
    rounds: corrected.rounds,
    figures: corrected.figures,
    gain: corrected.gain,
    found: small ? [] : findRulesIn(ground, target),
    missed: missedOf(choice, target, frame),
  };
}

/** Rules that hold on these accounts, strongest first; how steady they are is not asked. */
function findRulesIn({ prepared, leaking, options }: BackTestGround, target: Target): FoundRule[] {
  const { rules } = searchOutcome(prepared, target, leaking, { ...options, outcomes: 1 });
  return rules.rules.filter(({ verdict }) => verdict === "supported");
}

function bestIn({ prepared, leaking, options }: BackTestGround, target: Target) {
  const leftOut = new Set([...leaking, ...options.unused]);
  return bestAttribute(prepared.levelled, prepared.frame.accountIds.length, target, leftOut, options.seed);
}

function missedOf({ taken }: Choice, { rows, values }: Target, { accountIds }: Frame): string[] {
  const missed = Array.from(rows).filter((account, row) => values[row] === 1 && taken[account] !== 1);
  return missed.map((account) => accountIds[account]!);
}
