"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import type { ImportedSet } from "#lib/import/import-set.ts";
import { ButtonLink } from "../../ui/button-link";
import { Notice } from "../../ui/notice";
import { type Cancel, CancelImport } from "../cancel-import";
import { OnItsWay } from "./on-its-way";
import { useReport } from "./use-report";

interface RunningImportProps {
  workspace: string;
  id: string;
  files: number;
  cancel: Cancel;
  /** The steps, to mend what stood in the way. */
  back: string;
}

/** An import on its way, and what came of it. The page may be left: the import goes on. */
export function RunningImport({ workspace, id, files, cancel, back }: RunningImportProps) {
  const report = useReport<ImportedSet>(`/api/imports/${workspace}/${id}`);
  if (report?.state === "done") return <Done report={report} base={`/w/${workspace}`} />;
  if (report?.state === "cancelled") {
    return (
      <Notice live title="Cancelled." actions={<ButtonLink href={back}>Back to the files</ButtonLink>}>
        Nothing of {files === 1 ? "the file" : "the files"} was imported.
      </Notice>
    );
  }
  if (report?.state === "undone") {
    return (
      <Notice live title="Undone." actions={<ButtonLink href={back}>Back to the files</ButtonLink>}>
        What this import brought was taken back.
      </Notice>
    );
  }
  if (report && report.state !== "running") {
    return (
      <Notice
        tone="error"
        live
        title="Nothing was imported."
        actions={<ButtonLink href={back}>Back to the files</ButtonLink>}
      >
        {whyNot(report)}
      </Notice>
    );
  }
  const first = report?.files[0];
  return (
    <OnItsWay
      progress={report?.progress}
      startedAgain={report?.startedAgain ?? false}
      labels={{
        reading: `Importing ${formatCounted(files, "file")}`,
        finishing: "Putting the accounts in order",
      }}
    >
      {first && <CancelImport importId={first.importId} cancel={cancel} />}
    </OnItsWay>
  );
}

function whyNot({ failure, problems }: ImportedSet): string {
  if (failure !== null) return failure;
  if (problems === 0) return "The import was stopped before it was finished. Nothing of it was kept.";
  return `There ${problems === 1 ? "is" : "are"} ${formatCounted(problems, "problem")}, and nothing is imported in part unless you say so.`;
}

/** What is in the data now, and what to look at next. */
function Done({ report, base }: { report: ImportedSet; base: string }) {
  const router = useRouter();
  // The navigation and the overview count customers; they should not show the figures of before.
  useEffect(() => router.refresh(), [router]);
  const { change, joins, problems } = report;
  const remarks = [
    change && change.changedAccounts > 0
      ? `${formatCounted(change.changedAccounts, "account")} changed.`
      : null,
    joins && joins.without > 0 ? `${formatCounted(joins.without, "row")} kept without an account.` : null,
    problems > 0 ? `Imported without what could not be read (${formatCounted(problems, "problem")}).` : null,
    report.startedAgain
      ? "The server stopped meanwhile; it was begun again, and nothing came in twice."
      : null,
    "An import can be undone at any time.",
  ].filter((remark) => remark !== null);
  return (
    <div role="status" className="mx-auto max-w-xl py-16 text-center">
      <h2 className="font-serif text-3xl">
        {change === null
          ? "Imported."
          : `${formatCounted(change.accountsAfter, "account")}, ${formatCount(change.newAccounts)} new.`}
      </h2>
      <p className="mt-2 text-muted">{remarks.join(" ")}</p>
      <p className="mt-6 flex flex-wrap justify-center gap-2">
        <ButtonLink variant="primary" href={`${base}/patterns`}>
          Look at the patterns
        </ButtonLink>
        {joins && joins.doubtful > 0 && (
          <ButtonLink href={`${base}/import/joins`}>
            Answer {formatCounted(joins.doubtful, "doubtful row")}
          </ButtonLink>
        )}
        <ButtonLink href={`${base}/import`}>All imports</ButtonLink>
      </p>
    </div>
  );
}
