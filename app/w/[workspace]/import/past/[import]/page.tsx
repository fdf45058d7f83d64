import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { requireActor } from "#lib/server/actor.ts";
import { loadImportSet } from "#lib/server/queries/load-import-set.ts";
import { loadImport } from "#lib/server/queries/load-imports.ts";
import { AllImports } from "../../../../../../components/import/all-imports";
import { CancelImport } from "../../../../../../components/import/cancel-import";
import { ImportStateBadge, touchesAccounts } from "../../../../../../components/import/past-imports";
import { linesOf } from "../../../../../../components/import/problem-lines";
import { ProblemList } from "../../../../../../components/import/problem-list";
import { PastSet } from "../../../../../../components/import/together/past-set";
import { UndoImport } from "../../../../../../components/import/undo-import";
import { sayDay } from "../../../../../../components/import/words";
import { buttonClass } from "../../../../../../components/ui/button";
import { Card } from "../../../../../../components/ui/card";
import { PageHeader } from "../../../../../../components/ui/page-header";
import { Stat } from "../../../../../../components/ui/stat";
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
  const report = loaded.value;
  const { counts, problems } = report;
  const { slug } = actor.workspace;
  const may = can(actor.role, "import");
  if (report.setId !== null) {
    const set = await loadImportSet(actor, report.setId);
    if (!set.ok) notFound();
    return (
      <PastSet
        workspace={slug}
        set={set.value}
        undo={may ? undoImport.bind(null, slug) : null}
        cancel={may ? cancelImport.bind(null, slug) : null}
      />
    );
  }
  return (
    <>
      <PageHeader
        back={<AllImports workspace={slug} />}
        title={report.fileName}
        summary={
          <>
            <ImportStateBadge state={report.state} /> {sayDay(report.at)}, by {report.by}
            {report.undoneAt !== null && `; undone ${sayDay(report.undoneAt)}`}
          </>
        }
        actions={
          may && (
            <>
              {report.state === "done" && (
                <UndoImport
                  importId={report.id}
                  what={report.fileName}
                  rows={counts.imported}
                  undo={undoImport.bind(null, slug)}
                />
              )}
              {report.state === "running" && (
                <CancelImport importId={report.id} cancel={cancelImport.bind(null, slug)} />
              )}
            </>
          )
        }
      />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Stat figure={formatCount(counts.rows)}>rows in the file</Stat>
        <Stat figure={formatCount(counts.imported)}>
          {touchesAccounts(counts) ? "customers brought" : "rows kept, no customer changed"}
        </Stat>
        {touchesAccounts(counts) && <Stat figure={formatCount(counts.accountsNew)}>of them new</Stat>}
        <Stat figure={formatCount(counts.skipped)}>rows skipped</Stat>
      </div>
      {counts.problems > 0 && (
        <Card
          padding="flush"
          className="mt-6 overflow-hidden"
          title={formatCounted(counts.problems, "problem")}
          actions={
            <a
              href={`/api/imports/${slug}/${importId}/problems`}
              download
              className={buttonClass({ size: "sm" })}
            >
              <Download aria-hidden="true" /> Download
            </a>
          }
        >
          <ProblemList problems={linesOf(problems)} label="Problems" />
          {counts.problems > problems.length && (
            <p className="border-t border-line px-5 py-3 text-sm text-muted">
              These are the first {formatCount(problems.length)} of {formatCount(counts.problems)}. The
              download holds all that was kept.
            </p>
          )}
        </Card>
      )}
    </>
  );
}
