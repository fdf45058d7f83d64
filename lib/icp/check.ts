import type { Value, Values } from "#lib/accounts/attribute.ts";
import type { CriterionKind, Truth } from "#lib/criteria/criterion.ts";
import { sayCriterion, sayVerdict } from "#lib/criteria/say.ts";
import { judge, type VerdictKind } from "#lib/criteria/verdict.ts";
import type { FrozenCriterion } from "#lib/icp/content.ts";

/** One rule on one account, with what is known of the account. */
export interface CheckedRule {
  readonly id: string;
  readonly kind: CriterionKind;
  /** Of a signal; below 0 it speaks against an account. */
  readonly points: number | null;
  readonly words: string;
  readonly truth: Truth;
  /** Whether the verdict rests on it. */
  readonly cited: boolean;
  readonly known: readonly { readonly attribute: string; readonly value: Value }[];
}

/** What a set of rules says of one account. */
export interface CheckedAccount {
  readonly name: string;
  readonly verdict: VerdictKind;
  readonly sentence: string;
  readonly questions: readonly string[];
  readonly rules: readonly CheckedRule[];
}

/** The verdict on an account in a sentence, with every rule and the values it was judged by. */
export function checkAgainst(
  criteria: readonly FrozenCriterion[],
  account: { readonly name: string; readonly values: Values },
  today: string,
): CheckedAccount {
  const judged = judge(criteria, account.values, today);
  return {
    name: account.name,
    verdict: judged.verdict,
    sentence: sayVerdict(judged),
    questions: judged.questions,
    rules: judged.truths.map(({ rule, truth }) => ({
      id: rule.id,
      kind: rule.kind,
      points: rule.points,
      words: sayCriterion(rule),
      truth,
      cited: judged.rules.includes(rule),
      known: rule.when.map(({ attribute }) => ({ attribute, value: account.values.get(attribute) ?? null })),
    })),
  };
}
