import { cx } from "class-variance-authority";
import Link from "next/link";
import type { Room } from "#lib/icp/next-step.ts";
import type { PathLine } from "#lib/icp/path.ts";

const lines = {
  done: "before:bg-accent",
  // Half of the way through this step: the line says "here" without a colour of its own.
  current: "before:bg-linear-to-r before:from-accent before:from-50% before:to-line before:to-50%",
  ahead: "before:bg-line",
} as const;
const said = { done: "done", current: "the step to take now", ahead: "still ahead" } as const;

/** From data to version, read left to right, on a phone from top to bottom; every step leads to its room. */
export function Path({
  steps,
  addressOf,
}: {
  steps: readonly PathLine[];
  addressOf: (room: Room) => string;
}) {
  return (
    <ol className="grid gap-y-1 sm:grid-cols-3 lg:grid-cols-6" aria-label="From data to version">
      {steps.map((step) => (
        <li
          key={step.step}
          className={cx(
            "relative before:absolute before:inset-x-0 before:top-0 before:h-0.5 max-sm:before:inset-x-auto max-sm:before:inset-y-0 max-sm:before:left-0 max-sm:before:h-auto max-sm:before:w-0.5 max-sm:before:bg-linear-to-b",
            lines[step.state],
          )}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <Link
            href={addressOf(step.room)}
            className="group block h-full rounded-sm pt-3 pr-4 pb-2 max-sm:py-2 max-sm:pl-4"
          >
            <span
              className={cx(
                "block font-semibold group-hover:underline",
                step.state === "ahead" && "text-muted",
              )}
            >
              {step.name}
              <span className="sr-only">, {said[step.state]}</span>
            </span>
            <span className="mt-0.5 block text-sm text-muted tabular-nums">{step.figure}</span>
            <span className="block text-sm text-muted tabular-nums">{step.note}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
