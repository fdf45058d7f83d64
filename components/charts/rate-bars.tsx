import { cx } from "class-variance-authority";
import { formatCount } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { BaseLine, type Direction, Strip } from "./marks";
import { type Estimate, formatValue, type Measure, scaleFor } from "./measure";
import { type Scale, scaleOver, shares } from "./scale";

export interface Bar {
  readonly label: string;
  readonly n: number;
  readonly estimate: Estimate;
  /** The one the sentence is about. */
  readonly chosen: boolean;
}

/** One bar a group with its interval as a whisker, and the dotted line of all accounts. */
export function RateBars({
  sentence,
  hideSentence,
  bars,
  base,
  measure,
  direction,
  name,
}: {
  sentence: string;
  hideSentence?: boolean;
  bars: readonly Bar[];
  base: number;
  measure: Measure;
  direction: Direction;
  name: string;
}) {
  if (bars.length === 0) return <NothingToDraw>No account has this outcome yet.</NothingToDraw>;
  // Bars begin at nought: a bar that begins elsewhere exaggerates.
  const values = bars.flatMap(({ estimate }) => [estimate.value, Math.max(0, estimate.high)]);
  const scale =
    measure === "rate" ? scaleOver([0, ...values, base], shares) : scaleFor(measure, [0, base, ...values]);
  return (
    <ChartFrame
      sentence={sentence}
      {...(hideSentence ? { hideSentence } : {})}
      figures={barFigures(bars, measure)}
      name={name}
    >
      <div className="grid grid-cols-[minmax(0,7.5rem)_minmax(0,1fr)] gap-x-3 text-sm">
        <span />
        <BaseName scale={scale} base={base} measure={measure} />
        {bars.map((bar) => (
          <BarRow
            key={bar.label}
            bar={bar}
            scale={scale}
            base={base}
            measure={measure}
            direction={direction}
          />
        ))}
      </div>
    </ChartFrame>
  );
}

function BaseName({ scale, base, measure }: { scale: Scale; base: number; measure: Measure }) {
  const at = scale.at(base);
  return (
    <div className="relative h-5 text-2xs" aria-hidden="true">
      <span
        className="absolute whitespace-nowrap"
        style={{ left: `${at}%`, transform: `translateX(-${at}%)` }}
      >
        all {formatValue(measure, base)}
      </span>
    </div>
  );
}

const fillOf = (chosen: boolean, direction: Direction): string => {
  if (!chosen) return "fill-bar";
  return direction === "poor" ? "fill-poor" : direction === "good" ? "fill-good" : "fill-mark";
};

function BarRow({
  bar,
  scale,
  base,
  measure,
  direction,
}: {
  bar: Bar;
  scale: Scale;
  base: number;
  measure: Measure;
  direction: Direction;
}) {
  const { estimate, chosen } = bar;
  const zero = scale.at(0);
  const end = scale.at(estimate.value);
  return (
    <>
      <div className="flex min-w-0 flex-col justify-center py-1 leading-4">
        <span className={cx("line-clamp-2 break-words", chosen && "font-semibold")} title={bar.label}>
          {bar.label}
        </span>
        <span className="text-2xs text-muted tabular-nums">{`${formatValue(measure, estimate.value)} · n ${formatCount(bar.n)}`}</span>
      </div>
      <Strip height={40}>
        <rect
          x={`${Math.min(zero, end)}%`}
          y="50%"
          transform="translate(0 -11)"
          width={`${Math.abs(end - zero)}%`}
          height="22"
          rx="2"
          className={fillOf(chosen, direction)}
        />
        <BaseLine scale={scale} base={base} />
        <g stroke="var(--color-ink)" strokeWidth="1.3">
          <line x1={`${scale.at(estimate.low)}%`} x2={`${scale.at(estimate.high)}%`} y1="50%" y2="50%" />
          <Cap at={scale.at(estimate.low)} />
          <Cap at={scale.at(estimate.high)} />
        </g>
      </Strip>
    </>
  );
}

/** The short stroke that ends a whisker. */
function Cap({ at }: { at: number }) {
  return (
    <svg x={`${at}%`} y="50%" className="overflow-visible" aria-hidden="true">
      <line y1="-4" y2="4" />
    </svg>
  );
}

function barFigures(bars: readonly Bar[], measure: Measure): Figures {
  const format = (value: number) => formatValue(measure, value);
  return {
    columns: [
      { label: "Group" },
      { label: "n", format: formatCount },
      { label: measure === "rate" ? "Rate" : "Mean", format },
      { label: "Low", format },
      { label: "High", format },
    ],
    rows: bars.map(({ label, n, estimate }) => [label, n, estimate.value, estimate.low, estimate.high]),
  };
}
