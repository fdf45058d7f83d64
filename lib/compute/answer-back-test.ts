import {
  type BackTest,
  type BackTestSubject,
  backTest,
  type Division,
  divide,
  type NoBackTest,
} from "#lib/analysis/back-test/back-test.ts";
import type { Live } from "#lib/analysis/back-test/choice.ts";
import { leakingIn } from "#lib/analysis/search/evidence.ts";
import { smallerSide, type Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";
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
  const target = foretold(ground);
  if (target === null) return null;
  const division = divide(ground.frame, target, ground.seed);
  return { outcome: target.outcome, known: target.rows.length, division };
}

export function answerBackTest(
  ground: RuleGround,
  asked: AboutBackTest,
  tick?: (share: number) => void,
): BackTest | NoBackTest | null {
  const target = foretold(ground);
  const findings = ground.analysis.outcomes.find(({ outcome }) => outcome === target?.outcome);
  if (target === null || findings === undefined) return null;
  const prepared = preparedOf(ground.frame);
  const options = groundOptions(ground, asked.conditions);
  const of = { prepared, target, leaking: leakingIn(findings), options };
  return backTest(of, asked.subject, asked.criteria, asked.today, tick);
}

/** Good and not good accounts without which a yes or no has nothing to be tried on. */
const fewestOfEach = 10;

/**
 * Good customer, else retention: the first yes or no of the data with enough of either kind. Without the dates on which
 * customers left nobody is known to be no good customer, though who left is.
 */
function foretold({ frame, definition }: RuleGround): Target | null {
  const rates = targetsOf(frame, definition).filter(({ measure }) => measure === "rate");
  return rates.find((target) => smallerSide(target) >= fewestOfEach) ?? rates[0] ?? null;
}
