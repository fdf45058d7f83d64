"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import { type Step, stepOf } from "./address";

interface StepState {
  readonly step: Step;
  readonly go: (step: Step) => void;
  /** For the heading of the step: it takes the focus when the step changes, and is read out. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Which step is open, by the address, so that the browser's way back works; nothing is loaded anew for it. */
export function useStep(addressOf: (step: Step) => string): StepState {
  const step = stepOf(useSearchParams().get("step") ?? undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [step]);
  return { step, go: (next) => window.history.pushState(null, "", addressOf(next)), heading };
}
