import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadImportPreview } from "#lib/server/queries/import-preview.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { type ExportSeen, lookIntoExport } from "#lib/server/queries/look-into-export.ts";
import { AllImports } from "../../../../../components/import/all-imports";
import { ImportWizard } from "../../../../../components/import/import-wizard";
import { ReadOtherwise } from "../../../../../components/import/read-otherwise";
import { TakeIn } from "../../../../../components/import/take-in";
import { togetherAddress } from "../../../../../components/import/together/address";
import { sourceChoices } from "../../../../../components/import/together/source-choices";
import { sayFormat, saySize } from "../../../../../components/import/words";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Notice } from "../../../../../components/ui/notice";
import { PageHeader } from "../../../../../components/ui/page-header";
import { cancelImport, changeReading, saveMapping, startImport, takeInExport } from "../actions";

export const metadata: Metadata = { title: "Import a file" };

interface PageProps {
  params: Promise<{ workspace: string; upload: string }>;
}

export default async function ImportFilePage({ params }: PageProps) {
  const { workspace, upload } = await params;
  const actor = await requireActor(workspace);
  if (!can(actor.role, "import")) notFound();
  const { slug } = actor.workspace;
  const exported = await lookIntoExport(actor, upload);
  if (exported.ok && exported.value !== null) return <ExportPage workspace={slug} seen={exported.value} />;
  const reading = await loadReading(actor, upload);
  // A table of deals or tickets has several rows for one customer: they are joined and folded. Of several sheets one is
  // chosen there.
  if (
    reading.ok &&
    (reading.value.source.kind !== "company" || (reading.value.sheet?.sheets.length ?? 0) > 1)
  )
    redirect(togetherAddress(slug, { files: [upload] }));
  const preview = await loadImportPreview(actor, upload);
  const back = <AllImports workspace={slug} />;
  const otherwise = reading.ok && (
    <ReadOtherwise file={reading.value} sources={sourceChoices} change={changeReading.bind(null, slug)} />
  );
  if (!preview.ok) {
    if (preview.error === "not-found") notFound();
    return (
      <>
        <PageHeader back={back} title="This file cannot be read" />
        {otherwise}
        <Notice
          tone="error"
          actions={<ButtonLink href={`/w/${slug}/import`}>Choose another file</ButtonLink>}
        >
          {sentenceOf(preview)}
        </Notice>
      </>
    );
  }
  const { fileName, bytes, delimiter, encoding, profiles } = preview.value;
  const sheet = reading.ok ? reading.value.sheet : null;
  return (
    <>
      <PageHeader
        back={back}
        title={fileName}
        summary={`${profiles.length} columns, ${saySize(bytes)}, ${sheet === null ? sayFormat(delimiter, encoding) : `sheet “${sheet.sheet}”`}.`}
      />
      {otherwise}
      <ImportWizard
        key={preview.value.profiles.map(({ heading }) => heading).join("\n")}
        workspace={slug}
        preview={preview.value}
        saveMapping={saveMapping.bind(null, slug)}
        startImport={startImport.bind(null, slug)}
        cancelImport={cancelImport.bind(null, slug)}
      />
    </>
  );
}

/** The workshop's own export: there is nothing to decide about its columns. */
function ExportPage({ workspace, seen }: { workspace: string; seen: ExportSeen }) {
  return (
    <>
      <PageHeader
        back={<AllImports workspace={workspace} />}
        title={seen.fileName}
        summary="An export of a workshop, known by its headings."
      />
      <TakeIn workspace={workspace} seen={seen} takeIn={takeInExport.bind(null, workspace)} />
    </>
  );
}
