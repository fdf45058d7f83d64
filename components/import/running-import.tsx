"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportReport } from "#lib/import/report.ts";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";
import { type Cancel, CancelImport } from "./cancel-import";
import { OnItsWay } from "./on-its-way";
import { useReport } from "./use-report";

interface RunningImportProps {
  workspace: string;
  importId: string;
  fileName: string;
  /** Back to the columns, to mend what stood in the way. */
  back: () => void;
  cancel: Cancel;
}

/** An import on its way, and what came of it. It may be left: it goes on. */
export function RunningImport({ workspace, importId, fileName, back, cancel }: RunningImportProps) {
  const report = useReport<ImportReport>(`/api/imports/${workspace}/${importId}`);
  const base = `/w/${workspace}`;
  if (report?.state === "done") return <Done report={report} base={base} />;
  if (report?.state === "cancelled") {
    return (
      <Notice
        live
        title="Cancelled."
        actions={
          <button type="button" className="text-sm text-muted underline" onClick={back}>
            Back to the columns
          </button>
        }
      >
        Nothing of {fileName} was imported.
      </Notice>
    );
  }
  if (report && report.state !== "running") {
    return (
      <Notice
        tone="error"
        live
        title="Nothing was imported."
        actions={
          <>
            <ButtonLink size="sm" href={`${base}/import/past/${importId}`}>
              See why
            </ButtonLink>
            <button type="button" className="text-sm text-muted underline" onClick={back}>
              Back to the columns
            </button>
          </>
        }
      >
        {report.counts.problems > 0
          ? `The file has ${formatCounted(report.counts.problems, "problem")}, and nothing is imported in part unless you say so.`
          : "The import was stopped before it was finished. Nothing of it was kept."}
      </Notice>
    );
  }
  return (
    <OnItsWay
      progress={report?.progress}
      labels={{ reading: `Importing ${fileName}`, finishing: "Putting it in order" }}
    >
      <CancelImport importId={importId} cancel={cancel} />
    </OnItsWay>
  );
}

function Done({ report, base }: { report: ImportReport; base: string }) {
  const router = useRouter();
  const { imported, accountsNew, skipped } = report.counts;
  // The navigation and the overview count customers; they should not show the figures of before.
  useEffect(() => router.refresh(), [router]);
  return (
    <div role="status" className="mx-auto max-w-xl py-16 text-center">
      <h2 className="font-serif text-3xl">
        {formatCounted(imported, "customer")}, {formatCount(accountsNew)} new.
      </h2>
      <p className="mt-2 text-muted">
        {skipped > 0 ? `${formatCounted(skipped, "row")} with problems were skipped. ` : ""}
        An import can be undone at any time.
      </p>
      <p className="mt-6 flex flex-wrap justify-center gap-2">
        <ButtonLink variant="primary" href={`${base}/patterns`}>
          Look at the patterns
        </ButtonLink>
        <ButtonLink href={`${base}/import`}>All imports</ButtonLink>
      </p>
    </div>
  );
}
