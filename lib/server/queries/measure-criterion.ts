import { customersOf } from "#lib/accounts/customers.ts";
import { freezePattern } from "#lib/analysis/evidence.ts";
import { defaultOptions } from "#lib/analysis/patterns.ts";
import type { Condition, PatternEvidence } from "#lib/criteria/criterion.ts";
import { fail, ok, type Result } from "#lib/errors/result.ts";
import { canonicalJson } from "#lib/icp/canonical.ts";
import { outcomeOf } from "#lib/icp/evidence-panels.ts";
import { measuredEvidence } from "#lib/icp/measured.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { askAnalysis, withGround } from "#lib/server/queries/ask-analysis.ts";
import { readDraft } from "#lib/server/queries/draft.ts";
import { baseRate, figuresOfRule, outcomesOf } from "#lib/server/queries/draft-figures.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";
import { today } from "#lib/server/queries/take-snapshot.ts";

export interface MeasuredCriterion {
  readonly when: readonly Condition[];
  readonly evidence: PatternEvidence;
}

/**
 * What today's customers say of one criterion of the draft, frozen as evidence: the pattern with the very same
 * conditions where the analysis knows one, which allows for everything looked at; else the rule measured alone. Errors:
 * "not-found", "nothing-to-measure".
 */
export async function measureCriterion(actor: Actor, id: string): Promise<Result<MeasuredCriterion>> {
  const { workspaceId } = actor;
  const { document } = await inWorkspace(workspaceId, (tx) => readDraft(tx, workspaceId));
  const criterion = document.criteria.find((one) => one.id === id && !one.archived);
  if (!criterion) return fail("not-found");
  const { frame: counted, dataRevision } = await loadCountedFrame(actor);
  const frame = customersOf(counted);
  const outcomes = outcomesOf(frame, document.definition);
  const day = today();
  const sides = outcomes && figuresOfRule(criterion, frame, outcomes, day).sides;
  if (!outcomes || !sides) return fail("nothing-to-measure");
  const { when } = criterion;
  const { measure } = outcomes;
  const taken = { dataRevision, takenOn: day };
  const evidence =
    (await samePattern(actor, when, outcomeOf[measure])) ??
    measuredEvidence({ when, sides, measure, base: baseRate(outcomes), ...taken });
  return evidence ? ok({ when, evidence }) : fail("nothing-to-measure");
}

async function samePattern(
  actor: Actor,
  when: readonly Condition[],
  outcome: string,
): Promise<PatternEvidence | null> {
  const wanted = canonicalJson(when);
  return withGround(actor, async (ground) => {
    const { outcomes } = await askAnalysis(actor, ground, "analysis", {}, defaultOptions);
    const findings = outcomes.find((one) => one.outcome === outcome);
    const patterns = findings?.attributes.flatMap((one) => one.patterns) ?? [];
    const found = patterns.find((one) => !one.missing && canonicalJson(one.when) === wanted);
    const taken = { dataRevision: ground.dataRevision, takenOn: today() };
    return findings && found ? freezePattern(found, findings, taken) : null;
  });
}
