import type { ReactNode } from "react";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { headline, outcomeName, summary } from "./headline";
import { inTabOrder } from "./outcome-order";
import { PatternRooms } from "./pattern-rooms";

/** Rules of several conditions for one outcome, with the way to the other outcomes and back to single traits. */
export function CombinationsView({
  page,
  outcomes,
  findings,
  children,
}: {
  /** The address of the patterns room. */
  page: string;
  outcomes: readonly OutcomeFindings[];
  findings: OutcomeFindings;
  children: ReactNode;
}) {
  return (
    <>
      <PageHeader
        title={`${headline(findings.outcome)}, in combination`}
        summary={summary(findings)}
        actions={<PatternRooms page={page} outcome={findings.outcome} current="combinations" />}
      />
      <Tabs
        label="Outcomes"
        tabs={inTabOrder(outcomes).map(({ outcome }) => ({
          href: `${page}/combinations?${new URLSearchParams({ outcome })}`,
          label: outcomeName(outcome),
          current: outcome === findings.outcome,
        }))}
      />
      <div className="mt-5">{children}</div>
    </>
  );
}
