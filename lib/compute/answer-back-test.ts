import {
  type BackTest,
  type BackTestSubject,
  backTest,
  type Division,
  divide,
  type NoBackTest,
} from "#lib/analysis/back-test/back-test.ts";
import type { Live } from "#lib/analysis/back-test/choice.ts";
import { findingsBehind, triedOn } from "#lib/analysis/foretold.ts";
import { leakingBeside } from "#lib/analysis/leakage.ts";
import { goodScoreTarget } from "#lib/analysis/score-target.ts";
import { leakingIn } from "#lib/analysis/search/evidence.ts";
import { groundOptions, preparedOf, type RuleGround } from "#lib/compute/answer-rules.ts";

/** What is tried on the accounts held back. */
export interface AboutBackTest {
  readonly subject: BackTestSubject;
  /** The draft's rules; empty where those found are tried. */
  readonly criteria: readonly Live[];
  readonly conditions: number;
  /** ISO date, for rules that speak of days past. */
  readonly today: string;
}

/** The accounts of the yes or no that is foretold, and how they are divided; null where the data has none. */
export interface Trial {
  readonly outcome: string;
  readonly known: number;
  /** Null where there are too few to hold any back. */
  readonly division: Division | null;
}

export function answerTrial(ground: RuleGround): Trial | null {
  const target = triedOn(ground.frame, ground.definition);
  if (target === null) return null;
  const division = divide(ground.frame, target, ground.seed);
  return { outcome: target.outcome, known: target.rows.length, division };
}

export function answerBackTest(
  ground: RuleGround,
  asked: AboutBackTest,
  tick?: (share: number) => void,
): BackTest | NoBackTest | null {
  const target = triedOn(ground.frame, ground.definition);
  const findings = target === null ? undefined : findingsBehind(ground.analysis.outcomes, target.outcome);
  if (target === null || findings === undefined) return null;
  const prepared = preparedOf(ground.frame);
  const options = groundOptions(ground, asked.conditions);
  // Of a small table only some attributes were looked at; the back-test chooses among all.
  const examined = new Set(findings.attributes.map(({ attribute }) => attribute));
  const beside = leakingBeside(prepared.frame, prepared.levelled, target, examined, options.horizon);
  const score =
    ground.definition?.measuredBy === "score" ? goodScoreTarget(ground.frame, ground.definition) : null;
  const of = { prepared, target, score, leaking: [...leakingIn(findings), ...beside], options };
  return backTest(of, asked.subject, asked.criteria, asked.today, tick);
}
