import type { ReactNode } from "react";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import { sayDivision } from "#lib/analysis/back-test/say.ts";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { PageHeader } from "../ui/page-header";
import { Tabs } from "../ui/tabs";
import { PatternRooms } from "./pattern-rooms";
import { roomTitle } from "./rooms";
import { withField } from "./view";

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
  withSetAside,
  notice,
  children,
}: {
  /** The address of the patterns room. */
  page: string;
  subject: BackTestSubject;
  trial: TrialShown;
  withSetAside: boolean;
  /** Below the tabs: what is left out. */
  notice?: ReactNode;
  children: ReactNode;
}) {
  const tab = (of: BackTestSubject, label: string) => ({
    href: backTestAddress(page, of, withSetAside),
    label,
    current: subject === of,
  });
  return (
    <>
      <PageHeader
        title={roomTitle("back-test", null)}
        summary={trial.division ? sayDivision(trial.division) : noHoldout(trial.known)}
        actions={<PatternRooms page={page} outcome={trial.outcome} current="back-test" />}
      />
      <Tabs label="Whose rules" tabs={[tab("draft", "The draft’s rules"), tab("found", "Rules found")]} />
      {notice}
      <div className="mt-5">{children}</div>
    </>
  );
}

/** The address of one subject's back-test, with or without what is set aside. */
export const backTestAddress = (page: string, rules: BackTestSubject, withSetAside: boolean): string =>
  `${page}/back-test?${new URLSearchParams({ rules, ...withField(withSetAside) })}`;

const noHoldout = (known: number): string =>
  `The outcome of ${formatCounted(known, "customer")} is known: too few to hold any back, which takes ${formatCount(200)}, and ten of either kind in both parts.`;
