"use client";

import { cx } from "class-variance-authority";
import { useLinkStatus } from "next/link";

/** Inside a Link: shows that its page is on the way, and takes no room while it is not. */
export function LinkPending({ className }: { className: string }) {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden="true"
      className={cx(
        "pointer-events-none absolute bg-accent transition-opacity delay-100 duration-200",
        pending ? "animate-breathe opacity-100" : "opacity-0",
        className,
      )}
    />
  );
}
