"use client";

import { useId } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { MappingProblem } from "#lib/import/mapping.ts";
import type { ImportCheck } from "#lib/import/report.ts";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/choice";

interface ReadyBarProps {
  check: ImportCheck | undefined;
  /** A change is being looked at. */
  looking: boolean;
  /** What must be answered first. */
  open: readonly MappingProblem[];
  skip: boolean;
  setSkip: (skip: boolean) => void;
  starting: boolean;
  problem: string | undefined;
  start: () => void;
}

/** Always in sight: what the import would bring, what stands in its way, and the button. */
export function ReadyBar({ check, looking, open, skip, setSkip, starting, problem, start }: ReadyBarProps) {
  const id = useId();
  const bad = check ? check.rows - check.ready : 0;
  const blocked = open[0]?.sentence ?? check?.refusal ?? (bad > 0 && !skip ? "stop" : null);
  const nothing = check !== undefined && check.ready === 0;
  return (
    <div className="sticky bottom-[calc(3.25rem+env(safe-area-inset-bottom))] z-20 -mx-4 border-t border-line bg-paper/95 px-4 py-3 backdrop-blur-sm md:bottom-0 md:mx-0 md:px-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div id={id} role="status" className="min-w-0 flex-1 basis-64">
          <p className="font-medium">{readyWords(check, looking, open.length > 0)}</p>
          {open[0] ? (
            <p className="text-sm text-poor">{open[0].sentence}</p>
          ) : (
            problem && <p className="text-sm text-poor">{problem}</p>
          )}
        </div>
        {bad > 0 && open.length === 0 && (
          <Checkbox
            label={`Skip the ${formatCounted(bad, "row")} with problems`}
            checked={skip}
            onChange={(event) => setSkip(event.target.checked)}
          />
        )}
        <Button
          variant="primary"
          aria-describedby={id}
          busy={starting}
          disabled={!check || looking || blocked !== null || nothing}
          onClick={start}
        >
          {check?.whole && open.length === 0 ? `Import ${formatCounted(check.ready, "customer")}` : "Import"}
        </Button>
      </div>
    </div>
  );
}

/** While something must be answered first, what can be read depends on the answer. */
function readyWords(check: ImportCheck | undefined, looking: boolean, isOpen: boolean): string {
  if (!check) return "Looking at the rows…";
  if (isOpen) return `${formatCounted(check.rows, "row")}, and something to answer first.`;
  const part = check.whole ? "" : " looked at so far";
  const bad = check.rows - check.ready;
  const words =
    bad === 0
      ? `${formatCounted(check.ready, "row")}${part}, and each can be read.`
      : `${formatCount(check.ready)} of ${formatCounted(check.rows, "row")}${part} can be read.`;
  return looking ? `${words} Looking again…` : words;
}
