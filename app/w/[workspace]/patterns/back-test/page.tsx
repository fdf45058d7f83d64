import type { Metadata } from "next";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { type BackTestPage, loadBackTest } from "#lib/server/queries/load-back-test.ts";
import { BackTestNotices, BeforeLooking } from "../../../../../components/patterns/back-test-notices";
import { BackTestResult, NothingToTry } from "../../../../../components/patterns/back-test-result";
import { BackTestView } from "../../../../../components/patterns/back-test-view";
import { BackgroundWork } from "../../../../../components/patterns/background-work";
import { LookButton } from "../../../../../components/patterns/look-button";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import { whenLoaded } from "../when-loaded";
import { look } from "./actions";

export const metadata: Metadata = { title: "Back-test" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ readonly rules?: string | readonly string[] }>;
}

export default async function BackTest({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const subject: BackTestSubject = (await searchParams).rules === "found" ? "found" : "draft";
  return whenLoaded(
    () => loadBackTest(actor, subject),
    (loaded) => <Room actor={actor} loaded={loaded} />,
  );
}

function Room({ actor, loaded }: { actor: Actor; loaded: BackTestPage }) {
  const { slug } = actor.workspace;
  const { customers, subject, trial } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (trial === null) return <NoOutcome workspace={slug} customers={customers} />;
  return (
    <BackTestView page={`/w/${slug}/patterns`} subject={subject} trial={trial}>
      <Tried workspace={slug} loaded={loaded} />
    </BackTestView>
  );
}

function Tried({ workspace, loaded }: { workspace: string; loaded: BackTestPage }) {
  const { subject, rules, open, looks, result, missed } = loaded;
  if (subject === "draft" && rules === 0) return <NothingToTry why="no rules" />;
  if (!open) {
    const button = <LookButton workspace={workspace} subject={subject} look={look} />;
    return <BeforeLooking subject={subject} looks={looks} button={button} />;
  }
  if (result === null)
    return (
      <BackgroundWork
        address={`/api/analysis/${workspace}?${new URLSearchParams({ work: "back-test" })}`}
        label="Looking for rules without the customers held back"
      />
    );
  if (typeof result === "string") return <NothingToTry why={result} />;
  return (
    <BackTestResult
      result={result}
      missed={missed}
      accounts={`/w/${workspace}/accounts`}
      aside={<BackTestNotices result={result} looks={looks} />}
    />
  );
}
