import type { Values } from "#lib/accounts/attribute.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import type { Criterion, CriterionKind, Truth } from "#lib/criteria/criterion.ts";
import { evaluate } from "#lib/criteria/evaluate.ts";
import { evaluateFrame } from "#lib/criteria/evaluate-frame.ts";

/** What a verdict needs of a rule; drafts and frozen versions both have it. */
export type Rule = Pick<Criterion, "id" | "kind" | "when" | "question"> & { readonly archived?: boolean };

export type VerdictKind = "reject" | "undecided" | "accept";

/**
 * reject: the rules that reject it; undecided: the rules that are unknown, with the questions that would
 * settle them; accept: the must-haves that hold.
 */
export interface Verdict<R extends Rule = Rule> {
  readonly verdict: VerdictKind;
  readonly rules: readonly R[];
  readonly questions: readonly string[];
}

export interface Judged<R extends Rule = Rule> extends Verdict<R> {
  readonly truths: readonly { readonly rule: R; readonly truth: Truth }[];
}

/**
 * The verdict on one account: reject where a disqualifier is yes or a must-have is no, undecided where one
 * of them is unknown, else accept. Signals have no part in it; archived rules neither.
 */
export function judge<R extends Rule>(rules: readonly R[], values: Values, today: string): Judged<R> {
  const truths = rules
    .filter((rule) => !rule.archived)
    .map((rule) => ({ rule, truth: evaluate(rule, values, today) }));
  return { ...verdictOf(truths), truths };
}

function verdictOf<R extends Rule>(truths: readonly { rule: R; truth: Truth }[]): Verdict<R> {
  const having = (wanted: VerdictKind) =>
    truths.filter(({ rule, truth }) => effect(rule.kind, truth) === wanted).map(({ rule }) => rule);
  const rejecting = having("reject");
  if (rejecting.length > 0) return { verdict: "reject", rules: rejecting, questions: [] };
  const open = having("undecided");
  if (open.length > 0) {
    const questions = open.map((rule) => rule.question.trim()).filter((question) => question !== "");
    return { verdict: "undecided", rules: open, questions: [...new Set(questions)] };
  }
  return {
    verdict: "accept",
    rules: having("accept").filter((rule) => rule.kind === "must-have"),
    questions: [],
  };
}

/** What one rule alone says of the account. */
function effect(kind: CriterionKind, truth: Truth): VerdictKind {
  if (kind === "signal") return "accept";
  if (truth === "unknown") return "undecided";
  const rejects = kind === "disqualifier" ? "yes" : "no";
  return truth === rejects ? "reject" : "accept";
}

/** How a verdict is written in the byte of an account. */
export const verdictCodes = { reject: 0, accept: 1, undecided: 2 } as const satisfies Record<
  VerdictKind,
  number
>;

const truthNames = ["no", "yes", "unknown"] as const satisfies readonly Truth[];

/** The verdict on every account of a frame, one byte an account (`verdictCodes`), in the frame's order. */
export function judgeFrame(rules: readonly Rule[], frame: Frame, today: string): Uint8Array {
  const deciding = rules.filter((rule) => !rule.archived && rule.kind !== "signal");
  const evaluated = deciding.map((rule) => ({ rule, truths: evaluateFrame(rule, frame, today) }));
  return combine(evaluated, frame.accountIds.length);
}

/** The same from rules that have been evaluated on the whole frame already. `accounts` is how many it has. */
export function combine(
  evaluated: readonly { readonly rule: Rule; readonly truths: Uint8Array }[],
  accounts: number,
): Uint8Array {
  const result = new Uint8Array(accounts).fill(verdictCodes.accept);
  for (const { rule, truths } of evaluated) {
    if (rule.archived || rule.kind === "signal") continue;
    const effects = Uint8Array.from(truthNames, (truth) => verdictCodes[effect(rule.kind, truth)]);
    for (let i = 0; i < accounts; i++) {
      const own = effects[truths[i]!]!;
      if (own === verdictCodes.reject) result[i] = own;
      else if (own === verdictCodes.undecided && result[i] === verdictCodes.accept) result[i] = own;
    }
  }
  return result;
}
