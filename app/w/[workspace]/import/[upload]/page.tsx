import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadImportPreview } from "#lib/server/queries/import-preview.ts";
import { ImportWizard } from "../../../../../components/import/import-wizard";
import { sayFormat, saySize } from "../../../../../components/import/words";
import { ButtonLink } from "../../../../../components/ui/button-link";
import { Notice } from "../../../../../components/ui/notice";
import { PageHeader } from "../../../../../components/ui/page-header";
import { cancelImport, saveMapping, startImport } from "../actions";

export const metadata: Metadata = { title: "Import a file" };

interface PageProps {
  params: Promise<{ workspace: string; upload: string }>;
}

export default async function ImportFilePage({ params }: PageProps) {
  const { workspace, upload } = await params;
  const actor = await requireActor(workspace);
  if (!can(actor.role, "import")) notFound();
  const { slug } = actor.workspace;
  const preview = await loadImportPreview(actor, upload);
  const back = (
    <Link href={`/w/${slug}/import`} className="prose-link">
      All imports
    </Link>
  );
  if (!preview.ok) {
    if (preview.error === "not-found") notFound();
    return (
      <>
        <PageHeader back={back} title="This file cannot be read" />
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
  return (
    <>
      <PageHeader
        back={back}
        title={fileName}
        summary={`${profiles.length} columns, ${saySize(bytes)}, ${sayFormat(delimiter, encoding)}.`}
      />
      <ImportWizard
        workspace={slug}
        preview={preview.value}
        saveMapping={saveMapping.bind(null, slug)}
        startImport={startImport.bind(null, slug)}
        cancelImport={cancelImport.bind(null, slug)}
      />
    </>
  );
}
