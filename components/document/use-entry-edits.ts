"use client";

import type { ListName } from "#lib/icp/document.ts";
import { notifyDone } from "../ui/notify";
import { useDraftView } from "./draft-context";

/** Moving and removing one entry of a list. `siblings` are the ids of those it is shown among, in order. */
export function useEntryEdits(list: ListName, id: string, siblings: readonly string[]) {
  const { edit } = useDraftView();
  const at = siblings.indexOf(id);
  return {
    moveUp: () => {
      const above = siblings[at - 1];
      // Going up is its neighbour going down: the entry before the neighbour may be of another group.
      if (above) edit({ edit: "move", list, id: above, after: id });
    },
    moveDown: () => {
      const below = siblings[at + 1];
      if (below) edit({ edit: "move", list, id, after: below });
    },
    remove: () => {
      edit({ edit: "archive", list, id });
      notifyDone("Removed.", { label: "Undo", run: () => edit({ edit: "restore", list, id }) });
    },
  };
}
