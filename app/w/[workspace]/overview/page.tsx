import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import type { Room } from "#lib/icp/next-step.ts";
import { samples } from "#lib/samples/catalogue.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadOverview, type Overview } from "#lib/server/queries/load-overview.ts";
import { Path } from "../../../../components/overview/path";
import { Sentence, StandingVersion } from "../../../../components/overview/standing";
import { Doors } from "../../../../components/people/doors";
import { ButtonLink } from "../../../../components/ui/button-link";
import { PageHeader } from "../../../../components/ui/page-header";
import { ShareDialog } from "../../../../components/versions/share-dialog";
import { openSampleWorkspace, openWorkspace } from "../../../(auth)/welcome/actions";
import { permittedActions } from "../versions/permitted";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const overview = await loadOverview(actor);
  const addressOf = addressesOf(actor, overview);
  return (
    <>
      <PageHeader title={overview.next.headline} summary={overview.summary} />
      <div className="flex flex-col gap-12 max-sm:flex-col-reverse max-sm:gap-10">
        <Path steps={overview.path} addressOf={addressOf} />
        <div>
          <Below actor={actor} overview={overview} addressOf={addressOf} />
        </div>
      </div>
    </>
  );
}

function addressesOf(actor: Actor, { current }: Overview): (room: Room) => string {
  const base = `/w/${actor.workspace.slug}`;
  const addresses: Record<Room, string> = {
    import: `${base}/import`,
    "good customer": `${base}/patterns/good-customer`,
    patterns: `${base}/patterns`,
    document: `${base}/document`,
    proposal: `${base}/document/proposal`,
    versions: `${base}/versions`,
    version: `${base}/versions/${current?.number ?? ""}`,
  };
  return (room) => addresses[room];
}

interface BelowProps {
  actor: Actor;
  overview: Overview;
  addressOf: (room: Room) => string;
}

function Below({ actor, overview, addressOf }: BelowProps) {
  const { next, current, draftProfile } = overview;
  const go = (
    <ButtonLink href={addressOf(next.room)} variant="primary">
      {next.button}
    </ButtonLink>
  );
  if (current) return <Standing actor={actor} overview={overview} addressOf={addressOf} go={go} />;
  if (next.step === "data" && can(actor.role, "import")) return <Newcomer actor={actor} />;
  return (
    <>
      {draftProfile && (
        <div className="mb-6">
          <h2 className="eyebrow">The draft says</h2>
          <Sentence>{draftProfile}</Sentence>
        </div>
      )}
      {go}
    </>
  );
}

function Standing({ actor, overview, addressOf, go }: BelowProps & { go: React.ReactNode }) {
  const { current, next, moved } = overview;
  if (!current) return null;
  const { share } = permittedActions(actor);
  // When sharing is the next step its button does it, instead of leading to the room that does.
  const isShare = next.room === "versions" && share !== null;
  return (
    <StandingVersion
      version={current}
      snapshot={current.now ?? current.atPublishing}
      moved={moved}
      address={addressOf("version")}
      actions={
        <>
          {!isShare && go}
          {share && <ShareDialog number={current.number} share={share} primary={isShare} />}
        </>
      }
    />
  );
}

function Newcomer({ actor }: { actor: Actor }) {
  const { slug, name } = actor.workspace;
  return (
    <Doors
      own={[{ slug, name }]}
      samples={samples}
      openSample={openSampleWorkspace}
      createWorkspace={openWorkspace}
    />
  );
}
