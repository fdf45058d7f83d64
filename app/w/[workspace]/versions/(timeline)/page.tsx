import type { Metadata } from "next";
import { requireActor } from "#lib/server/actor.ts";
import { loadVersions } from "#lib/server/queries/load-versions.ts";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Empty } from "../../../../../components/ui/empty";
import { PageHeader } from "../../../../../components/ui/page-header";
import { Timeline } from "../../../../../components/versions/timeline";
import { permittedActions } from "../permitted";

export const metadata: Metadata = { title: "Versions" };

export default async function VersionsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { versions, draft } = await loadVersions(actor);
  const base = `/w/${actor.workspace.slug}`;
  const current = versions[0];
  if (!current) return <NoVersion base={base} />;
  return (
    <>
      <PageHeader
        title={`Version ${current.number} is what everybody works by.`}
        summary="A version never changes. The teams approved exactly what it says."
        actions={
          versions.length > 1 && <ButtonLink href={`${base}/versions/compare`}>Compare two</ButtonLink>
        }
      />
      <Timeline versions={versions} draft={draft} base={base} actions={permittedActions(actor)} />
    </>
  );
}

function NoVersion({ base }: { base: string }) {
  return (
    <>
      <PageHeader title="Versions" />
      <Empty
        title="Nothing has been agreed yet."
        actions={
          <ButtonLink href={`${base}/document`} variant="primary">
            Go to the draft
          </ButtonLink>
        }
      >
        When the teams have approved a proposal, it is published here as a numbered version that nobody can
        change, and you can share it by link.
      </Empty>
    </>
  );
}
