import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

/** How far long work is. Without `value` it is under way and nobody knows how long it will take. */
export function Progress({
  label,
  value,
  max = 1,
  note,
  className,
}: {
  label: ReactNode;
  value?: number | undefined;
  max?: number;
  note?: ReactNode;
  className?: string;
}) {
  const share = value === undefined ? undefined : max > 0 ? Math.min(1, value / max) : 0;
  return (
    <div className={className}>
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <span className="font-medium">{label}</span>
        {note && <span className="text-sm text-muted tabular-nums">{note}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={typeof label === "string" ? label : "Progress"}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { "aria-valuenow": Math.round(share * 100) })}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={cx(
            "h-full rounded-full bg-accent transition-[width] duration-300",
            share === undefined && "w-full animate-breathe",
          )}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
