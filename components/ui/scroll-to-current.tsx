"use client";

import { useEffect, useRef } from "react";

/** Where the row that holds it scrolls sideways: brings the current one of its links into sight, without moving the page. */
export function ScrollToCurrent({ current }: { current: string }) {
  const here = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current link is looked for anew
  useEffect(() => {
    const row = here.current?.parentElement;
    const link = row?.querySelector('[aria-current="page"]');
    if (!row || !link) return;
    const [of, at] = [row.getBoundingClientRect(), link.getBoundingClientRect()];
    // The end of the row fades: a link there is only half in sight.
    const fade = 32;
    if (at.right > of.right - fade) row.scrollLeft += at.right - of.right + fade;
    if (at.left < of.left) row.scrollLeft += at.left - of.left;
  }, [current]);
  return <span ref={here} hidden />;
}
