"use client";

import { Toaster as Sonner } from "sonner";

/** Where `toast("Saved.")` from "sonner" appears. One, in the layout of the workspace: outside nothing speaks so. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      // Above the rooms, which stand at the bottom of a phone.
      mobileOffset={{ bottom: "calc(4.75rem + env(safe-area-inset-bottom))" }}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-center gap-3 rounded-md border border-line bg-raised px-4 py-3 text-base text-ink shadow-floating",
          title: "font-medium",
          description: "text-sm text-muted",
          content: "min-w-0 flex-1",
          icon: "text-accent",
          error: "border-poor/40! [&_[data-icon]]:text-poor",
          actionButton: "shrink-0 rounded-sm px-2 py-1 text-sm font-medium text-accent hover:bg-accent-soft",
        },
      }}
    />
  );
}
