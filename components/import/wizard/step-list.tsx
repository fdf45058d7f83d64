"use client";

import { cx } from "class-variance-authority";
import type { MouseEvent } from "react";
import type { Step } from "./address";

export const stepNames: Record<Step, string> = {
  files: "Files",
  columns: "Columns",
  joins: "Joins",
  change: "Changes",
};

interface StepListProps {
  steps: readonly Step[];
  current: Step;
  addressOf: (step: Step) => string;
  go: (step: Step) => void;
  /** What waits in a step, or what it holds: "2 to look at". */
  notes: Readonly<Record<Step, string>>;
}

/** The way through the import; every step has its address and can be gone to at any time. */
export function StepList({ steps, current, addressOf, go, notes }: StepListProps) {
  const at = steps.indexOf(current);
  const follow = (event: MouseEvent, step: Step) => {
    // In a tab of its own it is an ordinary link.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(step);
  };
  return (
    <nav aria-label="Steps of the import">
      <ol className={cx("grid", steps.length === 4 ? "grid-cols-4" : "grid-cols-3")}>
        {steps.map((step, i) => (
          <li
            key={step}
            className={cx(
              "relative min-w-0 before:absolute before:inset-x-0 before:top-0 before:h-0.5",
              i <= at ? "before:bg-accent" : "before:bg-line",
            )}
          >
            <a
              href={addressOf(step)}
              aria-current={step === current ? "step" : undefined}
              onClick={(event) => follow(event, step)}
              className="group block h-full rounded-sm pt-2.5 pr-2 pb-2"
            >
              <span
                className={cx(
                  "block group-hover:underline max-sm:text-sm",
                  step === current ? "font-semibold" : "text-muted",
                )}
              >
                <span className="tabular-nums">{i + 1}</span> {stepNames[step]}
              </span>
              <span className="block text-sm text-muted tabular-nums max-sm:sr-only">{notes[step]}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
