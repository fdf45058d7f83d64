import { freezeRule } from "#lib/analysis/evidence.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import { ruleId } from "#lib/analysis/search/rule-sentence.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { Heard } from "#lib/compute/asker.ts";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import type { Actor } from "#lib/server/actor.ts";
import {
  type AnalysisView,
  askAnalysis,
  type Ground,
  knownAnalysis,
  withGround,
} from "#lib/server/queries/ask-analysis.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** Conditions of a rule, at most. */
export const usualConditions = 3;

/** What the combinations page shows of one outcome. */
export interface RulesPage {
  readonly customers: number;
  readonly dataRevision: number;
  /** How many accounts and single rows people have set aside, whether they are left out here or not. */
  readonly setAside: number;
  readonly setAsideRows: number;
  /** Every outcome there is; empty while the data has none. */
  readonly outcomes: readonly OutcomeFindings[];
  /** The outcome shown; null where there is none. */
  readonly findings: OutcomeFindings | null;
  /** As first answered, or settled where that is known already. */
  readonly rules: RuleFindings | null;
  /** Whether it is known how steady the rules are; true where there is none. */
  readonly settled: boolean;
  /** Null while nobody has waited for it. */
  readonly shuffles: ShuffleCheck | null;
}

/** Rules of an outcome (the first one for null), with what is known by now of how steady they are. */
export async function loadRules(
  actor: Actor,
  outcome: string | null,
  view: AnalysisView = {},
): Promise<RulesPage> {
  const run = async (ground: Ground): Promise<RulesPage> => {
    const { dataRevision } = ground;
    const setAside = ground.setAside.length;
    const { setAsideRows } = ground;
    if (dataRevision === 0) return { ...nothing, dataRevision, setAside, setAsideRows };
    const { customers, outcomes } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const findings = outcomes.find((one) => one.outcome === outcome) ?? outcomes[0] ?? null;
    if (findings === null) return { ...nothing, customers, dataRevision, setAside, setAsideRows, outcomes };
    const first = await ask(actor, ground, "rules", findings.outcome);
    const known = <K extends "settledRules" | "shuffleCheck">(kind: K) =>
      knownAnalysis(actor, ground, kind, about(findings.outcome), defaultOptions);
    const settled = known("settledRules") ?? null;
    return {
      customers,
      dataRevision,
      setAside,
      setAsideRows,
      outcomes,
      findings,
      rules: settled ?? first,
      settled: settled !== null || first === null || first.rules.length === 0,
      shuffles: known("shuffleCheck") ?? null,
    };
  };
  return withGround(actor, run, view);
}

const nothing = {
  customers: 0,
  outcomes: [],
  findings: null,
  rules: null,
  settled: true,
  shuffles: null,
} as const;

/** The same rules once it is known how steady they are: seconds to half a minute the first time. */
export async function loadSettledRules(
  actor: Actor,
  outcome: string,
  view: AnalysisView = {},
  heard?: Heard,
): Promise<RuleFindings | null> {
  return withGround(actor, (ground) => ask(actor, ground, "settledRules", outcome, heard), view);
}

/** What the whole of it finds in copies of the workspace's own data whose outcomes were shuffled. */
export async function loadShuffleCheck(
  actor: Actor,
  outcome: string,
  view: AnalysisView = {},
  heard?: Heard,
): Promise<ShuffleCheck | null> {
  return withGround(actor, (ground) => ask(actor, ground, "shuffleCheck", outcome, heard), view);
}

function ask<K extends "rules" | "settledRules" | "shuffleCheck">(
  actor: Actor,
  ground: Ground,
  kind: K,
  outcome: string,
  heard?: Heard,
) {
  return askAnalysis(actor, ground, kind, about(outcome), defaultOptions, ground.definition, heard);
}

const about = (outcome: string) => ({ outcome, conditions: usualConditions });

/** A rule's conditions and its evidence, frozen as of today: what goes into the draft. Null where it is gone. */
export async function loadRuleEvidence(
  actor: Actor,
  outcome: string,
  rule: string,
): Promise<{ readonly when: Rule["when"]; readonly evidence: PatternEvidence } | null> {
  return withGround(actor, async (ground) => {
    if (ground.dataRevision === 0) return null;
    const { outcomes } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const findings = outcomes.find((one) => one.outcome === outcome);
    const settled = await ask(actor, ground, "settledRules", outcome);
    const found = settled?.rules.find((one) => ruleId(one) === rule);
    if (findings === undefined || found === undefined) return null;
    return {
      when: found.when,
      evidence: freezeRule(found, findings, { dataRevision: ground.dataRevision, takenOn: today() }),
    };
  });
}
