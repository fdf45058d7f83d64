import type { Metadata } from "next";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadScorecard, type ScorecardPage } from "#lib/server/queries/load-scorecard.ts";
import { BackgroundWork } from "../../../../../components/patterns/background-work";
import { NoCustomers, NoOutcome } from "../../../../../components/patterns/nothing-yet";
import {
  NoScorecard,
  ScorecardRoom,
  ScorecardView,
  scorecardSummary,
} from "../../../../../components/patterns/scorecard-view";
import { SetAsideSwitch } from "../../../../../components/patterns/set-aside-switch";
import { readView, type SearchParams, withField, workAddress } from "../../../../../components/patterns/view";
import { whenLoaded } from "../when-loaded";

export const metadata: Metadata = { title: "Scorecard" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ScorecardPageOf({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const { withSetAside } = readView(await searchParams);
  return whenLoaded(
    { page: `/w/${actor.workspace.slug}/patterns`, room: "scorecard", outcome: null },
    (whileOpen) => loadScorecard(actor, { withSetAside, whileOpen }),
    (loaded) => <Room actor={actor} loaded={loaded} withSetAside={withSetAside} />,
  );
}

interface RoomProps {
  actor: Actor;
  loaded: ScorecardPage;
  withSetAside: boolean;
}

function Room({ actor, loaded, withSetAside }: RoomProps) {
  const { slug } = actor.workspace;
  const { customers, outcome, card } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (outcome === null) return <NoOutcome workspace={slug} customers={customers} />;
  const page = `/w/${slug}/patterns`;
  return (
    <ScorecardRoom
      page={page}
      outcome={outcome}
      document={`/w/${slug}/document`}
      summary={card?.ok ? scorecardSummary(card.value) : undefined}
    >
      <SetAsideSwitch
        setAside={loaded.setAside}
        rows={loaded.setAsideRows}
        shown={withSetAside}
        other={withSetAside ? `${page}/scorecard` : `${page}/scorecard?with=set-aside`}
        list={`/w/${slug}/import/set-aside`}
      />
      {card === null ? (
        <BackgroundWork
          address={workAddress(slug, "scorecard", withField(withSetAside))}
          label="Making points from six customers in ten, to judge them on the others"
        />
      ) : card.ok ? (
        <ScorecardView card={card.value} />
      ) : (
        <NoScorecard why={sentenceOf(card)} />
      )}
    </ScorecardRoom>
  );
}
