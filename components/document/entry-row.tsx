"use client";

import type { ReactNode } from "react";
import type { ListName } from "#lib/icp/document.ts";
import { useDraftView } from "./draft-context";
import { EntryMenu } from "./entry-menu";

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
  return (
    <li className="flex items-start justify-between gap-3 border-b border-line py-2.5">
      <div className="min-w-0 flex-1">{children}</div>
      {mayEdit && <EntryMenu list={list} id={id} siblings={siblings} name={name} />}
    </li>
  );
}
