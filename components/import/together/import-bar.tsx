"use client";

import { useState } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/choice";
import { type Step, steps } from "./address";
import { StepBar } from "./step-bar";
import { stepNames } from "./step-list";
import { changeWords } from "./step-words";
import type { Looked } from "./use-preview";

interface ImportBarProps {
  step: Step;
  go: (step: Step) => void;
  looked: Looked;
  start: (skipBadRows: boolean) => void;
  starting: boolean;
  problem: string | undefined;
}

/** Always in sight: what the import would bring or what stands in its way, and the ways back and on. */
export function ImportBar({ step, go, looked, start, starting, problem }: ImportBarProps) {
  const [skip, setSkip] = useState(false);
  const { preview, busy } = looked;
  const at = steps.indexOf(step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  const problems = preview?.problems ?? 0;
  const isReady = preview !== undefined && !busy && preview.blocked.length === 0;
  return (
    <StepBar
      words={barWords(looked)}
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

function barWords({ preview, busy }: Looked): string {
  if (preview === undefined) return busy ? "Looking at all rows…" : "The rows could not be looked at.";
  if (busy) return "Looking again…";
  return preview.blocked[0] ?? changeWords(preview.change);
}
