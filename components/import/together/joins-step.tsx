"use client";

import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { JoinCounts, SetPreview } from "#lib/import/import-set.ts";
import { Card } from "../../ui/card";
import { Stat } from "../../ui/stat";
import type { AnswerDoubt } from "./answer-doubt";
import { AnsweredDoubts, JoinDoubts } from "./join-doubts";

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

/** Rows by how they were joined; nothing is dropped, so those that found no account are counted too. */
export function JoinFigures({ joins }: { joins: JoinCounts }) {
  const { byId, byDomain, byName, byAnswer, doubtful, without } = joins;
  const figures: readonly (readonly [string, number, string])[] = [
    ["id", byId, "rows joined by record id"],
    ["domain", byDomain, "by web address"],
    ["name", byName, "by name"],
    ["answer", byAnswer, "by your answers"],
    ["doubtful", doubtful, "doubtful"],
    ["without", without, "without an account"],
  ];
  return (
    <ul
      aria-label="Rows by how they were joined"
      className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-6"
    >
      {figures
        .filter(([key, count]) => count > 0 || key !== "answer")
        .map(([key, count, words]) => (
          <li key={key}>
            <Stat figure={formatCount(count)}>{words}</Stat>
          </li>
        ))}
    </ul>
  );
}
