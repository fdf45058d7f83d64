import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { ownTable, sources } from "#lib/import/source.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { TogetherWizard } from "../../../../../components/import/together/together-wizard";
import { PageHeader } from "../../../../../components/ui/page-header";
import { answerDoubt, cancelImport, changeReading, previewSet, startImportSet } from "../actions";

export const metadata: Metadata = { title: "Import files" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ files?: string | string[] }>;
}

const sourceChoices = [ownTable, ...sources].map(({ id, label }) => ({ id, label }));

/** The uploads an address names, each once; more than go together are no address this page makes. */
const idsOf = (files: string | string[] | undefined): string[] => [
  ...new Set([files ?? []].flat().flatMap((ids) => ids.split(",").filter((id) => id !== ""))),
];

export default async function TogetherPage({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  if (!can(actor.role, "import")) notFound();
  const ids = idsOf((await searchParams).files);
  if (ids.length === 0 || ids.length > 20) notFound();
  const loaded = await Promise.all(ids.map((id) => loadReading(actor, id)));
  const files = loaded.flatMap((one) => (one.ok ? [one.value] : []));
  if (files.length < ids.length) notFound();
  const { slug } = actor.workspace;
  return (
    <>
      <PageHeader
        back={
          <Link href={`/w/${slug}/import`} className="prose-link">
            All imports
          </Link>
        }
        title={files.length === 1 ? files[0]?.fileName : `Import ${formatCounted(files.length, "file")}`}
      />
      <TogetherWizard
        key={ids.join()}
        workspace={slug}
        files={files}
        sources={sourceChoices}
        actions={{
          look: previewSet.bind(null, slug),
          change: changeReading.bind(null, slug),
          answer: answerDoubt.bind(null, slug),
          start: startImportSet.bind(null, slug),
          cancel: cancelImport.bind(null, slug),
        }}
      />
    </>
  );
}
