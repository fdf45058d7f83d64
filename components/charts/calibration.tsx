import { formatCount, formatFixed, formatPercent } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { IntervalMark, Strip, Ticks } from "./marks";
import { type Estimate, formatInterval, scaleFor } from "./measure";
import type { Scale } from "./scale";

/** Accounts of about as many points: what was foretold of them, and what became of them. */
export interface CalibrationGroup {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly foretold: number;
  readonly seen: Estimate;
}

/** Fifths by points: a full dot with its interval for what was seen, a hollow one for what the points promised. */
export function Calibration({ sentence, groups }: { sentence: string; groups: readonly CalibrationGroup[] }) {
  if (groups.length === 0) return <NothingToDraw>Nobody is held back to judge the points on.</NothingToDraw>;
  const scale = scaleFor(
    "rate",
    groups.flatMap(({ foretold, seen }) => [foretold, seen.low, seen.high]),
    2,
  );
  return (
    <ChartFrame
      sentence={sentence}
      figures={groupFigures(groups)}
      name="scorecard-calibration"
      note="Full dot with its interval: what became of them. Hollow dot: what their points promised."
    >
      <ul className="text-sm">
        {groups.map((group) => (
          <GroupRow key={group.from} group={group} scale={scale} />
        ))}
      </ul>
      <div className={columns}>
        <span />
        <Ticks scale={scale} measure="rate" />
      </div>
    </ChartFrame>
  );
}

const columns = "grid grid-cols-[minmax(0,7rem)_minmax(0,1fr)_3.5rem] gap-x-3";

function GroupRow({ group, scale }: { group: CalibrationGroup; scale: Scale }) {
  const { from, to, n, foretold, seen } = group;
  return (
    <li className={`${columns} border-b border-line py-1`}>
      <span className="leading-4 tabular-nums">
        {pointsRange(from, to)}
        <span className="block text-2xs text-muted">points · n {formatCount(n)}</span>
      </span>
      <Strip height={28}>
        <IntervalMark scale={scale} inside={seen} rest={foretold} word="supported" direction="none" />
      </Strip>
      <span className="self-center text-right tabular-nums">{formatPercent(seen.value)}</span>
      <span className="sr-only">
        {`, promised ${formatPercent(foretold)}, interval ${formatInterval("rate", seen)}`}
      </span>
    </li>
  );
}

const pointsRange = (from: number, to: number): string =>
  from === to ? formatFixed(from, 0) : `${formatFixed(from, 0)} to ${formatFixed(to, 0)}`;

function groupFigures(groups: readonly CalibrationGroup[]): Figures {
  return {
    columns: [
      { label: "Points" },
      { label: "n", format: formatCount },
      { label: "Promised", format: formatPercent },
      { label: "Seen", format: formatPercent },
      { label: "Low", format: formatPercent },
      { label: "High", format: formatPercent },
    ],
    rows: groups.map(({ from, to, n, foretold, seen }) => [
      pointsRange(from, to),
      n,
      foretold,
      seen.value,
      seen.low,
      seen.high,
    ]),
  };
}
