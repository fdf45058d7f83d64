"use client";

import type { Ref } from "react";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Progress } from "../../ui/progress";
import { DropArea } from "../drop-area";
import { type Step, togetherAddress } from "./address";
import { ChangeStep } from "./change-step";
import { ColumnsStep } from "./columns-step";
import { FileCard } from "./file-card";
import type { SourceChoice } from "./file-settings";
import { JoinsStep } from "./joins-step";
import { StepSection } from "./step-section";
import { stepTitle } from "./step-words";
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
      {step === "columns" && <ColumnsStep files={files} changeFile={looked.changeFile} />}
      {(step === "joins" || step === "change") && preview === undefined && <NotLookedYet looked={looked} />}
      {step === "joins" && preview && <JoinsStep preview={preview} answer={looked.answerDoubt} />}
      {step === "change" && preview && (
        <ChangeStep
          preview={preview}
          mend={() => props.go("columns")}
          day={looked}
          problems={`/api/imports/${workspace}/together/problems?files=${uploadIds.join(",")}`}
        />
      )}
    </StepSection>
  );
}

/** All rows are being looked at, or could not be. */
function NotLookedYet({ looked: { problem, lookAgain } }: { looked: Looked }) {
  if (problem === undefined) return <Progress label="Rows are read and joined" className="max-w-xl" />;
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
  const without = (id: string) =>
    files.length > 1
      ? togetherAddress(workspace, { files: uploadIds.filter((other) => other !== id) })
      : null;
  return (
    <>
      <ul className="grid gap-4 xl:grid-cols-2">
        {files.map((file) => (
          <li key={file.uploadId} className="min-w-0">
            <FileCard
              file={file}
              counts={preview?.counts.find(({ uploadId }) => uploadId === file.uploadId)}
              sources={sources}
              change={(change) => changeFile(file.uploadId, change)}
              without={without(file.uploadId)}
            />
          </li>
        ))}
      </ul>
      <DropArea workspace={workspace} beside={uploadIds} />
    </>
  );
}
