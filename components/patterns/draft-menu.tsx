"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import type { CriterionKind } from "#lib/criteria/criterion.ts";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { Menu, MenuHeading, MenuItem } from "../ui/menu";
import { notifyDone, notifyProblem } from "../ui/notify";
import { useCall } from "../ui/use-call";

// Written out here: the list beside the schema would bring the schema's library to the browser.
const kinds: readonly { kind: CriterionKind; name: string }[] = [
  { kind: "must-have", name: "Must-have" },
  { kind: "signal", name: "Signal" },
  { kind: "disqualifier", name: "Disqualifier" },
];

/** "Add to draft" as one of the three kinds. `button` says how it looks, and its name where there are several. */
export function DraftMenu({
  workspace,
  button,
  add,
}: {
  workspace: string;
  button: { variant?: "primary"; size?: "sm"; label?: string };
  add: (kind: CriterionKind) => Promise<Result<unknown>>;
}) {
  const { call, busy } = useCall();
  const router = useRouter();
  const { label, ...look } = button;
  const choose = (kind: CriterionKind) =>
    call(
      () => add(kind),
      () => {
        const open = { label: "Open the document", run: () => router.push(`/w/${workspace}/document`) };
        notifyDone(`In the draft as a ${kind}.`, open);
      },
      notifyProblem,
    );
  return (
    <Menu
      trigger={
        <Button {...look} busy={busy} aria-label={label}>
          Add to draft
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      <MenuHeading>Add to draft as</MenuHeading>
      {kinds.map(({ kind, name }) => (
        <MenuItem key={kind} onSelect={() => choose(kind)} disabled={busy}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
