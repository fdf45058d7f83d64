import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadImport } from "#lib/server/queries/load-import.ts";
import { PastImport } from "../../../../../../components/import/past-import";
import { cancelImport, undoImport } from "../../actions";

export const metadata: Metadata = { title: "Past import" };

interface PageProps {
  params: Promise<{ workspace: string; import: string }>;
}

export default async function PastImportPage({ params }: PageProps) {
  const { workspace, import: importId } = await params;
  const actor = await requireActor(workspace);
  const loaded = await loadImport(actor, importId);
  if (!loaded.ok) notFound();
  const { slug } = actor.workspace;
  const may = can(actor.role, "import");
  return (
    <PastImport
      workspace={slug}
      imported={loaded.value}
      undo={may ? undoImport.bind(null, slug) : null}
      cancel={may ? cancelImport.bind(null, slug) : null}
    />
  );
}
