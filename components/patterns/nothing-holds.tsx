import Link from "next/link";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { Notice } from "../ui/notice";
import { outcomeName } from "./headline";
import { type View, viewAddress } from "./view";

/** Where every row is folded away: that this is the answer, what would change it, and where something holds. */
export function NothingHolds({
  page,
  view,
  findings,
  outcomes,
  patterns,
}: {
  page: string;
  view: View;
  findings: OutcomeFindings;
  outcomes: readonly OutcomeFindings[];
  /** How many were looked at. */
  patterns: number;
}) {
  const elsewhere = outcomes
    .filter(({ supported }) => supported > 0)
    .sort((a, b) => b.supported - a.supported);
  return (
    <Notice className="mt-4" title="No trait stands out here">
      <p>
        {formatCounted(patterns, "pattern")} of {formatCounted(findings.known, "account")} with a known
        outcome: none differs from the rest by more than chance may make. More customers, longer watched, or
        more traits of them would tell more.
      </p>
      {elsewhere.length > 0 && (
        <p className="mt-1">
          Something holds for{" "}
          {elsewhere.map(({ outcome, supported }, i) => (
            <span key={outcome}>
              {i > 0 && ", "}
              <Link
                prefetch={false}
                href={viewAddress(page, { ...view, outcome, pattern: null })}
                className="prose-link"
              >
                {outcomeName(outcome)}
              </Link>{" "}
              ({formatCount(supported)})
            </span>
          ))}
          .
        </p>
      )}
    </Notice>
  );
}
