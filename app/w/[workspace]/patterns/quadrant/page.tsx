import type { Metadata } from "next";
import { Suspense } from "react";
import { can } from "#lib/access/can.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadQuadrant, type QuadrantPage } from "#lib/server/queries/load-quadrant.ts";
import { NoCustomers } from "../../../../../components/patterns/nothing-yet";
import { NoDeals, QuadrantView } from "../../../../../components/patterns/quadrant-view";
import { WorkingOut } from "../../../../../components/patterns/working-out";
import { addPattern } from "../actions";
import { soon } from "../soon";

export const metadata: Metadata = { title: "Quadrant" };

const patienceMs = 400;

export default async function QuadrantRoom({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const loading = loadQuadrant(actor);
  const loaded = await soon(loading, patienceMs);
  if (loaded) return <Room actor={actor} loaded={loaded} />;
  return (
    <Suspense fallback={<WorkingOut />}>
      <Later actor={actor} loading={loading} />
    </Suspense>
  );
}

async function Later({ actor, loading }: { actor: Actor; loading: Promise<QuadrantPage> }) {
  return <Room actor={actor} loaded={await loading} />;
}

function Room({ actor, loaded }: { actor: Actor; loaded: QuadrantPage }) {
  const { slug } = actor.workspace;
  const { customers, quadrant, regretted } = loaded;
  if (customers === 0) return <NoCustomers workspace={slug} />;
  if (quadrant === null) return <NoDeals workspace={slug} />;
  const add = can(actor.role, "edit-document") ? addPattern : null;
  return <QuadrantView workspace={slug} quadrant={quadrant} regretted={regretted} add={add} />;
}
