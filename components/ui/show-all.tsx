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
