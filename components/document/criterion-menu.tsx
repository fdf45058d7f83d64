"use client";

import { Ellipsis } from "lucide-react";
import { type Criterion, criterionKinds } from "#lib/criteria/criterion.ts";
import { kindNames } from "#lib/icp/say-entries.ts";
import { Button } from "../ui/button";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu";
import { useDraftView } from "./draft-context";
import { useEntryEdits } from "./use-entry-edits";

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
  const { moveUp, moveDown, remove } = useEntryEdits("criteria", criterion.id, siblings);
  const become = (kind: Criterion["kind"]) => {
    const points = kind === "signal" ? 10 : null;
    edit({ edit: "change", list: "criteria", id: criterion.id, changes: { kind, points } });
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" size="icon" className="size-8" aria-label="What to do with this criterion">
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem onSelect={onOpen}>Edit</MenuItem>
      <MenuItem onSelect={onEvidence}>Evidence</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={moveUp} disabled={siblings[0] === criterion.id}>
        Move up
      </MenuItem>
      <MenuItem onSelect={moveDown} disabled={siblings.at(-1) === criterion.id}>
        Move down
      </MenuItem>
      <MenuSeparator />
      {criterionKinds
        .filter((kind) => kind !== criterion.kind)
        .map((kind) => (
          <MenuItem key={kind} onSelect={() => become(kind)}>
            Make it a {kindNames[kind].one.toLowerCase()}
          </MenuItem>
        ))}
      <MenuSeparator />
      <MenuItem danger onSelect={remove}>
        Remove
      </MenuItem>
    </Menu>
  );
}
