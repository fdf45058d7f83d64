"use client";

import { formatCounted } from "#lib/analysis/format.ts";
import type { JoinCounts, SetPreview } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import type { AnswerDoubt } from "./answer-doubt";
import { AnsweredDoubts, JoinDoubts } from "./join-doubts";
import { JoinFigures } from "./join-figures";

interface JoinsStepProps {
  preview: SetPreview;
  joins: JoinCounts;
  answer: AnswerDoubt;
}

/** How rows found their accounts, and the doubtful ones to be answered. */
export function JoinsStep({ preview, joins, answer }: JoinsStepProps) {
  return (
    <>
      <Card>
        <JoinFigures joins={joins} />
        {joins.without > 0 && (
          <p className="mt-4 text-sm text-muted">
            {formatCounted(joins.without, "row")} without an account {joins.without === 1 ? "is" : "are"}{" "}
            kept, and {joins.without === 1 ? "finds its" : "find their"} place when a later file knows the
            account.
          </p>
        )}
      </Card>
      {preview.doubts.length + preview.answered.length > 0 && (
        <JoinDoubts doubts={preview.doubts} answer={answer} />
      )}
      <AnsweredDoubts answered={preview.answered} answer={answer} />
    </>
  );
}
