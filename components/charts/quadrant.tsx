import { cx } from "class-variance-authority";
import { formatCount, formatPercent } from "#lib/analysis/format.ts";
import { ChartFrame, NothingToDraw } from "./chart-frame";
import type { Figures } from "./figures";
import { type Direction, inkOf } from "./marks";
import { type Estimate, formatTick, scaleFor } from "./measure";
import { isLeftwards, offsetOf, placeNames } from "./quadrant-names";
import type { Scale } from "./scale";

/** One cross of the picture: two shares, each with its interval. */
export interface QuadrantMark {
  readonly id: string;
  /** Null where nothing more is known of it than what stands here. */
  readonly href: string | null;
  readonly name: string;
  readonly x: Estimate;
  readonly y: Estimate;
  readonly nX: number;
  readonly nY: number;
  /** The region's name; null where both sides are not known well enough. */
  readonly region: string | null;
  readonly direction: Direction;
}

/** The names of the four corners, clockwise from the upper right. */
export type Corners = readonly [upperRight: string, lowerRight: string, lowerLeft: string, upperLeft: string];

const height = 420;

/**
 * Two shares of every level against each other, their intervals as crosses, the lines of all companies dividing the
 * picture into four named regions. What has a place is filled and named; what has none is hollow and without a cross.
 */
export function QuadrantChart({
  sentence,
  marks,
  baseX,
  baseY,
  nameX,
  nameY,
  corners,
}: {
  sentence: string;
  marks: readonly QuadrantMark[];
  baseX: number;
  baseY: number;
  nameX: string;
  nameY: string;
  corners: Corners;
}) {
  if (marks.length === 0) return <NothingToDraw>No trait has ten companies on either side.</NothingToDraw>;
  const placed = marks.filter(({ region }) => region !== null);
  const reach = (of: (mark: QuadrantMark) => Estimate) => [
    ...marks.map((mark) => of(mark).value),
    ...placed.flatMap((mark) => [of(mark).low, of(mark).high]),
  ];
  const x = scaleFor("rate", [baseX, ...reach((mark) => mark.x)], 5);
  const y = scaleFor("rate", [baseY, ...reach((mark) => mark.y)], 5);
  return (
    <ChartFrame sentence={sentence} figures={figuresOf(marks, nameX, nameY)} name="quadrant">
      <div className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-2">
        <p className="col-start-2 mb-1 text-2xs text-muted" aria-hidden="true">
          ↑ {nameY}
        </p>
        <Axis scale={y} upwards />
        <div className="relative rounded-sm border border-line" style={{ height }}>
          <Regions corners={corners} x={x.at(baseX)} y={100 - y.at(baseY)} />
          <Crosses marks={marks} x={x} y={y} baseX={baseX} baseY={baseY} />
          <Names marks={placed} x={x} y={y} />
        </div>
        <span />
        <Axis scale={x} />
        <p className="col-start-2 text-right text-2xs text-muted" aria-hidden="true">
          {nameX} →
        </p>
      </div>
    </ChartFrame>
  );
}

function Axis({ scale, upwards = false }: { scale: Scale; upwards?: boolean }) {
  const last = scale.ticks.length - 1;
  return (
    <div className={cx("relative text-2xs text-muted tabular-nums", !upwards && "h-4")} aria-hidden="true">
      {scale.ticks.map((tick, i) => {
        const at = scale.at(tick);
        const place = upwards
          ? { right: 0, top: `${100 - at}%`, transform: "translateY(-50%)" }
          : { left: `${at}%`, transform: `translateX(${at < 4 ? 0 : at > 96 ? -100 : -50}%)` };
        return (
          <span key={tick} className="absolute whitespace-nowrap" style={place}>
            {formatTick("rate", tick, i === last)}
          </span>
        );
      })}
    </div>
  );
}

/** The four names in their corners. */
function Regions({ corners, x, y }: { corners: Corners; x: number; y: number }) {
  const [upperRight, lowerRight, lowerLeft, upperLeft] = corners;
  const names = [
    { name: upperRight, className: "top-1.5 right-2 text-right" },
    { name: lowerRight, className: "right-2 bottom-1.5 text-right" },
    { name: lowerLeft, className: "bottom-1.5 left-2" },
    { name: upperLeft, className: "top-1.5 left-2" },
  ];
  return (
    <>
      <div
        aria-hidden="true"
        className="absolute right-0 bottom-0 bg-poor-soft opacity-70"
        style={{ left: `${x}%`, top: `${y}%` }}
      />
      <div
        aria-hidden="true"
        className="absolute top-0 right-0 bg-good-soft opacity-70"
        style={{ left: `${x}%`, bottom: `${100 - y}%` }}
      />
      {names.map(({ name, className }) => (
        <span key={name} aria-hidden="true" className={cx("eyebrow absolute max-w-[45%]", className)}>
          {name}
        </span>
      ))}
    </>
  );
}

