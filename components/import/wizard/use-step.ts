"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import type { Step } from "./address";

interface StepState {
  /** As the address names it; "files" where it names none. */
  readonly asked: string;
  readonly go: (step: Step) => void;
  /** For the heading of the step: it takes the focus when the step changes, and is read out. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Which step is open, by the address, so that the browser's way back works; nothing is loaded anew for it. */
export function useStep(addressOf: (step: Step) => string): StepState {
  const asked = useSearchParams().get("step") ?? "files";
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(asked);
  useEffect(() => {
    if (shown.current === asked) return;
    shown.current = asked;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [asked]);
  return { asked, go: (next) => window.history.pushState(null, "", addressOf(next)), heading };
}
