"use client";

import { useState } from "react";
import { formatCounted, formatPercent } from "#lib/analysis/format.ts";
import type { SetPreview } from "#lib/import/import-set.ts";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/choice";
import type { Step } from "./address";
import { StepBar } from "./step-bar";
import { stepNames } from "./step-list";
import { changeWords, doubtfulColumns, lookingWords, nothingChanges, rowsOf } from "./step-words";
import { stepAfter } from "./steps-through";
import type { Looked } from "./use-preview";

interface ImportBarProps {
  steps: readonly Step[];
  step: Step;
  go: (step: Step) => void;
  looked: Looked;
  start: (skipBadRows: boolean) => void;
  starting: boolean;
  problem: string | undefined;
}

/** Always in sight: what the import would bring or what stands in its way, and the ways back and on. */
export function ImportBar({ steps, step, go, looked, start, starting, problem }: ImportBarProps) {
  const [skip, setSkip] = useState(false);
  const { preview, busy } = looked;
  const before = steps[steps.indexOf(step) - 1];
  const after = stepAfter(steps, step, looked);
  const problems = preview?.problems ?? 0;
  const isReady = preview?.whole === true && !busy && preview.blocked.length === 0;
  return (
    <StepBar
      words={
        after === undefined && preview?.whole && !busy ? readyWords(preview, skip) : barWords(looked, step)
      }
      problem={problem}
      back={before ? () => go(before) : null}
      choice={
        after === undefined &&
        problems > 0 && (
          <Checkbox
            label={`Import without what cannot be read (${formatCounted(problems, "problem")})`}
            checked={skip}
            onChange={(event) => setSkip(event.target.checked)}
          />
        )
      }
    >
      {busy && looked.progress !== null && (
        <Button variant="quiet" onClick={looked.stop}>
          Stop looking
        </Button>
      )}
      {!busy && preview === undefined && <Button onClick={looked.lookAgain}>Look again</Button>}
      {after === undefined ? (
        <Button
          variant="primary"
          busy={starting}
          disabled={!isReady || (problems > 0 && !skip)}
          onClick={() => start(skip)}
        >
          {starting ? "Starting…" : `Import ${formatCounted(looked.files.length, "file")}`}
        </Button>
      ) : (
        <Button variant="primary" onClick={() => go(after)}>
          Next: {stepNames[after].toLowerCase()}
        </Button>
      )}
    </StepBar>
  );
}

const answerFirst = "Something is to be answered first.";

/** At the last step the heading tells what would change: here, whether it can be. */
function readyWords({ problems, blocked }: SetPreview, skip: boolean): string {
  if (blocked.length > 0) return answerFirst;
  if (problems === 0 || skip) return "Ready to import.";
  return "Mend what cannot be read, or import without it.";
}

function barWords(looked: Looked, step: Step): string {
  const { preview, busy, progress } = looked;
  const far = busy && progress !== null ? ` ${formatPercent(progress)}` : "";
  if (preview === undefined) return `${lookingWords(looked)}${far}`;
  if (busy) return `${preview.whole ? "Looking again…" : lookingWords(looked)}${far}`;
  const [blocked] = preview.blocked;
  // Among the columns the heading says what it is.
  if (blocked !== undefined)
    return step === "columns" && doubtfulColumns(looked) === 0 ? answerFirst : blocked;
  if (preview.whole) return changeWords(preview.change) ?? nothingChanges;
  return `The first ${formatCounted(rowsOf(preview), "row")} of a large file were looked at so far.`;
}
