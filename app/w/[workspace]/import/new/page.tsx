import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { type ExportSeen, lookIntoExport } from "#lib/server/queries/look-into-export.ts";
import { holdsNothing } from "#lib/server/queries/plain-table.ts";
import { AllImports } from "../../../../../components/import/all-imports";
import { TakeIn } from "../../../../../components/import/take-in";
import { importAddress } from "../../../../../components/import/wizard/address";
import { ImportWizard } from "../../../../../components/import/wizard/import-wizard";
import { RunningImport } from "../../../../../components/import/wizard/running-import";
import { sourceChoices } from "../../../../../components/import/wizard/source-choices";
import { Notice } from "../../../../../components/ui/notice";
import { PageHeader } from "../../../../../components/ui/page-header";
import { answerDoubt, cancelImport, changeReading, previewSet, startImport, takeInExport } from "../actions";

export const metadata: Metadata = { title: "New import" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ files?: string | string[]; running?: string | string[] }>;
}

/** The uploads an address names, each once; more than go together are no address this page makes. */
const idsOf = (files: string | string[] | undefined): string[] => [
  ...new Set([files ?? []].flat().flatMap((ids) => ids.split(",").filter((id) => id !== ""))),
];

export default async function NewImportPage({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  if (!can(actor.role, "import")) notFound();
  const { files: named, running } = await searchParams;
  const ids = idsOf(named);
  const [only = "", another] = ids;
  if (ids.length === 0 || ids.length > 20) notFound();
  const { slug } = actor.workspace;
  if (typeof running === "string") return <OnItsWay slug={slug} ids={ids} id={running} />;
  const exported = another === undefined ? await lookIntoExport(actor, only) : null;
  if (exported?.ok && exported.value !== null) return <ExportPage slug={slug} seen={exported.value} />;
  if (exported?.ok === false && exported.error === "file-unreadable")
    return <DamagedExport slug={slug} sentence={sentenceOf(exported)} />;
  const loaded = await Promise.all(ids.map((id) => loadReading(actor, id)));
  const files = loaded.flatMap((one) => (one.ok ? [one.value] : []));
  if (files.length < ids.length) notFound();
  return (
    <>
      <PageHeader back={<AllImports workspace={slug} />} title="New import" />
      <ImportWizard
        key={ids.join()}
        workspace={slug}
        files={files}
        isFirst={await holdsNothing(actor)}
        sources={sourceChoices}
        actions={{
          look: previewSet.bind(null, slug),
          change: changeReading.bind(null, slug),
          answer: answerDoubt.bind(null, slug),
          start: startImport.bind(null, slug),
        }}
      />
    </>
  );
}

function OnItsWay({ slug, ids, id }: { slug: string; ids: readonly string[]; id: string }) {
  return (
    <>
      <PageHeader back={<AllImports workspace={slug} />} title="New import" />
      <RunningImport
        workspace={slug}
        id={id}
        files={ids.length}
        cancel={cancelImport.bind(null, slug)}
        back={importAddress(slug, { files: ids })}
      />
    </>
  );
}

function DamagedExport({ slug, sentence }: { slug: string; sentence: string }) {
  return (
    <>
      <PageHeader back={<AllImports workspace={slug} />} title="An export of a workshop" />
      <Notice tone="error">{sentence}</Notice>
    </>
  );
}

/** The workshop's own export: there is nothing to decide about its columns. */
function ExportPage({ slug, seen }: { slug: string; seen: ExportSeen }) {
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
        title={seen.fileName}
        summary="An export of a workshop, known by its headings."
      />
      <TakeIn workspace={slug} seen={seen} takeIn={takeInExport.bind(null, slug)} />
    </>
  );
}
