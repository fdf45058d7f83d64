"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Takes the keyboard to a sheet that has just opened, and back to the row it came from when Escape or the close
 * link leaves it.
 */
export function SheetFocus({ pattern, closeAddress }: { pattern: string; closeAddress: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  const row = useRef<HTMLElement>(null);
  const router = useRouter();

  useEffect(() => {
    const sheet = mark.current?.closest<HTMLElement>("[data-sheet]");
    const before = document.activeElement;
    if (before instanceof HTMLElement && before.closest("[data-row]")) {
      row.current = before;
      // Somebody who opened the page by its address has not been anywhere yet, and stays at its start.
      if (pattern) sheet?.focus({ preventScroll: true });
    }
    return () => {
      // The sheet has taken the focus with it, if it had it.
      if (row.current?.isConnected && document.activeElement === document.body)
        row.current.focus({ preventScroll: true });
    };
  }, [pattern]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inSheet = mark.current?.closest("[data-sheet]")?.contains(document.activeElement);
      if (event.key === "Escape" && inSheet && !event.defaultPrevented)
        router.push(closeAddress, { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [closeAddress, router]);

  return <span ref={mark} hidden />;
}
