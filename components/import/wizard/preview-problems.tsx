"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { SetIssue, SetPreview } from "#lib/import/import-set.ts";
import { Button, buttonClass } from "../../ui/button";
import { Card } from "../../ui/card";
import { ProblemList } from "../problem-list";
import { linesOf } from "./change-parts";

/** What cannot be read: the first at once, the others when they are asked for, all of them as a table. */
export function PreviewProblems({ preview, address }: { preview: SetPreview; address: string }) {
  const { problems, issues, files } = preview;
  const [more, setMore] = useState<{ of: SetPreview; issues: readonly SetIssue[] }>();
  const [busy, setBusy] = useState(false);
  if (problems === 0) return null;
  // Those of an earlier look are of other readings.
  const listed = more?.of === preview ? more.issues : issues;
  const fetchMore = async () => {
    setBusy(true);
    const response = await fetch(`${address}&as=list`).catch(() => null);
    if (response?.ok) setMore({ of: preview, issues: (await response.json()) as SetIssue[] });
    setBusy(false);
  };
  return (
    <Card
      level={3}
      padding="flush"
      className="overflow-hidden"
      title={formatCounted(problems, "problem")}
      actions={
        <a href={address} download className={buttonClass({ size: "sm" })}>
          <Download aria-hidden="true" /> Download {problems === 1 ? "it" : "them"}
        </a>
      }
    >
      <p className="px-5 pb-3 text-sm text-muted">{without}</p>
      <ProblemList label="Problems in the files" problems={linesOf(listed, files.length > 1)} />
      {problems > listed.length && (
        <p className="flex flex-wrap items-center gap-3 border-t border-line px-5 py-3 text-sm text-muted">
          These are the first {formatCount(listed.length)}.
          {listed === issues ? (
            <Button size="sm" busy={busy} onClick={fetchMore}>
              {busy ? "Fetching…" : "Show more"}
            </Button>
          ) : (
            " The download holds all of them."
          )}
        </p>
      )}
    </Card>
  );
}

const without =
  "Imported without them, a cell that cannot be read stays empty. Only a row that is cut off, names no customer or one twice, or does not say when it ended is left out.";
