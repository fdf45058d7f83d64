"use client";

import { Check, CloudOff, LoaderCircle, PenLine } from "lucide-react";
import { Button } from "../ui/button";
import type { SaveState as State } from "./save-queue";

/** "Saved" is said only of what is stored. */
export function SaveState({
  state,
  writing,
  retry,
  choose,
}: {
  state: State;
  /** A text is being written; it is saved on leaving it. */
  writing: boolean;
  retry: () => void;
  choose: () => void;
}) {
  return (
    <div className="flex min-h-9 items-center gap-2 text-sm text-muted" role="status">
      {state.kind === "saved" && writing && (
        <>
          <PenLine aria-hidden="true" className="size-4" /> Writing. It is saved when you leave the text.
        </>
      )}
      {state.kind === "saved" && !writing && (
        <>
          <Check aria-hidden="true" className="size-4 text-good" /> Saved
        </>
      )}
      {state.kind === "saving" && (
        <>
          <LoaderCircle aria-hidden="true" className="size-4 motion-safe:animate-spin" /> Saving…
        </>
      )}
      {state.kind === "failed" && (
        <>
          <CloudOff aria-hidden="true" className="size-4 shrink-0 text-poor" />
          <span className="text-poor">Not saved. {state.problem}</span>
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        </>
      )}
      {state.kind === "conflict" && (
        <>
          <CloudOff aria-hidden="true" className="size-4 text-poor" />
          <span className="text-poor">Not saved: someone changed this.</span>
          <Button size="sm" onClick={choose}>
            See theirs, keep yours
          </Button>
        </>
      )}
    </div>
  );
}
