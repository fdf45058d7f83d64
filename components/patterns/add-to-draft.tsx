"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type CriterionKind, criterionKinds } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";
import { Menu, MenuHeading, MenuItem } from "../ui/menu";
import { notifyDone, notifyProblem } from "../ui/notify";

/** The action behind it: the evidence is worked out again and frozen on the server. */
export type AddPattern = (
  workspace: string,
  input: { outcome: string; pattern: string; kind: CriterionKind },
) => Promise<Result<unknown>>;

const kindNames: Record<CriterionKind, string> = {
  "must-have": "Must-have",
  signal: "Signal",
  disqualifier: "Disqualifier",
};

export function AddToDraft({
  workspace,
  outcome,
  pattern,
  addPattern,
}: {
  workspace: string;
  outcome: string;
  pattern: string;
  addPattern: AddPattern;
}) {
  const [busy, start] = useTransition();
  const router = useRouter();
  const add = (kind: CriterionKind) =>
    start(async () => {
      const answer = await addPattern(workspace, { outcome, pattern, kind });
      if (!answer.ok) return notifyProblem(sentenceOf(answer));
      const open = { label: "Open the document", run: () => router.push(`/w/${workspace}/document`) };
      notifyDone(`In the draft as a ${kind}.`, open);
    });
  return (
    <Menu
      trigger={
        <Button variant="primary" busy={busy}>
          Add to draft
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      <MenuHeading>Add to draft as</MenuHeading>
      {criterionKinds.map((kind) => (
        <MenuItem key={kind} onSelect={() => add(kind)} disabled={busy}>
          {kindNames[kind]}
        </MenuItem>
      ))}
    </Menu>
  );
}
