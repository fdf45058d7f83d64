import type { Metadata } from "next";
import Link from "next/link";
import { requireActor } from "#lib/server/actor.ts";
import { loadDraftChanges } from "#lib/server/queries/load-draft.ts";
import { PageHeader } from "../../../../../components/ui/page-header";
import { ChangeList } from "../../../../../components/versions/change-list";

export const metadata: Metadata = { title: "What the draft changes" };

export default async function DraftChangesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const found = await loadDraftChanges(actor);
  return (
    <>
      <PageHeader
        title={found ? `What the draft changes against version ${found.version}` : "There is no version yet."}
        back={
          <Link href={`/w/${actor.workspace.slug}/document`} className="prose-link">
            The draft
          </Link>
        }
      />
      <div className="max-w-3xl">
        {!found && <p className="text-muted">Everything in the draft is new.</p>}
        {found?.changes.length === 0 && (
          <p className="text-muted">Nothing: the draft says what the version says.</p>
        )}
        {found && <ChangeList changes={found.changes} />}
      </div>
    </>
  );
}
