"use client";

import { useEffect, useState } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import type { SetPreview } from "#lib/import/import-set.ts";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/choice";
import type { Step } from "./address";
import { notYet } from "./not-yet";
import { StepBar } from "./step-bar";
import { stepNames } from "./step-list";
import { changeWords, doubtfulColumns, lookingWords, nothingChanges, rowsOf } from "./step-words";
import { stepAfter } from "./steps-through";
import { sayFar } from "./use-look";
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
  const isLast = after === undefined;
  const ahead = useAhead({ looked, skip, isLast, start });
  const problems = preview?.problems ?? 0;
  const isReady = preview?.whole === true && !busy && preview.blocked.length === 0;
  return (
    <StepBar
      words={
        <>
          {ahead.asked
            ? "Imported as soon as all rows are read."
            : isLast && preview?.whole && !busy
              ? readyWords(preview, skip)
              : barWords(looked, step)}
          {/* Seen to move; read out again at every step it would be noise. */}
          <span aria-hidden="true">{busy ? sayFar(looked.progress) : ""}</span>
        </>
      }
      problem={problem ?? ahead.heldBack}
      back={before ? () => go(before) : null}
      choice={
        isLast &&
        problems > 0 && (
          <Checkbox
            label={`Import without what cannot be read (${formatCounted(problems, "problem")})`}
            checked={skip}
            onChange={(event) => setSkip(event.target.checked)}
          />
        )
      }
    >
      {busy && looked.progress !== null && !ahead.asked && (
        <Button variant="quiet" onClick={looked.stop}>
          Stop looking
        </Button>
      )}
      {!busy && preview === undefined && <Button onClick={looked.lookAgain}>Look again</Button>}
      {ahead.asked ? (
        <Button onClick={ahead.takeBack}>Do not import yet</Button>
      ) : isLast && busy && looked.progress !== null ? (
        <Button variant="primary" onClick={ahead.ask}>
          Import when all is read
        </Button>
      ) : isLast ? (
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

interface AheadOf extends Pick<ImportBarProps, "looked" | "start"> {
  readonly skip: boolean;
  readonly isLast: boolean;
}

/**
 * Importing can be asked for before all rows have been looked at: it begins by itself, unless something is there to be seen
 * first. Then it is said what, and nothing is imported.
 */
function useAhead({ looked: { preview, busy }, skip, isLast, start }: AheadOf) {
  const [asked, setAsked] = useState(false);
  const [heldBack, setHeldBack] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the look has ended; `start` and `skip` are those of then
  useEffect(() => {
    if (!asked || busy) return;
    setAsked(false);
    if (!preview?.whole) return;
    const reason = notYet(preview, skip);
    if (reason === null) start(skip);
    else setHeldBack(`Not imported yet, look first: ${reason}`);
  }, [asked, busy, preview]);
  // Whoever goes back to mend something does not want it imported meanwhile, and has seen what was said.
  useEffect(() => {
    if (isLast) return;
    setAsked(false);
    setHeldBack(undefined);
  }, [isLast]);
  return {
    asked,
    heldBack: busy ? undefined : heldBack,
    ask: () => setAsked(true),
    takeBack: () => setAsked(false),
  };
}

const answerFirst = "Something is to be answered first.";

/** At the last step the heading tells what would change: here, whether it can be. */
function readyWords({ problems, blocked }: SetPreview, skip: boolean): string {
  if (blocked.length > 0) return answerFirst;
  if (problems === 0 || skip) return "Ready to import.";
  return "Mend what cannot be read, or import without it.";
}

function barWords(looked: Looked, step: Step): string {
  const { preview, busy } = looked;
  if (preview === undefined) return lookingWords(looked);
  if (busy) return preview.whole ? "Looking again…" : lookingWords(looked);
  const [blocked] = preview.blocked;
  // Among the columns the heading says what it is.
  if (blocked !== undefined)
    return step === "columns" && doubtfulColumns(looked) === 0 ? answerFirst : blocked;
  if (preview.whole) return changeWords(preview.change) ?? nothingChanges;
  return `The first ${formatCounted(rowsOf(preview), "row")} of a large file were looked at so far.`;
}
