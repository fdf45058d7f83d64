import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { can } from "#lib/access/can.ts";
import { formatCount, formatCounted } from "#lib/analysis/format.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { requireActor } from "#lib/server/actor.ts";
import { checkImport } from "#lib/server/queries/import-check.ts";
import { readUpload } from "#lib/server/queries/read-upload.ts";
import { linesOf } from "../../../../../../components/import/problem-lines";
import { ProblemList } from "../../../../../../components/import/problem-list";
import { buttonClass } from "../../../../../../components/ui/button";
import { Card } from "../../../../../../components/ui/card";
import { Notice } from "../../../../../../components/ui/notice";
import { PageHeader } from "../../../../../../components/ui/page-header";

export const metadata: Metadata = { title: "Problems in a file" };

/** The list stays quick with as many; the download holds all. */
const problemsListed = 10_000;

interface PageProps {
  params: Promise<{ workspace: string; upload: string }>;
}

export default async function UploadProblemsPage({ params }: PageProps) {
  const { workspace, upload: uploadId } = await params;
  const actor = await requireActor(workspace);
  if (!can(actor.role, "import")) notFound();
  const upload = await readUpload(actor, uploadId);
  if (!upload.ok || upload.value.mapping === null) notFound();
  const { mapping } = upload.value;
  const check = await checkImport(actor, { uploadId, mapping, whole: true }, problemsListed);
  const { slug } = actor.workspace;
  const back = (
    <Link href={`/w/${slug}/import/${uploadId}`} className="prose-link">
      {upload.value.fileName}
    </Link>
  );
  if (!check.ok) {
    return (
      <>
        <PageHeader back={back} title="This file cannot be read" />
        <Notice tone="error">{sentenceOf(check)}</Notice>
      </>
    );
  }
  const { problems, issues, rows, refusal } = check.value;
  return (
    <>
      <PageHeader
        back={back}
        title={
          problems === 0
            ? "No problems"
            : `${formatCounted(problems, "problem")} in ${formatCounted(rows, "row")}`
        }
        summary="As the columns are read now. Mend the file and choose it again, or skip these rows."
        actions={
          problems > 0 && (
            <a href={`/api/uploads/${slug}/${uploadId}/problems`} download className={buttonClass()}>
              <Download aria-hidden="true" /> Download them
            </a>
          )
        }
      />
      {refusal !== null && (
        <Notice tone="error" className="mb-5">
          {refusal}
        </Notice>
      )}
      {problems > 0 && (
        <Card padding="flush" className="overflow-hidden">
          <ProblemList problems={linesOf(issues)} label="Problems" />
          {problems > issues.length && (
            <p className="border-t border-line px-5 py-3 text-sm text-muted">
              These are the first {formatCount(issues.length)}. The download holds all of them.
            </p>
          )}
        </Card>
      )}
    </>
  );
}
