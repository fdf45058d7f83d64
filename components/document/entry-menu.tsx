"use client";

import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import type { ListName } from "#lib/icp/document.ts";
import { Button } from "../ui/button";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu";
import { useEntryEdits } from "./use-entry-edits";

interface EntryMenuProps {
  list: ListName;
  id: string;
  siblings: readonly string[];
  /** What one entry is called. */
  name: string;
  /** What can be done to this kind of entry only: above the moves, and between them and the removal. */
  first?: ReactNode;
  more?: ReactNode;
}

/** Everything that can be done to an entry, in one place. */
export function EntryMenu({ list, id, siblings, name, first, more }: EntryMenuProps) {
  const { moveUp, moveDown, remove } = useEntryEdits(list, id, siblings);
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" size="icon" className="size-8" aria-label={`What to do with this ${name}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      {first && (
        <>
          {first}
          <MenuSeparator />
        </>
      )}
      <MenuItem onSelect={moveUp} disabled={siblings[0] === id}>
        Move up
      </MenuItem>
      <MenuItem onSelect={moveDown} disabled={siblings.at(-1) === id}>
        Move down
      </MenuItem>
      <MenuSeparator />
      {more && (
        <>
          {more}
          <MenuSeparator />
        </>
      )}
      <MenuItem danger onSelect={remove}>
        Remove
      </MenuItem>
    </Menu>
  );
}
