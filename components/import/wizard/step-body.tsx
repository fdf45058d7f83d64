"use client";

import { cx } from "class-variance-authority";
import type { Ref } from "react";
import { formatCounted } from "#lib/analysis/format.ts";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Progress } from "../../ui/progress";
import { DropArea } from "../drop-area";
import { importAddress, type Step } from "./address";
import { ChangeStep } from "./change-step";
import { ColumnsStep } from "./columns-step";
import { FileCard } from "./file-card";
import type { SourceChoice } from "./file-settings";
import { JoinsStep } from "./joins-step";
import { StepSection } from "./step-section";
import { holdsNothing, stepTitle } from "./step-words";
import type { Looked } from "./use-preview";

interface StepBodyProps {
  step: Step;
  go: (step: Step) => void;
  heading: Ref<HTMLHeadingElement>;
  workspace: string;
  sources: readonly SourceChoice[];
  looked: Looked;
}

/** The step that is open. Those that need all rows wait until they were looked at. */
export function StepBody(props: StepBodyProps) {
  const { step, heading, looked, workspace } = props;
  const { files, preview } = looked;
  const uploadIds = files.map(({ uploadId }) => uploadId);
  return (
    <StepSection heading={heading} {...stepTitle(step, looked)}>
      {step === "files" && <FilesStep {...props} uploadIds={uploadIds} />}
      {step === "columns" && <ColumnsStep looked={looked} />}
      {isWaiting(step, looked) && <NotLookedYet looked={looked} />}
      {step === "joins" && preview?.joins && (
        <JoinsStep preview={preview} joins={preview.joins} answer={looked.answerDoubt} />
      )}
      {step === "change" && preview?.whole && (
        <ChangeStep
          preview={preview}
          mend={() => props.go("columns")}
          day={looked}
          problems={`/api/uploads/${workspace}/problems?files=${uploadIds.join(",")}`}
        />
      )}
    </StepSection>
  );
}

/** These tell what became of all rows. */
const isWaiting = (step: Step, { preview }: Looked) =>
  (step === "joins" && !preview?.joins) || (step === "change" && !preview?.whole);

/** All rows are being looked at, or could not be. */
function NotLookedYet({ looked: { problem, lookAgain, progress } }: { looked: Looked }) {
  if (problem === undefined) {
    const share = progress?.finishing ? undefined : (progress?.share ?? undefined);
    return (
      <div className="max-w-xl">
        <Progress
          label={progress?.finishing ? "Working out what would change" : "All rows are being read"}
          value={share}
          note={progress && progress.rows > 0 ? formatCounted(progress.rows, "row") : undefined}
        />
        <p className="mt-3 text-sm text-muted">
          Nothing is written yet. The steps before this one stay open meanwhile.
        </p>
      </div>
    );
  }
  return (
    <Notice
      tone="error"
      live
      actions={
        <Button size="sm" onClick={lookAgain}>
          Look again
        </Button>
      }
    >
      {problem}
    </Notice>
  );
}

function FilesStep({
  looked,
  workspace,
  sources,
  uploadIds,
}: StepBodyProps & { uploadIds: readonly string[] }) {
  const { files, preview, changeFile } = looked;
  const readable = files.filter(({ refusal }) => refusal === null);
  const without = (id: string) =>
    files.length > 1 ? importAddress(workspace, { files: uploadIds.filter((other) => other !== id) }) : null;
  return (
    <>
      <ul className={cx("grid gap-4", files.length > 1 && "xl:grid-cols-2")}>
        {files.map((file) => (
          <li key={file.uploadId} className="min-w-0">
            <FileCard
              file={file}
              counts={preview?.counts.find(({ uploadId }) => uploadId === file.uploadId)}
              sources={sources}
              change={(change) => changeFile(file.uploadId, change)}
              without={without(file.uploadId)}
              isAlone={files.length === 1}
              isPart={preview?.whole === false}
            />
          </li>
        ))}
      </ul>
      <DropArea
        workspace={workspace}
        // What cannot be read would only stand in the way of another.
        beside={holdsNothing(looked) ? [] : readable.map(({ uploadId }) => uploadId)}
      />
    </>
  );
}
