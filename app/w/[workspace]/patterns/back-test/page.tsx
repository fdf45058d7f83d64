import type { Metadata } from "next";
import type { BackTestSubject } from "#lib/analysis/back-test/back-test.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { type BackTestPage, loadBackTest } from "#lib/server/queries/load-back-test.ts";
import { BackTestNotices, BeforeLooking } from "../../../../../components/patterns/back-test-notices";
import { BackTestResult, NothingToTry } from "../../../../../components/patterns/back-test-result";
import { BackTestView, backTestAddress } from "../../../../../components/patterns/back-test-view";
import { BackgroundWork } from "../../../../../components/patterns/background-work";
import { LookButton } from "../../../../../components/patterns/look-button";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import { SetAsideSwitch } from "../../../../../components/patterns/set-aside-switch";
import { readView, type SearchParams, withField, workAddress } from "../../../../../components/patterns/view";
import { whenLoaded } from "../when-loaded";
import { look } from "./actions";

export const metadata: Metadata = { title: "Back-test" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function BackTest({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const asked = await searchParams;
  const subject: BackTestSubject = asked.rules === "found" ? "found" : "draft";
  const { withSetAside } = readView(asked);
  return whenLoaded(
    { page: `/w/${actor.workspace.slug}/patterns`, room: "back-test", outcome: null },
    (whileOpen) => loadBackTest(actor, subject, { withSetAside, whileOpen }),
    (loaded) => <Room actor={actor} loaded={loaded} withSetAside={withSetAside} />,
  );
}

interface RoomProps {
  actor: Actor;
  loaded: BackTestPage;
  withSetAside: boolean;
}

function Room({ actor, loaded, withSetAside }: RoomProps) {
  const { slug } = actor.workspace;
  const { customers, subject, trial } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (trial === null) return <NoOutcome workspace={slug} customers={customers} />;
  const page = `/w/${slug}/patterns`;
  return (
    <BackTestView
      page={page}
      subject={subject}
      trial={trial}
      withSetAside={withSetAside}
      notice={
        <SetAsideSwitch
          setAside={loaded.setAside}
          rows={loaded.setAsideRows}
          shown={withSetAside}
          other={backTestAddress(page, subject, !withSetAside)}
          list={`/w/${slug}/import/set-aside`}
        />
      }
    >
      <Tried workspace={slug} loaded={loaded} withSetAside={withSetAside} />
    </BackTestView>
  );
}

interface TriedProps {
  workspace: string;
  loaded: BackTestPage;
  withSetAside: boolean;
}

function Tried({ workspace, loaded, withSetAside }: TriedProps) {
  const { subject, rules, open, looks, result, missed } = loaded;
  if (subject === "draft" && rules === 0) return <NothingToTry why="no rules" />;
  if (!open) {
    const button = (
      <LookButton workspace={workspace} subject={subject} withSetAside={withSetAside} look={look} />
    );
    return <BeforeLooking subject={subject} withSetAside={withSetAside} looks={looks} button={button} />;
  }
  if (result === null)
    return (
      <BackgroundWork
        address={workAddress(workspace, "back-test", withField(withSetAside))}
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
