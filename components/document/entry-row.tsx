"use client";

import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import type { ListName } from "#lib/icp/document.ts";
import { Button } from "../ui/button";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu";
import { useDraftView } from "./draft-context";
import { useEntryEdits } from "./use-entry-edits";

interface EntryRowProps {
  list: Exclude<ListName, "criteria">;
  id: string;
  siblings: readonly string[];
  /** What one entry is called, for its menu. */
  name: string;
  children: ReactNode;
}

/** An entry of a plain list, with what can be done to it. */
export function EntryRow({ list, id, siblings, name, children }: EntryRowProps) {
  const { mayEdit } = useDraftView();
  const { moveUp, moveDown, remove } = useEntryEdits(list, id, siblings);
  return (
    <li className="flex items-start justify-between gap-3 border-b border-line py-2.5">
      <div className="min-w-0 flex-1">{children}</div>
      {mayEdit && (
        <Menu
          align="end"
          trigger={
            <Button
              variant="quiet"
              size="icon"
              className="size-8"
              aria-label={`What to do with this ${name}`}
            >
              <Ellipsis aria-hidden="true" />
            </Button>
          }
        >
          <MenuItem onSelect={moveUp} disabled={siblings[0] === id}>
            Move up
          </MenuItem>
          <MenuItem onSelect={moveDown} disabled={siblings.at(-1) === id}>
            Move down
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={remove}>
            Remove
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
