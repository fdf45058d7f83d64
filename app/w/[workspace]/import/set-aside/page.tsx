import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { requireActor } from "#lib/server/actor.ts";
import { listSetAside } from "#lib/server/queries/exclusions.ts";
import { AllImports } from "../../../../../components/import/all-imports";
import { SetAsideList } from "../../../../../components/import/set-aside-list";
import { saySetAsideOf } from "../../../../../components/patterns/say-set-aside";
import { Empty } from "../../../../../components/ui/empty";
import { PageHeader } from "../../../../../components/ui/page-header";
import { endExclusion } from "../../accounts/actions";

export const metadata: Metadata = { title: "Set aside" };

export default async function SetAsidePage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const rows = await listSetAside(actor);
  const words = saySetAsideOf(rows);
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
        title={words === null ? "Nothing is set aside" : `${words} set aside`}
        summary="Analyses leave these out, and can be shown with them. No data is deleted."
      />
      {rows.length === 0 ? (
        <Empty title="Every account counts">To leave one out, open its page and choose “Set aside…”.</Empty>
      ) : (
        <SetAsideList
          base={`/w/${slug}`}
          rows={rows}
          putBack={can(actor.role, "import") ? endExclusion.bind(null, slug) : null}
        />
      )}
    </>
  );
}
