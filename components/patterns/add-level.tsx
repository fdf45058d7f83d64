"use client";

import type { AddPattern } from "./add-to-draft";
import { DraftMenu } from "./draft-menu";

/** A trait of the quadrant into the draft, with its evidence on the side of keeping. */
export function AddLevel({
  workspace,
  outcome,
  pattern,
  name,
  addPattern,
}: {
  workspace: string;
  outcome: string;
  pattern: string;
  name: string;
  addPattern: AddPattern;
}) {
  return (
    <DraftMenu
      workspace={workspace}
      button={{ size: "sm", label: `Add to draft: ${name}` }}
      add={(kind) => addPattern(workspace, { outcome, pattern, traits: [], keep: [], kind })}
    />
  );
}
