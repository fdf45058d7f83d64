import { formatCount, formatNumber, formatWholePercent } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { type Direction, inkOf, Ticks } from "./marks";
import { type Estimate, formatInterval } from "./measure";
import { anything, type Scale, scaleOver } from "./scale";

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly rest: number;
}

interface Group {
  readonly label: string;
  readonly n: number;
  readonly mean: Estimate;
}

/**
 * How a numeric outcome is spread, the chosen accounts above and the rest below one axis, each as shares of
 * its own group so that unequal groups compare; the mean with its interval over each.
 */
export function Distribution({
  sentence,
  hideSentence,
  outcome,
  bins,
  inside,
  rest,
  direction,
  name,
  note,
}: {
  sentence: string;
  hideSentence?: boolean;
  outcome: string;
  bins: readonly Bin[];
  inside: Group;
  rest: Group;
  direction: Direction;
  name: string;
  note?: string;
}) {
  if (bins.length === 0) return <NothingToDraw>No account has a value of {outcome}.</NothingToDraw>;
  const ends = bins.flatMap(({ from, to }) => [from, to]);
  const scale = scaleOver(ends, anything);
  const tallest = Math.max(
    ...bins.map((bin) => Math.max(bin.inside / Math.max(1, inside.n), bin.rest / Math.max(1, rest.n))),
  );
  return (
    <ChartFrame
      sentence={sentence}
      {...(hideSentence ? { hideSentence } : {})}
      figures={binFigures(bins, inside, rest)}
      name={name}
      note={note}
    >
      <div className="text-sm">
        <Half
          group={inside}
          bins={bins}
          count={(bin) => bin.inside}
          scale={scale}
          tallest={tallest}
          direction={direction}
        />
        <Half
          group={rest}
          bins={bins}
          count={(bin) => bin.rest}
          scale={scale}
          tallest={tallest}
          direction="none"
        />
        <Ticks scale={scale} measure="mean" />
        <p className="text-2xs text-muted" aria-hidden="true">
          {outcome}
        </p>
      </div>
    </ChartFrame>
  );
}

const halfHeight = 62;

function Half({
  group,
  bins,
  count,
  scale,
  tallest,
  direction,
}: {
  group: Group;
  bins: readonly Bin[];
  count: (bin: Bin) => number;
  scale: Scale;
  tallest: number;
  direction: Direction;
}) {
  const { mean } = group;
  const heightOf = (bin: Bin) =>
    tallest > 0 ? (count(bin) / Math.max(1, group.n) / tallest) * halfHeight : 0;
  return (
    <div className="mb-1">
      <p className="mb-1 flex justify-between gap-3">
        <span className="truncate font-medium">{group.label}</span>
        <span className="whitespace-nowrap text-muted tabular-nums">
          {`mean ${formatNumber(mean.value)} (${formatInterval("mean", mean)}), n ${formatCount(group.n)}`}
        </span>
      </p>
      <svg width="100%" height={halfHeight + 12} className={`block ${inkOf[direction]}`} aria-hidden="true">
        {bins.map((bin) => (
          <rect
            key={bin.from}
            x={`${scale.at(bin.from)}%`}
            y={halfHeight + 12 - heightOf(bin)}
            width={`${Math.max(0.3, scale.at(bin.to) - scale.at(bin.from) - 0.4)}%`}
            height={heightOf(bin)}
            fill={direction === "none" ? "var(--color-bar)" : "currentColor"}
            opacity={direction === "none" ? 1 : 0.75}
          />
        ))}
        <line x1="0" x2="100%" y1={halfHeight + 11.5} y2={halfHeight + 11.5} stroke="var(--color-line)" />
        <g stroke="var(--color-ink)" strokeWidth="1.4">
          <line x1={`${scale.at(mean.low)}%`} x2={`${scale.at(mean.high)}%`} y1="5" y2="5" />
          <line x1={`${scale.at(mean.value)}%`} x2={`${scale.at(mean.value)}%`} y1="0" y2={halfHeight + 12} />
        </g>
      </svg>
    </div>
  );
}

function binFigures(bins: readonly Bin[], inside: Group, rest: Group): Figures {
  const share = (n: number, of: number) => (of > 0 ? n / of : 0);
  return {
    columns: [
      { label: "From" },
      { label: "To", format: (value) => formatNumber(value, 6) },
      { label: inside.label, format: formatCount },
      { label: "Share", format: formatWholePercent },
      { label: rest.label, format: formatCount },
      { label: "Share of the rest", format: formatWholePercent },
    ],
    rows: bins.map((bin) => [
      formatNumber(bin.from, 6),
      bin.to,
      bin.inside,
      share(bin.inside, inside.n),
      bin.rest,
      share(bin.rest, rest.n),
    ]),
  };
}
