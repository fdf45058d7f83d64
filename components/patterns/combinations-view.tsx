import type { ReactNode } from "react";
import type { OutcomeFindings } from "#lib/analysis/finding.ts";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { outcomeName, summary } from "./headline";
import { LeftOutOfRules } from "./left-out";
import { inTabOrder } from "./outcome-order";
import { PatternRooms } from "./pattern-rooms";
import { roomTitle } from "./rooms";

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
        title={roomTitle("combinations", findings.outcome)}
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
      <div className="mt-5 space-y-4">
        <LeftOutOfRules findings={findings} page={page} />
        {children}
      </div>
    </>
  );
}
