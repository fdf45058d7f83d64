import type { Frame } from "#lib/accounts/frame.ts";
import type { Rule as FoundRule } from "#lib/analysis/search/rule.ts";
import type { Target } from "#lib/analysis/target.ts";
import type { Criterion } from "#lib/criteria/criterion.ts";
import { evaluateFrame, truthCodes } from "#lib/criteria/evaluate-frame.ts";
import { judgeFrame, verdictCodes } from "#lib/criteria/verdict.ts";

/** A way of choosing accounts, by account of the frame. */
export interface Choice {
  /** Whom it would take first: the higher the earlier. Equal ones stand in no order. */
  readonly score: Float64Array;
  /** 1 where it takes the account. */
  readonly taken: Uint8Array;
}

/** What a draft has that decides: the rules that are not archived. */
export type Live = Pick<Criterion, "id" | "kind" | "when" | "question" | "points" | "archived">;

/** Ranks of the verdicts, far enough apart for the points of the signals to stand between. */
const rankOf = { [verdictCodes.accept]: 2, [verdictCodes.undecided]: 1, [verdictCodes.reject]: 0 } as const;
const apart = 1e6;

/** What a set of criteria chooses: it takes what it accepts; first the accepted, then the undecided, each by their points. */
export function chooseByCriteria(criteria: readonly Live[], frame: Frame, today: string): Choice {
  const verdicts = judgeFrame(criteria, frame, today);
  const score = Float64Array.from(verdicts, (code) => apart * rankOf[code as 0 | 1 | 2]);
  for (const signal of criteria.filter((one) => one.kind === "signal" && !one.archived)) {
    const truths = evaluateFrame(signal, frame, today);
    for (let i = 0; i < score.length; i++) if (truths[i] === truthCodes.yes) score[i]! += signal.points ?? 0;
  }
  return { score, taken: verdicts.map((code) => (code === verdictCodes.accept ? 1 : 0)) };
}

/** Whether a set of criteria says anything about whom to take. */
export const decides = (criteria: readonly Live[]): boolean => criteria.some((one) => !one.archived);

/**
 * What found rules choose: every account takes the rate that the strongest rule holding for it had among the accounts it
 * was found on, those without a rule the rate of all without one; above the rate of all it is taken.
 */
export function chooseByRules(
  rules: readonly Pick<FoundRule, "when" | "observed">[],
  frame: Frame,
  training: Target,
): Choice {
  const score = new Float64Array(frame.accountIds.length).fill(Number.NaN);
  for (const { when, observed } of rules) {
    const truths = evaluateFrame({ when: [...when] }, frame, noDay);
    for (let i = 0; i < score.length; i++)
      if (Number.isNaN(score[i]!) && truths[i] === truthCodes.yes) score[i] = observed.value;
  }
  const base = rateOf(training, () => true);
  const others = rateOf(training, (account) => Number.isNaN(score[account]!)) ?? base ?? 0;
  for (let i = 0; i < score.length; i++) if (Number.isNaN(score[i]!)) score[i] = others;
  return { score, taken: Uint8Array.from(score, (value) => (value > (base ?? 0) ? 1 : 0)) };
}

/** Found rules never speak of days past. */
export const noDay = "1970-01-01";

/** The weighted rate of some accounts of an outcome; null where there is none. */
function rateOf({ rows, values, weights }: Target, of: (account: number) => boolean): number | null {
  let [good, all] = [0, 0];
  rows.forEach((account, row) => {
    if (!of(account)) return;
    const weight = weights?.[row] ?? 1;
    all += weight;
    good += weight * values[row]!;
  });
  return all > 0 ? good / all : null;
}
