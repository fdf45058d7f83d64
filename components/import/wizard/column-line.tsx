import { cx } from "class-variance-authority";
import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";

interface ColumnLineProps {
  heading: string;
  /** Named where columns of several files stand together. */
  fileName?: string | null;
  /** A column that is left out stands back. */
  leftOut: boolean;
  samples: string;
  /** Why it should be looked at. */
  remark: string | null;
  /** What can be said of it. */
  children: ReactNode;
  /** What is accepted in it. */
  accepted?: string | null;
}

/** One column of a file: what stands in it, and what it is taken for. */
export function ColumnLine(props: ColumnLineProps) {
  const { heading, fileName = null, leftOut, samples, remark, children, accepted = null } = props;
  return (
    <li
      className={cx(
        "grid gap-x-5 gap-y-2 border-t border-line px-5 py-2.5 xl:grid-cols-[minmax(0,4fr)_minmax(0,9fr)]",
        remark !== null && "border-l-2 border-l-warn bg-warn-soft/40",
      )}
    >
      <div className="min-w-0">
        <p className={cx("font-medium break-words", leftOut && "text-muted")}>
          {heading}
          {fileName !== null && <span className="font-normal text-muted"> · {fileName}</span>}
        </p>
        <p className="truncate text-sm text-muted" title={samples}>
          {samples}
        </p>
      </div>
      <div className="min-w-0">
        <div className="grid grid-cols-2 gap-2 lg:grid-cols-[minmax(0,13rem)_minmax(0,10.5rem)_minmax(0,10.5rem)_minmax(0,7.5rem)]">
          {children}
        </div>
        {remark !== null && (
          <p className="mt-1.5 flex items-start gap-1.5 text-sm">
            <CircleHelp aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
            {remark}
          </p>
        )}
        {accepted !== null && <p className="mt-1 text-sm text-muted">Accepted: {accepted}.</p>}
      </div>
    </li>
  );
}
