import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireActor } from "#lib/server/actor.ts";
import { loadVersion } from "#lib/server/queries/load-versions.ts";
import { ShareLinkList } from "../../../../../components/people/share-link-list";
import { CheckCompany } from "../../../../../components/share/check-company";
import { PrintButton } from "../../../../../components/share/print-button";
import { VersionDocument } from "../../../../../components/share/version-document";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Notice } from "../../../../../components/ui/notice";
import { RestoreDialog } from "../../../../../components/versions/restore-dialog";
import { ShareDialog } from "../../../../../components/versions/share-dialog";
import { permittedActions } from "../permitted";

interface Props {
  params: Promise<{ workspace: string; number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Version ${(await params).number}` };
}

export default async function VersionPage({ params }: Props) {
  const { workspace, number } = await params;
  const actor = await requireActor(workspace);
  const page = /^[1-9]\d{0,8}$/.test(number) ? await loadVersion(actor, Number(number)) : null;
  if (!page) notFound();
  const { version, line, latest, draft } = page;
  const base = `/w/${actor.workspace.slug}`;
  const { share, revoke, restore } = permittedActions(actor);
  const rules = [...version.mustHaves, ...version.disqualifiers];
  const actions = (
    <>
      {share && <ShareDialog number={version.number} share={share} primary />}
      {version.number > 1 && (
        <ButtonLink href={`${base}/versions/compare?a=${version.number - 1}&b=${version.number}`}>
          Compare
        </ButtonLink>
      )}
      {restore && draft.hash !== version.hash && (
        <RestoreDialog
          number={version.number}
          base={draft.revision}
          restore={restore}
          documentAddress={`${base}/document`}
        />
      )}
      <PrintButton />
    </>
  );
  return (
    <>
      <p className="mb-4 text-sm" data-print="hide">
        <Link href={`${base}/versions`} className="prose-link">
          All versions
        </Link>
      </p>
      {latest > version.number && (
        <Notice className="mb-6" tone="warn">
          This is an earlier version.{" "}
          <Link href={`${base}/versions/${latest}`} className="prose-link">
            Version {latest} is what everybody works by.
          </Link>
        </Notice>
      )}
      <VersionDocument
        version={version}
        actions={actions}
        aside={
          rules.length > 0 && (
            <CheckCompany
              rules={rules}
              number={version.number}
              today={new Date().toISOString().slice(0, 10)}
            />
          )
        }
      />
      {line.links.length > 0 && (
        <section className="max-w-3xl" data-print="hide">
          <h2 className="eyebrow mb-3">Share links of this version</h2>
          <ShareLinkList links={line.links} revoke={revoke} />
        </section>
      )}
    </>
  );
}
