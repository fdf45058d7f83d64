import { freezeRule } from "#lib/analysis/evidence.ts";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { Rule, RuleFindings } from "#lib/analysis/search/rule.ts";
import { ruleId } from "#lib/analysis/search/rule-sentence.ts";
import type { ShuffleCheck } from "#lib/analysis/search/shuffle-check.ts";
import type { PatternEvidence } from "#lib/criteria/criterion.ts";
import type { Actor } from "#lib/server/actor.ts";
import { askAnalysis, type Ground, withGround } from "#lib/server/queries/ask-analysis.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

/** Conditions of a rule, at most. */
export const usualConditions = 3;

/** What the combinations page shows of one outcome. */
export interface RulesPage {
  readonly customers: number;
  readonly dataRevision: number;
  /** Every outcome there is; empty while the data has none. */
  readonly outcomes: readonly OutcomeFindings[];
  /** The outcome shown; null where there is none. */
  readonly findings: OutcomeFindings | null;
  readonly rules: RuleFindings | null;
}

/** Rules of an outcome (the first one for null), before it is known how steady they are. */
export async function loadRules(actor: Actor, outcome: string | null): Promise<RulesPage> {
  return withGround(actor, async (ground) => {
    const { dataRevision } = ground;
    if (dataRevision === 0) return { customers: 0, dataRevision, outcomes: [], findings: null, rules: null };
    const { customers, outcomes } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const findings = outcomes.find((one) => one.outcome === outcome) ?? outcomes[0] ?? null;
    const rules = findings === null ? null : await ask(actor, ground, "rules", findings.outcome);
    return { customers, dataRevision, outcomes, findings, rules };
  });
}

/** The same rules once it is known how steady they are: seconds to half a minute the first time. */
export async function loadSettledRules(actor: Actor, outcome: string): Promise<RuleFindings | null> {
  return withGround(actor, (ground) => ask(actor, ground, "settledRules", outcome));
}

/** What the whole of it finds in copies of the workspace's own data whose outcomes were shuffled. */
export async function loadShuffleCheck(actor: Actor, outcome: string): Promise<ShuffleCheck | null> {
  return withGround(actor, (ground) => ask(actor, ground, "shuffleCheck", outcome));
}

function ask<K extends "rules" | "settledRules" | "shuffleCheck">(
  actor: Actor,
  ground: Ground,
  kind: K,
  outcome: string,
) {
  return askAnalysis(actor, ground, kind, { outcome, conditions: usualConditions }, defaultOptions);
}

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
