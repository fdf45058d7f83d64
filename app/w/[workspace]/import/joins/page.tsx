import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadDoubts } from "#lib/server/queries/load-doubts.ts";
import { AllImports } from "../../../../../components/import/all-imports";
import { OpenJoins } from "../../../../../components/import/open-joins";
import { PageHeader } from "../../../../../components/ui/page-header";
import { answerDoubt } from "../actions";

export const metadata: Metadata = { title: "Doubtful joins" };

export default async function JoinsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const { doubts, answered, joins } = await loadDoubts(actor);
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
        title={doubts.length === 0 ? "No join is in doubt" : formatCounted(doubts.length, "doubtful join")}
        summary={`Rows of ${actor.workspace.name} that may belong to one account or to another wait here. An answer joins them at once, and every later import follows it.`}
      />
      <OpenJoins
        doubts={doubts}
        answered={answered}
        joins={joins}
        answer={can(actor.role, "import") ? answerDoubt.bind(null, slug) : null}
      />
    </>
  );
}
