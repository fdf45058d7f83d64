import Link from "next/link";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { type LooksLate, lateSentence } from "#lib/analysis/late-entry.ts";
import { Notice } from "../ui/notice";

/** That those who left early may be missing from the data, for outcomes that tell of staying. */
export function LateNotice({
  late,
  findings,
  page,
}: {
  late: LooksLate | null;
  findings: OutcomeFindings;
  page: string;
}) {
  if (late === null || (findings.measure === "mean" && findings.test !== "scores")) return null;
  return (
    <Notice tone="warn" title="Early leavers may be missing" className="mt-4">
      {lateSentence(late)} If so,{" "}
      <Link href={`${page}/good-customer`} prefetch={false} className="prose-link">
        say since when they are
      </Link>
      .
    </Notice>
  );
}
