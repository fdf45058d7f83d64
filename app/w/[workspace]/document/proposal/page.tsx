import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { type Actor, requireActor } from "#lib/server/actor.ts";
import { loadLastProposal, loadProposal, type ProposalPage } from "#lib/server/queries/load-proposal.ts";
import { ProposalView } from "../../../../../components/proposal/proposal-view";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Empty } from "../../../../../components/ui/empty";
import { PageHeader } from "../../../../../components/ui/page-header";
import { decide, publish, withdraw } from "../actions";

export const metadata: Metadata = { title: "Proposal" };

export default async function ProposalRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const proposal = await loadProposal(actor);
  return proposal ? <Open actor={actor} proposal={proposal} /> : <NothingOpen actor={actor} />;
}

function Open({ actor, proposal }: { actor: Actor; proposal: ProposalPage }) {
  const { slug } = actor.workspace;
  const base = `/w/${slug}`;
  return (
    <ProposalView
      proposal={proposal}
      proposedOn={sayDate(proposal.proposedAt.slice(0, 10))}
      may={{
        decideFor: can(actor.role, "decide") ? actor.teams : [],
        publish: can(actor.role, "publish"),
        withdraw: can(actor.role, "propose"),
      }}
      links={{ draft: `${base}/document`, versions: `${base}/versions` }}
      decide={decide.bind(null, slug)}
      publish={publish.bind(null, slug)}
      withdraw={withdraw.bind(null, slug)}
    />
  );
}

async function NothingOpen({ actor }: { actor: Actor }) {
  const last = await loadLastProposal(actor);
  const base = `/w/${actor.workspace.slug}`;
  return (
    <>
      <PageHeader title="Proposal" />
      <Empty
        title="Nothing is up for approval."
        actions={
          <>
            <ButtonLink href={`${base}/document`} variant="primary">
              Go to the draft
            </ButtonLink>
            {last?.version != null && (
              <ButtonLink href={`${base}/versions/${last.version}`}>See version {last.version}</ButtonLink>
            )}
          </>
        }
      >
        {last?.outcome === "published" &&
          `Proposal ${last.number} was published as version ${last.version}. `}
        {last?.outcome === "withdrawn" && `Proposal ${last.number} was withdrawn. `}
        Propose the draft when it says what you want the teams to agree on.
      </Empty>
    </>
  );
}
