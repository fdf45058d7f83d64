import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { VerdictShape, type VerdictShapeWord } from "../ui/verdict-word";
import { type Estimate, formatTick, type Measure } from "./measure";
import type { Scale } from "./scale";

/** Which way a mark points. The place beside the base line says the same without colour. */
export type Direction = "good" | "poor" | "none";

export const inkOf: Record<Direction, string> = {
  good: "text-good",
  poor: "text-poor",
  none: "text-mark",
};

/**
 * A drawing as large as its box, at least `height` pixels: places in per cent, sizes in pixels, so that
 * nothing is stretched, and the base lines of neighbouring rows meet.
 */
export function Strip({ height, children }: { height: number; children: ReactNode }) {
  return (
    <div className="relative h-full" style={{ minHeight: height }}>
      <svg className="absolute inset-0 size-full overflow-visible" aria-hidden="true">
        {children}
      </svg>
    </div>
  );
}

/** The dotted line of all accounts together. */
export function BaseLine({ scale, base }: { scale: Scale; base: number }) {
  const x = `${scale.at(base)}%`;
  return (
    <line
      x1={x}
      x2={x}
      y1="0"
      y2="100%"
      stroke="var(--color-ink)"
      strokeWidth="1"
      strokeDasharray="1.5 2.5"
    />
  );
}

/** An interval with the shape of its verdict at the estimate; the rest as a small hollow dot. */
export function IntervalMark({
  scale,
  inside,
  rest,
  word,
  direction,
}: {
  scale: Scale;
  inside: Estimate;
  rest: number | null;
  word: VerdictShapeWord;
  direction: Direction;
}) {
  return (
    <>
      {rest !== null && (
        <circle
          cx={`${scale.at(rest)}%`}
          cy="50%"
          r="2.5"
          fill="var(--mark-ground)"
          stroke="var(--color-mark)"
          strokeWidth="1"
        />
      )}
      <g className={inkOf[direction]}>
        <line
          x1={`${scale.at(inside.low)}%`}
          x2={`${scale.at(inside.high)}%`}
          y1="50%"
          y2="50%"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <Off scale={scale} at={inside.low} side="low" />
        <Off scale={scale} at={inside.high} side="high" />
        <svg x={`${scale.at(inside.value)}%`} y="50%" className="overflow-visible" aria-hidden="true">
          <g transform="translate(-5 -5)">
            <VerdictShape word={word} ground="var(--mark-ground)" />
          </g>
        </svg>
      </g>
    </>
  );
}

/** An arrow head where the interval goes on beyond the edge. */
function Off({ scale, at, side }: { scale: Scale; at: number; side: "low" | "high" }) {
  const beyond = side === "low" ? at < scale.low - 1e-9 : at > scale.high + 1e-9;
  if (!beyond) return null;
  return (
    <svg x={side === "low" ? "0%" : "100%"} y="50%" className="overflow-visible" aria-hidden="true">
      <path
        d={side === "low" ? "M4-3.5 0 0l4 3.5" : "M-4-3.5 0 0l-4 3.5"}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
      />
    </svg>
  );
}

/** The figures under or over an axis, each at its place; the outermost are kept inside the chart. */
export function Ticks({ scale, measure }: { scale: Scale; measure: Measure }) {
  return (
    <div className="relative h-4 text-2xs text-muted tabular-nums" aria-hidden="true">
      {scale.ticks.map((tick, index) => {
        const at = scale.at(tick);
        const shift = at < 4 ? "0%" : at > 96 ? "-100%" : "-50%";
        return (
          <span
            key={tick}
            className={cx(
              "absolute whitespace-nowrap",
              // Beside an open sheet the axis is so short that this one would run into the last and its unit.
              index === scale.ticks.length - 2 && at > 75 && "@xl:@max-3xl:hidden",
            )}
            style={{ left: `${at}%`, transform: `translateX(${shift})` }}
          >
            {formatTick(measure, tick, index === scale.ticks.length - 1)}
          </span>
        );
      })}
    </div>
  );
}
