import { cx } from "class-variance-authority";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "#lib/analysis/format.ts";
import { Breakable } from "../ui/breakable";
import { LinkPending } from "../ui/link-pending";
import { type VerdictShapeWord, VerdictWord } from "../ui/verdict-word";
import { BaseLine, type Direction, IntervalMark, Strip, Ticks } from "./marks";
import {
  type Estimate,
  formatInterval,
  formatPoints,
  formatPointsInterval,
  formatValue,
  type Measure,
  scaleFor,
} from "./measure";
import type { Scale } from "./scale";

export interface ForestRow {
  readonly id: string;
  readonly href: string;
  readonly attribute: string;
  readonly level: string;
  /** A few quiet words behind the level. */
  readonly note?: string | undefined;
  readonly n: number;
  readonly inside: Estimate;
  readonly rest: number;
  readonly difference: Estimate;
  readonly word: VerdictShapeWord;
  readonly direction: Direction;
  /** Its sheet is open. */
  readonly current: boolean;
}

export interface ForestGroup {
  readonly name: string;
  readonly rows: readonly ForestRow[];
  /** What stands below the rows: the count of those folded away, as a link. */
  readonly foot?: ReactNode;
}

const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 @xl:grid-cols-[minmax(0,11fr)_minmax(0,10fr)_2.75rem_3.25rem_6rem] @3xl:grid-cols-[minmax(0,10fr)_minmax(0,13fr)_3.25rem_3rem_9rem_6.25rem]";

/**
 * One row a level: its rate or mean with interval beside the dotted line of all, the rest as a small hollow
 * dot, n, difference and verdict. Every row is one link; its words carry everything the picture shows.
 */
export function Forest({
  groups,
  base,
  measure,
  baseName,
}: {
  groups: readonly ForestGroup[];
  base: number;
  measure: Measure;
  /** What the base line is called: "all 61 %". */
  baseName: string;
}) {
  const scale = forestScale(groups, base, measure);
  return (
    <div className="@container">
      {groups.some(({ rows }) => rows.length > 0) && (
        <div
          className={cx(columns, "sticky top-0 z-10 bg-paper/95 py-1 text-2xs max-md:top-14")}
          aria-hidden="true"
        >
          <span className="hidden @xl:block" />
          <div className="relative col-span-2 h-8 @xl:col-span-1">
            <Ticks scale={scale} measure={measure} />
            <span
              className="absolute top-4 -translate-x-1/2 whitespace-nowrap"
              style={{ left: `${scale.at(base)}%` }}
            >
              {baseName}
            </span>
          </div>
          <span className="hidden self-end text-right text-muted @3xl:block">
            {measure === "rate" ? "rate" : "mean"}
          </span>
          <span className="hidden self-end text-right text-muted @xl:block">n</span>
          <span className="hidden self-end text-right text-muted @xl:block">
            {measure === "rate" ? "points" : "difference"}
          </span>
        </div>
      )}
      {groups.map((group) => (
        <section key={group.name} className="mt-4 first-of-type:mt-2">
          <div className="flex items-baseline gap-3 border-b border-line pb-1.5">
            <h3 className="eyebrow">{group.name}</h3>
            {group.rows.length === 0 && group.foot}
          </div>
          <ul className={cx(group.rows.length > 0 && "border-b border-line")}>
            {group.rows.map((row, index) => (
              <Row
                key={row.id}
                row={row}
                first={row.attribute !== group.rows[index - 1]?.attribute}
                scale={scale}
                base={base}
                measure={measure}
              />
            ))}
          </ul>
          {group.rows.length > 0 && group.foot && <div className="py-2">{group.foot}</div>}
        </section>
      ))}
    </div>
  );
}

/** Wide enough for every estimate and for the intervals of what is known well; the others end in an arrow. */
function forestScale(groups: readonly ForestGroup[], base: number, measure: Measure): Scale {
  const values = groups.flatMap(({ rows }) =>
    rows.flatMap(({ inside, rest, word }) =>
      word === "insufficient" ? [inside.value, rest] : [inside.low, inside.high, inside.value, rest],
    ),
  );
  return scaleFor(measure, [base, ...values], 4);
}

function Row({
  row,
  first,
  scale,
  base,
  measure,
}: {
  row: ForestRow;
  first: boolean;
  scale: Scale;
  base: number;
  measure: Measure;
}) {
  const { inside, difference } = row;
  return (
    <li
      className={cx(
        columns,
        "relative isolate items-center border-t before:absolute before:-inset-x-2 before:inset-y-0 before:-z-10 first:border-t-0 hover:[--mark-ground:var(--color-accent-soft)] hover:before:bg-accent-soft/60",
        first ? "border-line" : "border-line/45",
        row.current && "before:bg-accent-soft [--mark-ground:var(--color-accent-soft)]",
      )}
    >
      <Link
        prefetch={false}
        href={row.href}
        scroll={false}
        aria-current={row.current ? "true" : undefined}
        data-row=""
        className="flex min-w-0 flex-wrap items-baseline gap-x-2 py-1.5 -outline-offset-2 after:absolute after:inset-0 @xl:grid @xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] @xl:gap-x-3"
      >
        <LinkPending className="inset-y-0 left-0 w-[3px]" />
        <span
          title={row.attribute}
          // Seen once a group, heard with every row.
          className={cx(
            "max-w-full text-sm break-words text-muted",
            first ? "line-clamp-2" : "line-clamp-2 @xl:line-clamp-1 @xl:opacity-0",
          )}
        >
          <Breakable>{row.attribute}</Breakable>
        </span>
        <span className="line-clamp-2 max-w-full break-words" title={row.level}>
          {row.level}
          {row.note && <span className="ml-2 text-xs text-muted">{row.note}</span>}
        </span>
        <span className="sr-only">
          {`: ${formatValue(measure, inside.value)}, 95 % interval ${formatInterval(measure, inside)}, the rest ${formatValue(measure, row.rest)}`}
        </span>
      </Link>
      <div className="order-last col-span-2 @xl:order-none @xl:col-span-1 @xl:self-stretch">
        <Strip height={33}>
          <BaseLine scale={scale} base={base} />
          <IntervalMark
            scale={scale}
            inside={inside}
            rest={row.rest}
            word={row.word}
            direction={row.word === "insufficient" ? "none" : row.direction}
          />
        </Strip>
      </div>
      <span className="hidden text-right text-sm tabular-nums @3xl:block">
        {formatValue(measure, inside.value)}
      </span>
      <span className="hidden text-right text-sm text-muted tabular-nums @xl:block">
        {formatCount(row.n)}
      </span>
      <span className="hidden text-right text-sm whitespace-nowrap tabular-nums @xl:block">
        {formatPoints(measure, difference.value)}
        <span className="hidden text-xs text-muted @3xl:inline">
          {` (${formatPointsInterval(measure, difference)})`}
        </span>
      </span>
      <span className="text-right @xl:text-left">
        <VerdictWord word={row.word} direction={row.direction} className="text-xs" />
        <span className="block text-xs text-muted tabular-nums @xl:hidden">
          {`${formatValue(measure, inside.value)} · n ${formatCount(row.n)}`}
        </span>
      </span>
    </li>
  );
}
