"use client";

import { Download } from "lucide-react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportCheck } from "#lib/import/report.ts";
import { Button, buttonClass } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { ProblemTable } from "./problem-table";

const shownHere = 8;

interface ProblemsCardProps {
  check: ImportCheck;
  links: { problems: string; download: string };
  checkWhole: () => void;
  busy: boolean;
}

/** What cannot be read, with the way to all of it. */
export function ProblemsCard({ check, links, checkWhole, busy }: ProblemsCardProps) {
  if (check.problems === 0 && check.whole && check.refusal === null) return null;
  return (
    <Card
      padding="flush"
      title={check.problems === 0 ? "Problems" : formatCounted(check.problems, "problem")}
    >
      <div className="space-y-3 px-5 pb-5">
        {check.refusal !== null && <Notice tone="error">{check.refusal}</Notice>}
        {!check.whole && (
          <Notice
            actions={
              <Button size="sm" busy={busy} onClick={checkWhole}>
                Look at the whole file
              </Button>
            }
          >
            The first {formatCounted(check.rows, "row")} of this large file were looked at.
          </Notice>
        )}
        {check.problems > 0 && (
          <>
            <p className="text-sm text-muted">
              A row that is skipped is left out whole. To keep such rows, set the column at fault to “Leave
              out” above, or mend the file and choose it again. Customers are known by their id, else by their
              web address, else by their name.
            </p>
            <ProblemTable issues={check.issues.slice(0, shownHere)} caption="The first problems" />
            <p className="flex flex-wrap gap-2">
              {check.problems > shownHere && (
                <ButtonLink size="sm" href={links.problems}>
                  See all {formatCount(check.problems)}
                </ButtonLink>
              )}
              <a href={links.download} download className={buttonClass({ size: "sm" })}>
                <Download aria-hidden="true" /> Download them
              </a>
            </p>
          </>
        )}
      </div>
    </Card>
  );
}
