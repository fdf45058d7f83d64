"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";

/** Rows of a card: the first ones, and all of them when somebody asks. */
export function ShowAll<T>({
  items,
  first,
  row,
}: {
  items: readonly T[];
  first: number;
  row: (item: T) => ReactNode;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, first);
  return (
    <>
      <ul>{shown.map(row)}</ul>
      {shown.length < items.length && (
        <p className="border-t border-line px-5 py-3">
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {items.length}
          </Button>
        </p>
      )}
    </>
  );
}

/** What still counts first, and how many rows to open with: all that count, and never under eight. */
export function openFirst<T extends { readonly state: string }>(
  items: readonly T[],
): { readonly items: readonly T[]; readonly first: number } {
  const isOpen = ({ state }: T) => Number(state === "open");
  const open = items.filter(isOpen).length;
  return { items: items.toSorted((a, b) => isOpen(b) - isOpen(a)), first: Math.max(8, open) };
}
