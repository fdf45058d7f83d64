import type { ReactNode } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { ImportProgress } from "#lib/import/report.ts";
import { Progress } from "../../ui/progress";

interface OnItsWayProps {
  progress: ImportProgress | null | undefined;
  /** It was interrupted, and goes on. */
  startedAgain: boolean;
  /** While it is read, and while what has been read is put in order. */
  labels: { readonly reading: string; readonly finishing: string };
  /** What can be done meanwhile. */
  children: ReactNode;
}

/** How far an import is. */
export function OnItsWay({ progress, startedAgain, labels, children }: OnItsWayProps) {
  const finishing = progress?.phase === "finishing";
  const label = finishing ? labels.finishing : labels.reading;
  return (
    <div className="mx-auto max-w-xl py-16">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Progress
        label={label}
        value={progress && !finishing ? progress.bytesRead : undefined}
        max={progress?.bytes ?? 1}
        note={progress ? formatCounted(progress.rows, "row") : undefined}
      />
      <p className="mt-3 mb-4 text-sm text-muted">
        {startedAgain && "Begun again after the server stopped. Nothing comes in twice. "}
        You can leave this page. The import goes on, and is listed under Import.
      </p>
      {children}
    </div>
  );
}
