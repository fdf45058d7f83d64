import type { Metadata } from "next";
import { can } from "#lib/access/can.ts";
import { formatCounted } from "#lib/analysis/format.ts";
import { requireActor } from "#lib/server/actor.ts";
import { listImports } from "#lib/server/queries/load-imports.ts";
import { BringData } from "../../../../components/import/bring-data";
import { DropArea } from "../../../../components/import/drop-area";
import { PastImports } from "../../../../components/import/past-imports";
import { ButtonLink } from "../../../../components/ui/button-link";
import { Card } from "../../../../components/ui/card";
import { Notice } from "../../../../components/ui/notice";
import { PageHeader } from "../../../../components/ui/page-header";
import { undoImport } from "./actions";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: { params: Promise<{ workspace: string }> }) {
  const actor = await requireActor((await params).workspace);
  const { slug } = actor.workspace;
  const { imports, customers } = await listImports(actor);
  const may = can(actor.role, "import");
  return (
    <>
      <PageHeader
        title={
          customers === 0 ? "Bring your customers" : `${formatCounted(customers, "customer")} in the data`
        }
        summary="Files are read, shown to you as they were understood, and imported when you say so."
      />
      <div className="space-y-8">
        {may ? (
          <DropArea workspace={slug} />
        ) : (
          <Notice>Owners and editors of the workspace can import.</Notice>
        )}
        {customers === 0 && (
          <p className="text-center text-muted">
            No file at hand?{" "}
            <ButtonLink href="/welcome" size="sm" className="ml-1">
              Look around a sample workspace
            </ButtonLink>
          </p>
        )}
        {imports.length > 0 && (
          <Card title="Past imports">
            <PastImports
              base={`/w/${slug}`}
              imports={imports}
              undo={may ? undoImport.bind(null, slug) : null}
            />
          </Card>
        )}
        <Card>
          <BringData />
        </Card>
      </div>
    </>
  );
}