function Crosses({
  marks,
  x,
  y,
  baseX,
  baseY,
}: {
  marks: readonly QuadrantMark[];
  x: Scale;
  y: Scale;
  baseX: number;
  baseY: number;
}) {
  const up = (value: number) => `${100 - y.at(value)}%`;
  const along = (value: number) => `${x.at(value)}%`;
  const line = { stroke: "var(--color-ink)", strokeWidth: 1, strokeDasharray: "1.5 2.5" };
  return (
    <svg className="absolute inset-0 size-full overflow-visible" aria-hidden="true">
      <line x1={along(baseX)} x2={along(baseX)} y1="0" y2="100%" {...line} />
      <line x1="0" x2="100%" y1={up(baseY)} y2={up(baseY)} {...line} />
      {marks.map(({ id, href, name, x: win, y: keep, region, direction }) =>
        region === null ? (
          // The table has them all by name: here they are for the pointer alone.
          <a key={id} {...(href === null ? {} : { href })} tabIndex={-1}>
            <title>{name}</title>
            <circle
              cx={along(win.value)}
              cy={up(keep.value)}
              r="3"
              fill="var(--mark-ground)"
              stroke="var(--color-mark)"
              className="hover:fill-mark"
            />
          </a>
        ) : (
          <g key={id} className={inkOf[direction]} stroke="currentColor" strokeWidth="1.6">
            <line x1={along(win.low)} x2={along(win.high)} y1={up(keep.value)} y2={up(keep.value)} />
            <line x1={along(win.value)} x2={along(win.value)} y1={up(keep.low)} y2={up(keep.high)} />
            <circle cx={along(win.value)} cy={up(keep.value)} r="4.5" fill="currentColor" stroke="none" />
          </g>
        ),
      )}
    </svg>
  );
}

/** Names beside their crosses, none on another. */
function Names({ marks, x, y }: { marks: readonly QuadrantMark[]; x: Scale; y: Scale }) {
  const spots = marks.map((mark) => ({ x: x.at(mark.x.value), y: 100 - y.at(mark.y.value) }));
  const sides = placeNames(spots);
  return marks.map((mark, i) => {
    const spot = spots[i]!;
    return <Name key={mark.id} mark={mark} x={spot.x} y={spot.y + offsetOf(sides[i]!)} />;
  });
}

/** A name on the side of its cross where there is room; it leads to the trait. */
function Name({ mark, x, y }: { mark: QuadrantMark; x: number; y: number }) {
  const leftwards = isLeftwards(x);
  const Tag = mark.href === null ? "span" : "a";
  return (
    <Tag
      {...(mark.href === null ? {} : { href: mark.href })}
      title={mark.name}
      className="absolute max-w-[42%] -translate-y-1/2 truncate rounded-sm bg-paper/85 px-1 text-xs font-medium [a&]:hover:underline"
      style={{
        top: `${y}%`,
        ...(leftwards ? { right: `calc(${100 - x}% + 6px)` } : { left: `calc(${x}% + 6px)` }),
      }}
    >
      {mark.name}
      <span className="sr-only">
        : {formatPercent(mark.x.value)} won, {formatPercent(mark.y.value)} worth keeping
      </span>
    </Tag>
  );
}

function figuresOf(marks: readonly QuadrantMark[], nameX: string, nameY: string): Figures {
  const format = formatPercent;
  return {
    columns: [
      { label: "Trait" },
      { label: nameX, format },
      { label: "Low", format },
      { label: "High", format },
      { label: "n", format: formatCount },
      { label: nameY, format },
      { label: "Low ", format },
      { label: "High ", format },
      { label: "n ", format: formatCount },
      { label: "Region" },
    ],
    rows: marks.map(({ name, x, y, nX, nY, region }) => [
      name,
      x.value,
      x.low,
      x.high,
      nX,
      y.value,
      y.low,
      y.high,
      nY,
      region ?? "not told",
    ]),
  };
}
