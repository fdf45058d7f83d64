"use client";

import { type Criterion, criterionKinds } from "#lib/criteria/criterion.ts";
import { kindNames } from "#lib/icp/say-entries.ts";
import { MenuItem } from "../ui/menu";
import { useDraftView } from "./draft-context";
import { EntryMenu } from "./entry-menu";

/** Everything that can be done to a rule, in one place. */
export function CriterionMenu({
  criterion,
  siblings,
  onOpen,
  onEvidence,
}: {
  criterion: Criterion;
  siblings: readonly string[];
  onOpen: () => void;
  onEvidence: () => void;
}) {
  const { edit } = useDraftView();
  const become = (kind: Criterion["kind"]) => {
    const points = kind === "signal" ? 10 : null;
    edit({ edit: "change", list: "criteria", id: criterion.id, changes: { kind, points } });
  };
  return (
    <EntryMenu
      list="criteria"
      id={criterion.id}
      siblings={siblings}
      name="criterion"
      first={
        <>
          <MenuItem onSelect={onOpen}>Edit</MenuItem>
          <MenuItem onSelect={onEvidence}>Evidence</MenuItem>
        </>
      }
      more={criterionKinds
        .filter((kind) => kind !== criterion.kind)
        .map((kind) => (
          <MenuItem key={kind} onSelect={() => become(kind)}>
            Make it a {kindNames[kind].one.toLowerCase()}
          </MenuItem>
        ))}
    />
  );
}
