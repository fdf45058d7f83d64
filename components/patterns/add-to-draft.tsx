"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { CriterionKind } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";
import { Menu, MenuHeading, MenuItem } from "../ui/menu";
import { notifyDone, notifyProblem } from "../ui/notify";

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

// Written out here: the list beside the schema would bring the schema's library to the browser.
const kinds: readonly { kind: CriterionKind; name: string }[] = [
  { kind: "must-have", name: "Must-have" },
  { kind: "signal", name: "Signal" },
  { kind: "disqualifier", name: "Disqualifier" },
];

export function AddToDraft({
  workspace,
  address,
  addPattern,
}: {
  workspace: string;
  address: PatternAddress;
  addPattern: AddPattern;
}) {
  const [busy, start] = useTransition();
  const router = useRouter();
  const add = (kind: CriterionKind) =>
    start(async () => {
      const answer = await addPattern(workspace, {
        ...address,
        traits: [...address.traits],
        keep: [...address.keep],
        kind,
      });
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
      {kinds.map(({ kind, name }) => (
        <MenuItem key={kind} onSelect={() => add(kind)} disabled={busy}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
