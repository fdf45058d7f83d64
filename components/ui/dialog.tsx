"use client";

import { cx } from "class-variance-authority";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";

interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** The button that opens it; leave it out where `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
  /** "sheet" slides in from the right and takes the whole phone. */
  shape?: "dialog" | "sheet";
  width?: "sm" | "md" | "lg";
}

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" };

/** Asks or shows one thing above the page; Escape and the close button leave it. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  children,
  shape = "dialog",
  width = "md",
}: DialogProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed z-50 flex flex-col overflow-y-auto overscroll-contain border-line bg-raised p-5 shadow-floating outline-none",
            widths[width],
            shape === "dialog"
              ? "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] -translate-x-1/2 -translate-y-1/2 animate-appear rounded-lg border"
              : "inset-y-0 right-0 w-full animate-appear border-l",
          )}
        >
          <div className="mb-3 flex items-start justify-between gap-4">
            <Radix.Title className="text-lg">{title}</Radix.Title>
            <DialogClose>
              <button
                type="button"
                aria-label="Close"
                className="-m-1 rounded-sm p-1 text-muted hover:bg-accent-soft hover:text-ink"
              >
                <X aria-hidden="true" className="size-4.5" />
              </button>
            </DialogClose>
          </div>
          {description && <Radix.Description className="mb-4 text-muted">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Makes the one button inside it close the dialog around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}
