"use client";

import type { CriterionKind } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { DraftMenu } from "./draft-menu";

interface PatternAddress {
  outcome: string;
  pattern: string;
  traits: readonly string[];
  keep: readonly string[];
}

/** The action behind it: the evidence is worked out again and frozen on the server. */
export type AddPattern = (
  workspace: string,
  input: Omit<PatternAddress, "traits" | "keep"> & { traits: string[]; keep: string[]; kind: CriterionKind },
) => Promise<Result<unknown>>;

export function AddToDraft({
  workspace,
  address,
  addPattern,
}: {
  workspace: string;
  address: PatternAddress;
  addPattern: AddPattern;
}) {
  const { traits, keep } = address;
  return (
    <DraftMenu
      workspace={workspace}
      button={{ variant: "primary" }}
      add={(kind) => addPattern(workspace, { ...address, traits: [...traits], keep: [...keep], kind })}
    />
  );
}
