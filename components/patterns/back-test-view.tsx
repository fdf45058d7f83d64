import type { ReactNode } from "react";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import { sayDivision } from "#lib/analysis/back-test/say.ts";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { PatternRooms } from "./pattern-rooms";

/** What the room needs to know of the customers rules can be tried on. */
export interface TrialShown {
  readonly outcome: string;
  readonly known: number;
  readonly division: Parameters<typeof sayDivision>[0] | null;
}

/** Rules tried on customers they were not chosen by: the draft's, or those that a search finds. */
export function BackTestView({
  page,
  subject,
  trial,
  children,
}: {
  /** The address of the patterns room. */
  page: string;
  subject: BackTestSubject;
  trial: TrialShown;
  children: ReactNode;
}) {
  const tab = (of: BackTestSubject, label: string) => ({
    href: `${page}/back-test?${new URLSearchParams({ rules: of })}`,
    label,
    current: subject === of,
  });
  return (
    <>
      <PageHeader
        title="Do the rules hold on customers they have not seen?"
        summary={trial.division ? sayDivision(trial.division) : noHoldout(trial.known)}
        actions={<PatternRooms page={page} outcome={trial.outcome} current="back-test" />}
      />
      <Tabs label="Whose rules" tabs={[tab("draft", "The draft’s rules"), tab("found", "Rules found")]} />
      <div className="mt-5">{children}</div>
    </>
  );
}

const noHoldout = (known: number): string =>
  `The outcome of ${formatCounted(known, "customer")} is known: too few to hold any back, which takes ${formatCount(200)}, and ten of either kind in both parts.`;
