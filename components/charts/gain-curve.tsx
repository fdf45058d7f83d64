import { cx } from "class-variance-authority";
import { formatPercent, formatWholePercent } from "#lib/analysis/format.ts";
import { ChartFrame } from "./chart-frame";
import type { Figures } from "./figures";
import type { Estimate } from "./measure";
import { ShareAxis } from "./share-axis";

const height = 240;

/** Shares of accounts taken first, from 0 to 1, and what share of the good ones is among them. */
export interface GainPoint {
  readonly share: number;
  readonly found: Estimate;
  /** The same of what it is compared with; null where there is nothing. */
  readonly beside: number | null;
}

/**
 * The gain curve with its band, the best single trait as a broken line, chance as the dotted diagonal, and a mark where
 * the rules stop taking; named where they stand.
 */
export function GainCurve({
  sentence,
  points,
  name,
  besideName,
  taken,
  note,
}: {
  sentence: string;
  points: readonly GainPoint[];
  /** What the curve is called, and what it is compared with. */
  name: string;
  besideName: string | null;
  /** Share of accounts that the rules take, and of the good ones among them; null where they take none. */
  taken: { readonly share: number; readonly found: number } | null;
  note?: string;
}) {
  return (
    <ChartFrame
      sentence={sentence}
      figures={figuresOf(points, name, besideName)}
      name="gain-curve"
      note={note}
    >
      <div className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-2">
        <ShareAxis />
        <div className="relative" style={{ height }}>
          <Lines points={points} />
          {taken && <Taken {...taken} />}
          <Names name={name} besideName={besideName} />
        </div>
        <span />
        <div className="relative h-4 text-2xs text-muted tabular-nums" aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span
              key={share}
              className="absolute whitespace-nowrap"
              style={{
                left: `${share * 100}%`,
                transform: `translateX(${share === 0 ? 0 : share === 1 ? -100 : -50}%)`,
              }}
            >
              {share * 100}
              {share === 1 && " %"}
            </span>
          ))}
        </div>
        <span />
        <p className="text-2xs text-muted" aria-hidden="true">
          of all customers taken, the likeliest first; upwards, of those who are good
        </p>
      </div>
    </ChartFrame>
  );
}

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points
    .map(([x, y], i) => `${i === 0 ? "M" : "L"}${(x * 100).toFixed(2)} ${((1 - y) * 100).toFixed(2)}`)
    .join("");

function Lines({ points }: { points: readonly GainPoint[] }) {
  const low = points.map(({ share, found }) => [share, found.low] as const);
  const high = points.map(({ share, found }) => [share, found.high] as const);
  const beside = points.flatMap(({ share, beside }) => (beside === null ? [] : [[share, beside] as const]));
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
        <line key={y} x2="100" y1={y} y2={y} stroke="var(--color-line)" vectorEffect="non-scaling-stroke" />
      ))}
      <line
        y1="100"
        x2="100"
        stroke="var(--color-ink)"
        strokeDasharray="1.5 2.5"
        vectorEffect="non-scaling-stroke"
      />
      <path d={`${pathOf([...high, ...low.toReversed()])}Z`} className="fill-good" opacity="0.13" />
      {beside.length > 0 && (
        <path
          d={pathOf(beside)}
          fill="none"
          className="stroke-mark"
          strokeWidth="1.6"
          strokeDasharray="5 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={pathOf(points.map(({ share, found }) => [share, found.value] as const))}
        fill="none"
        className="stroke-good"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Where the rules stop taking. */
function Taken({ share, found }: { share: number; found: number }) {
  return (
    <div
      className="absolute -translate-x-1/2 -translate-y-1/2"
      style={{ left: `${share * 100}%`, top: `${(1 - found) * 100}%` }}
      aria-hidden="true"
    >
      <span className="block size-2.5 rounded-full border-2 border-good bg-paper" />
      {/* Towards the right edge the words would make a phone's page wider than the phone. */}
      <span
        className={cx(
          "absolute rounded-sm bg-paper/80 px-1 text-2xs whitespace-nowrap",
          share > 0.6 ? "right-3 bottom-3" : "top-3 left-3",
        )}
      >
        they take {formatWholePercent(share)}
      </span>
    </div>
  );
}

/** The lines by name in the empty corner under the diagonal, each with a piece of its line. */
function Names({ name, besideName }: { name: string; besideName: string | null }) {
  const entries = [
    { text: name, line: "border-t-2 border-good" },
    ...(besideName === null ? [] : [{ text: besideName, line: "border-t-2 border-dashed border-mark" }]),
    { text: "chance", line: "border-t border-dotted border-ink" },
  ];
  return (
    <ul
      className="absolute right-1 bottom-2 max-w-[55%] rounded-sm bg-paper/85 px-1 text-2xs"
      aria-hidden="true"
    >
      {entries.map(({ text, line }) => (
        <li key={text} className="flex items-center gap-1.5">
          <span className={`w-5 shrink-0 ${line}`} />
          <span className="truncate">{text}</span>
        </li>
      ))}
    </ul>
  );
}

function figuresOf(points: readonly GainPoint[], name: string, besideName: string | null): Figures {
  const format = formatPercent;
  return {
    columns: [
      { label: "Taken", format },
      { label: `Found: ${name}`, format },
      { label: "Low", format },
      { label: "High", format },
      ...(besideName === null ? [] : [{ label: `Found: ${besideName}`, format }]),
    ],
    rows: points.map(({ share, found, beside }) => [
      share,
      found.value,
      found.low,
      found.high,
      ...(besideName === null ? [] : [beside]),
    ]),
  };
}
