import { cx } from "class-variance-authority";
import { formatCount, formatPercent } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import { labelHeight, placeLabels } from "./end-labels";
import type { Figures } from "./figures";
import type { Direction } from "./marks";
import { type Scale, scaleOver } from "./scale";
import { ShareAxis } from "./share-axis";

/** From this month on (until the next step) this share was still a customer, with its interval. */
export interface CurveStep {
  readonly months: number;
  readonly kept: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  readonly label: string;
  readonly tone: Direction;
  /** Drawn with a broken line: what the other is compared with. */
  readonly dashed?: boolean;
  readonly n: number;
  /** Ascending in months; the first at 0 months is 1. Nothing is drawn after the last month followed. */
  readonly steps: readonly CurveStep[];
  readonly followedTo: number;
  /** Accounts still followed at each of the chart's `ticks`. */
  readonly atRisk: readonly number[];
}

const height = 180;
const strokeOf: Record<Direction, string> = {
  good: "stroke-good",
  poor: "stroke-poor",
  none: "stroke-mark",
};
const fillOf: Record<Direction, string> = { good: "fill-good", poor: "fill-poor", none: "fill-mark" };
const textOf: Record<Direction, string> = { good: "text-good", poor: "text-poor", none: "text-uncertain" };

/**
 * Kaplan-Meier curves as steps with their intervals as bands, labelled at their ends, and below the axis how
 * many accounts each month rests on.
 */
export function RetentionCurves({
  sentence,
  hideSentence,
  curves,
  ticks,
  name,
  note,
}: {
  sentence: string;
  hideSentence?: boolean;
  curves: readonly Curve[];
  /** Months under the axis, ascending from 0. */
  ticks: readonly number[];
  name: string;
  note?: string;
}) {
  const last = Math.max(ticks.at(-1) ?? 0, ...curves.map(({ followedTo }) => followedTo));
  if (curves.length === 0 || !(last > 0))
    return <NothingToDraw>Nobody has been followed for a month yet.</NothingToDraw>;
  const scale = { ...scaleOver([0, last], [0, last]), ticks };
  return (
    <ChartFrame
      sentence={sentence}
      {...(hideSentence ? { hideSentence } : {})}
      figures={curveFigures(curves)}
      name={name}
      note={note}
    >
      <div className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2">
        <ShareAxis />
        <div className="relative" style={{ height }}>
          <Curves curves={curves} last={last} />
          <Names curves={curves} scale={scale} last={last} />
        </div>
        <span />
        <div className="relative h-4 text-2xs text-muted tabular-nums" aria-hidden="true">
          {ticks.map((tick) => (
            <TickText key={tick} at={scale.at(tick)}>
              {tick}
            </TickText>
          ))}
        </div>
        <span />
        <p className="text-2xs text-muted" aria-hidden="true">
          months kept
        </p>
        <AtRisk curves={curves} scale={scale} />
      </div>
    </ChartFrame>
  );
}

function TickText({ at, children }: { at: number; children: string | number }) {
  const shift = at < 3 ? "0%" : at > 97 ? "-100%" : "-50%";
  return (
    <span className="absolute" style={{ left: `${at}%`, transform: `translateX(${shift})` }}>
      {children}
    </span>
  );
}

