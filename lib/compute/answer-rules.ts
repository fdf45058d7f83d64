import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { groupsOf } from "#lib/analysis/groups.ts";
import { type Analysis, horizonOf, triesOf } from "#lib/analysis/patterns.ts";
import type { Aside } from "#lib/analysis/search/aside.ts";
import {
  type EvidenceOptions,
  leakingIn,
  type Prepared,
  prepareFrame,
  type Searched,
  searchOutcome,
  settleRules,
} from "#lib/analysis/search/evidence.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { checkByShuffling, type ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
import { loadKernel } from "#lib/compute/kernel/load-kernel.ts";

/** Which rules are asked for. */
export interface AboutRules {
  readonly outcome: string;
  /** Conditions of a rule, at most. */
  readonly conditions: number;
}

/** What is needed to answer: the frame, the definition in force, and the single-attribute analysis under it. */
export interface RuleGround {
  readonly frame: Frame;
  readonly definition: Definition | null;
  readonly analysis: Analysis;
  readonly seed: number;
  /** Definitions of a good customer tried on these data. */
  readonly tried: number;
  /** A second thread, where there is one. */
  readonly aside?: Aside | null;
}

/** Searches already made, by frame: what follows a first answer need not search again. */
const searches = new WeakMap<Frame, { prepared: Prepared; found: Map<string, Searched> }>();
const mostKept = 8;

/** The rules of an outcome as first answered; null where the data has no such outcome. */
export function answerRules(ground: RuleGround, asked: AboutRules): RuleFindings | null {
  return searchedOf(ground, asked)?.searched.rules ?? null;
}

/** The same rules once it is known how steady they are. Takes many times as long. */
export function answerSettledRules(
  ground: RuleGround,
  asked: AboutRules,
  tick?: (share: number) => void,
): RuleFindings | null {
  const of = searchedOf(ground, asked);
  return of === null ? null : settleRules(of.prepared, of.searched, of.options, tick);
}

/** Everything again on copies of the data with shuffled outcomes. */
export function answerShuffleCheck(
  ground: RuleGround,
  asked: AboutRules,
  tick?: (share: number) => void,
): ShuffleCheck | null {
  const of = searchedOf(ground, asked);
  return of === null ? null : checkByShuffling(of.prepared, of.target, of.options, tick);
}

interface Of {
  readonly prepared: Prepared;
  readonly target: Target;
  readonly options: EvidenceOptions;
  readonly searched: Searched;
}

function searchedOf(ground: RuleGround, asked: AboutRules): Of | null {
  const { frame, definition, analysis, seed } = ground;
  const findings = analysis.outcomes.find(({ outcome }) => outcome === asked.outcome);
  const target = targetsOf(frame, definition).find(({ outcome }) => outcome === asked.outcome);
  if (findings === undefined || target === undefined) return null;
  const held = heldOf(frame);
  const options = { ...groundOptions(ground, asked.conditions), tried: triesOf(asked.outcome, ground.tried) };
  const key = JSON.stringify([definition, seed, asked.outcome, options.maxConditions, options.tried]);
  const searched = held.found.get(key) ?? searchOutcome(held.prepared, target, leakingIn(findings), options);
  held.found.set(key, searched);
  const [oldest] = held.found.keys();
  if (held.found.size > mostKept && oldest !== undefined) held.found.delete(oldest);
  return { prepared: held.prepared, target, options, searched };
}

function heldOf(frame: Frame) {
  const held = searches.get(frame) ?? { prepared: prepareFrame(frame), found: new Map<string, Searched>() };
  searches.set(frame, held);
  return held;
}

/** The attributes of a frame cut into levels, once. */
export const preparedOf = (frame: Frame): Prepared => heldOf(frame).prepared;

/** How the rules of a frame are searched: up to so many conditions, without what is known only after the sale, accounts of one group together. */
export function groundOptions(
  { frame, definition, analysis, seed, aside = null }: RuleGround,
  conditions: number,
): EvidenceOptions {
  const groups = groupsOf(frame);
  return {
    seed,
    maxConditions: Math.min(4, Math.max(1, Math.trunc(conditions))),
    kernel: loadKernel(),
    aside,
    clusters: groups?.codes ?? null,
    horizon: horizonOf(definition),
    unused: new Set([...lateAttributes(frame), ...(groups === null ? [] : [groups.attribute])]),
    outcomes: analysis.outcomes.length,
  };
}

/** What is known only after the sale cannot choose whom to sell to. */
function lateAttributes(frame: Frame): Set<string> {
  const late = frame.columns.filter(({ attribute }) => attribute.knownAt === "customer");
  return new Set(late.map(({ attribute }) => attribute.name));
}
