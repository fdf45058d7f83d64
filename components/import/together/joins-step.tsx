"use client";

import { formatCounted } from "#lib/analysis/format.ts";
import type { SetPreview } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import type { AnswerDoubt } from "./answer-doubt";
import { AnsweredDoubts, JoinDoubts } from "./join-doubts";
import { JoinFigures } from "./join-figures";

/** How rows found their accounts, and the doubtful ones to be answered. */
export function JoinsStep({ preview, answer }: { preview: SetPreview; answer: AnswerDoubt }) {
  return (
    <>
      <Card>
        <JoinFigures joins={preview.joins} />
        {preview.joins.without > 0 && (
          <p className="mt-4 text-sm text-muted">
            {formatCounted(preview.joins.without, "row")} without an account{" "}
            {preview.joins.without === 1 ? "is" : "are"} kept, and{" "}
            {preview.joins.without === 1 ? "finds its" : "find their"} place when a later file knows the
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