/** Corners of a step line in a box of 100 by 100, down at each step and on to the last month followed. */
function stepPoints(
  steps: readonly CurveStep[],
  to: number,
  last: number,
  pick: (step: CurveStep) => number,
) {
  const points: [number, number][] = [];
  for (const step of steps) {
    const x = (step.months / last) * 100;
    const before = points.at(-1);
    if (before) points.push([x, before[1]]);
    points.push([x, (1 - pick(step)) * 100]);
  }
  const end = points.at(-1);
  if (end) points.push([(to / last) * 100, end[1]]);
  return points;
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");

function Curves({ curves, last }: { curves: readonly Curve[]; last: number }) {
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      width="100%"
      height={height}
      className="block overflow-visible"
      aria-hidden="true"
    >
      {[0, 50, 100].map((y) => (
        <line
          key={y}
          x1="0"
          x2="100"
          y1={y}
          y2={y}
          stroke="var(--color-line)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {curves.map(({ label, tone, dashed, steps, followedTo }) => {
        const low = stepPoints(steps, followedTo, last, (step) => step.low);
        const high = stepPoints(steps, followedTo, last, (step) => step.high);
        return (
          <g key={label}>
            <path d={`${pathOf([...high, ...low.toReversed()])}Z`} className={fillOf[tone]} opacity="0.13" />
            <path
              d={pathOf(stepPoints(steps, followedTo, last, (step) => step.kept))}
              fill="none"
              className={strokeOf[tone]}
              strokeWidth="2"
              strokeDasharray={dashed ? "5 3" : undefined}
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
    </svg>
  );
}

/** How far to the left of its end a name may reach, as a share of the width. */
const labelReach = 0.6;

const keptAt = (curve: Curve, months: number): number =>
  curve.steps.findLast((step) => step.months <= months)?.kept ?? 1;

/** The name of each curve beside it, with a piece of its line. */
function Names({ curves, scale, last }: { curves: readonly Curve[]; scale: Scale; last: number }) {
  const sorted = curves.toSorted((a, b) => keptAt(b, b.followedTo) - keptAt(a, a.followedTo));
  const places = placeLabels(
    sorted.map((curve) => ({
      atEnd: (1 - keptAt(curve, curve.followedTo)) * height,
      atReach: (1 - keptAt(curve, curve.followedTo - labelReach * last)) * height,
    })),
    height,
  );
  return sorted.map((curve, i) => {
    const { top, side } = places[i] ?? { top: 0, side: "corner" };
    const across = side === "end" ? { right: `${100 - scale.at(curve.followedTo)}%` } : { left: "2%" };
    return (
      <span
        key={curve.label}
        className={cx(
          "absolute flex items-center gap-1.5 text-xs font-medium whitespace-nowrap",
          textOf[curve.tone],
        )}
        style={{ top, height: labelHeight, ...across }}
      >
        <svg width="16" height="2" aria-hidden="true" className={strokeOf[curve.tone]}>
          <line x2="16" y1="1" y2="1" strokeWidth="2" strokeDasharray={curve.dashed ? "5 3" : undefined} />
        </svg>
        {curve.label}
      </span>
    );
  });
}

function AtRisk({ curves, scale }: { curves: readonly Curve[]; scale: Scale }) {
  return (
    <>
      <p className="col-span-2 mt-2 border-t border-line pt-1.5 text-2xs text-muted">
        accounts still followed
      </p>
      {curves.map(({ label, tone, atRisk }) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid text-2xs tabular-nums">
          <span className={cx("col-span-2 mt-0.5 truncate", textOf[tone])}>{nameOf(label)}</span>
          <div className="relative col-start-2 h-4">
            {scale.ticks.map((tick, i) => (
              <TickText key={tick} at={scale.at(tick)}>
                {formatCount(atRisk[i] ?? 0)}
              </TickText>
            ))}
          </div>
        </div>
      ))}
    </>
  );
}

/** "inside, 92 % after a year" → "inside". */
const nameOf = (label: string): string => label.split(/, (?=[\d.]+ % )/)[0] ?? label;

function curveFigures(curves: readonly Curve[]): Figures {
  return {
    columns: [
      { label: "Group" },
      { label: "Months", format: (months) => String(Number(months.toFixed(1))) },
      { label: "Kept", format: formatPercent },
      { label: "Low", format: formatPercent },
      { label: "High", format: formatPercent },
    ],
    rows: curves.flatMap(({ label, steps }) =>
      steps.map(({ months, kept, low, high }) => [nameOf(label), months, kept, low, high]),
    ),
  };
}
