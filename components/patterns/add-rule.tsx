"use client";

import type { CriterionKind } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { DraftMenu } from "./draft-menu";

/** The evidence is worked out again and frozen on the server. */
export type AddRuleAction = (
  workspace: string,
  input: { outcome: string; rule: string; kind: CriterionKind },
) => Promise<Result<unknown>>;

export function AddRule({
  workspace,
  outcome,
  rule,
  words,
  addRule,
}: {
  workspace: string;
  outcome: string;
  rule: string;
  words: string;
  addRule: AddRuleAction;
}) {
  return (
    <DraftMenu
      workspace={workspace}
      button={{ size: "sm", label: `Add to draft: ${words}` }}
      add={(kind) => addRule(workspace, { outcome, rule, kind })}
    />
  );
}
