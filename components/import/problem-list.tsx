"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { formatCount } from "#lib/analysis/format.ts";

export interface ProblemLine {
  /** Named where problems of several files stand together. */
  readonly file: string | null;
  /** Null: the file as a whole. */
  readonly row: number | null;
  readonly column: string | null;
  /** What is wrong, and what would be accepted. */
  readonly message: string;
}

/** Rows drawn above and below what is in sight, so that a quick scroll finds them there. */
const beyond = 12;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Which of many rows of one height are in sight of a box that scrolls. */
function useRowsInSight(
  count: number,
  box: RefObject<HTMLElement | null>,
  all: RefObject<HTMLElement | null>,
) {
  const [range, setRange] = useState<Range>({ from: 0, to: Math.min(count, 2 * beyond) });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const height = (all.current?.offsetHeight ?? 0) / Math.max(1, count);
      if (height === 0) return;
      const from = Math.max(0, Math.floor(element.scrollTop / height) - beyond);
      const to = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / height) + beyond);
      setRange((known) => (known.from === from && known.to === to ? known : { from, to }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [count, box, all]);
  return range;
}

/**
 * Problems, as many as there are: only those in sight are in the page, so that ten thousand scroll like ten. A reader that
 * goes by items is told the place of each among all.
 */
export function ProblemList({ problems, label }: { problems: readonly ProblemLine[]; label: string }) {
  const box = useRef<HTMLElement>(null);
  const all = useRef<HTMLUListElement>(null);
  const { from, to } = useRowsInSight(problems.length, box, all);
  return (
    <section
      ref={box}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[60dvh] overflow-y-auto overscroll-contain border-t border-line [--row:5rem] md:[--row:3.5rem]"
    >
      <ul ref={all} className="relative" style={{ height: `calc(var(--row) * ${problems.length})` }}>
        {problems.slice(from, to).map((problem, i) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a row can have the same problem twice, and the list never changes
            key={from + i}
            aria-setsize={problems.length}
            aria-posinset={from + i + 1}
            style={{ top: `calc(var(--row) * ${from + i})` }}
            className="absolute inset-x-0 h-[var(--row)] overflow-hidden border-b border-line px-5 py-1.5 text-sm"
          >
            <ProblemWords problem={problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProblemWords({ problem: { file, row, column, message } }: { problem: ProblemLine }) {
  const where = [row === null ? null : `Row ${formatCount(row)}`, column].filter((part) => part !== null);
  return (
    <>
      <p className="truncate">
        <span className="font-medium tabular-nums">
          {where.length > 0 ? where.join(", ") : "The whole file"}
        </span>
        {file !== null && <span className="text-muted"> · {file}</span>}
      </p>
      <p className="line-clamp-2 text-muted md:line-clamp-1" title={message}>
        {message}
      </p>
    </>
  );
}
