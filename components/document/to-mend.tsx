"use client";

import type { QualityMark } from "#lib/icp/quality.ts";
import { Card } from "../ui/card";
import { useDraftView } from "./draft-context";

/** The quality check: what to mend, where, and how. */
export function ToMend() {
  const { marks } = useDraftView();
  const title =
    marks.length === 0
      ? "Nothing to mend"
      : marks.length === 1
        ? "1 thing to mend"
        : `${marks.length} things to mend`;
  return (
    <Card title={title}>
      {marks.length === 0 ? (
        <p className="text-muted">
          The profile says whom you sell to, whom you do not, and on what evidence.
        </p>
      ) : (
        <ul className="space-y-3 text-sm">
          {marks.map((mark) => (
            <li key={`${mark.rule} ${mark.id}`}>
              <a href={addressOf(mark)} className="font-medium hover:underline">
                {mark.sentence}
              </a>
              <p className="text-muted">{mark.remedy}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const addressOf = (mark: QualityMark) => (mark.id ? `#criterion-${mark.id}` : `#${mark.section}`);
