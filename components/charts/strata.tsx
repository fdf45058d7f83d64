import { cx } from "class-variance-authority";
import { formatCount } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { type Direction, inkOf, Strip, Ticks } from "./marks";
import { formatDifference, formatValue, type Measure, scaleFor } from "./measure";
import type { Scale } from "./scale";

/** The chosen accounts beside the rest, among all or within one level of another attribute. */
export interface Stratum {
  readonly label: string;
  readonly n: number;
  readonly inside: number;
  readonly rest: number;
}

/**
 * The same comparison among all accounts and within each level of another attribute: a full dot for the
 * chosen, a hollow one for the rest, a line between. Where the order turns, the first row misleads.
 */
export function Strata({
  sentence,
  hideSentence,
  by,
  all,
  within,
  measure,
  better,
  name,
}: {
  sentence: string;
  hideSentence?: boolean;
  by: string;
  all: Stratum;
  within: readonly Stratum[];
  measure: Measure;
  better: "higher" | "lower";
  name: string;
}) {
  if (within.length === 0) return <NothingToDraw>No account has a value of {by}.</NothingToDraw>;
  const rows = [all, ...within];
  const scale = scaleFor(
    measure,
    rows.flatMap(({ inside, rest }) => [inside, rest]),
  );
  return (
    <ChartFrame
      sentence={sentence}
      {...(hideSentence ? { hideSentence } : {})}
      figures={strataFigures(rows, measure)}
      name={name}
      note="Full dot: these accounts. Hollow dot: the rest."
    >
      <ul className="text-sm">
        {rows.map((row, index) => (
          <StratumRow
            key={row.label}
            row={row}
            whole={index === 0}
            scale={scale}
            measure={measure}
            better={better}
          />
        ))}
      </ul>
      <div className={cx(columns, "mt-1")}>
        <span />
        <Ticks scale={scale} measure={measure} />
      </div>
    </ChartFrame>
  );
}

const columns = "grid grid-cols-[minmax(0,7.5rem)_minmax(0,1fr)_auto] gap-x-3";

function StratumRow({
  row,
  whole,
  scale,
  measure,
  better,
}: {
  row: Stratum;
  whole: boolean;
  scale: Scale;
  measure: Measure;
  better: "higher" | "lower";
}) {
  const difference = row.inside - row.rest;
  const ahead = better === "higher" ? difference > 0 : difference < 0;
  const direction: Direction = difference === 0 ? "none" : ahead ? "good" : "poor";
  return (
    <li className={cx(columns, "items-center", whole && "mb-1 border-b border-line pb-1 font-medium")}>
      <span className="min-w-0 py-1 leading-4">
        <span className="line-clamp-2 break-words" title={row.label}>
          {row.label}
        </span>
        <span className="text-2xs font-normal text-muted tabular-nums">n {formatCount(row.n)}</span>
      </span>
      <Strip height={30}>
        <g className={inkOf[direction]}>
          <line
            x1={`${scale.at(row.rest)}%`}
            x2={`${scale.at(row.inside)}%`}
            y1="50%"
            y2="50%"
            stroke="currentColor"
            strokeWidth="1.6"
          />
          <circle
            cx={`${scale.at(row.rest)}%`}
            cy="50%"
            r="4"
            fill="var(--mark-ground)"
            stroke="var(--color-mark)"
            strokeWidth="1.4"
          />
          <circle cx={`${scale.at(row.inside)}%`} cy="50%" r="4.5" fill="currentColor" />
        </g>
      </Strip>
      <span className="w-24 text-right tabular-nums">{formatDifference(measure, difference)}</span>
    </li>
  );
}

function strataFigures(rows: readonly Stratum[], measure: Measure): Figures {
  const format = (value: number) => formatValue(measure, value);
  return {
    columns: [
      { label: "Among" },
      { label: "n", format: formatCount },
      { label: "These", format },
      { label: "The rest", format },
      { label: "Difference", format: (value) => formatDifference(measure, value) },
    ],
    rows: rows.map(({ label, n, inside, rest }) => [label, n, inside, rest, inside - rest]),
  };
}
