import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadReading } from "#lib/server/queries/import-reading.ts";
import { AllImports } from "../../../../../components/import/all-imports";
import { togetherAddress } from "../../../../../components/import/together/address";
import { RunningSet } from "../../../../../components/import/together/running-set";
import { sourceChoices } from "../../../../../components/import/together/source-choices";
import { TogetherWizard } from "../../../../../components/import/together/together-wizard";
import { PageHeader } from "../../../../../components/ui/page-header";
import { answerDoubt, cancelImport, changeReading, previewSet, startImportSet } from "../actions";

export const metadata: Metadata = { title: "Import files" };

interface PageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ files?: string | string[]; set?: string | string[] }>;
}

/** The uploads an address names, each once; more than go together are no address this page makes. */
const idsOf = (files: string | string[] | undefined): string[] => [
  ...new Set([files ?? []].flat().flatMap((ids) => ids.split(",").filter((id) => id !== ""))),
];

export default async function TogetherPage({ params, searchParams }: PageProps) {
  const actor = await requireActor((await params).workspace);
  if (!can(actor.role, "import")) notFound();
  const { files: named, set } = await searchParams;
  const ids = idsOf(named);
  if (ids.length === 0 || ids.length > 20) notFound();
  const { slug } = actor.workspace;
  if (typeof set === "string") return <SetOnItsWay slug={slug} ids={ids} setId={set} />;
  const loaded = await Promise.all(ids.map((id) => loadReading(actor, id)));
  const files = loaded.flatMap((one) => (one.ok ? [one.value] : []));
  if (files.length < ids.length) notFound();
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
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
        }}
      />
    </>
  );
}

function SetOnItsWay({ slug, ids, setId }: { slug: string; ids: readonly string[]; setId: string }) {
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
        title={`Import ${formatCounted(ids.length, "file")}`}
      />
      <RunningSet
        workspace={slug}
        setId={setId}
        files={ids.length}
        cancel={cancelImport.bind(null, slug)}
        back={togetherAddress(slug, { files: ids })}
      />
    </>
  );
}
