import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadQuadrant, type QuadrantPage } from "#lib/server/queries/load-quadrant.ts";
import { NoCustomers } from "../../../../../components/patterns/nothing-yet";
import { NoDeals, QuadrantView } from "../../../../../components/patterns/quadrant-view";
import { SetAsideSwitch } from "../../../../../components/patterns/set-aside-switch";
import { readView, type SearchParams } from "../../../../../components/patterns/view";
import { addPattern } from "../actions";
import { whenLoaded } from "../when-loaded";

export const metadata: Metadata = { title: "Quadrant" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function QuadrantRoom({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  const { withSetAside } = readView(await searchParams);
  return whenLoaded(
    { page: `/w/${actor.workspace.slug}/patterns`, room: "quadrant", outcome: null },
    (whileOpen) => loadQuadrant(actor, { withSetAside, whileOpen }),
    (loaded) => <Room actor={actor} loaded={loaded} withSetAside={withSetAside} />,
  );
}

interface RoomProps {
  actor: Actor;
  loaded: QuadrantPage;
  withSetAside: boolean;
}

function Room({ actor, loaded, withSetAside }: RoomProps) {
  const { slug } = actor.workspace;
  const { customers, quadrant, sheets, regretted } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (quadrant === null) return <NoDeals workspace={slug} />;
  const page = `/w/${slug}/patterns/quadrant`;
  // What goes into the draft rests on the accounts that count.
  const add = !withSetAside && can(actor.role, "edit-document") ? addPattern : null;
  return (
    <QuadrantView
      workspace={slug}
      quadrant={quadrant}
      sheets={sheets}
      withSetAside={withSetAside}
      regretted={regretted}
      add={add}
      notice={
        <SetAsideSwitch
          setAside={loaded.setAside}
          rows={loaded.setAsideRows}
          shown={withSetAside}
          other={withSetAside ? page : `${page}?with=set-aside`}
          list={`/w/${slug}/import/set-aside`}
        />
      }
    />
  );
}
