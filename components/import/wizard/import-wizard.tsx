"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { Notice } from "../../ui/notice";
import { useCall } from "../../ui/use-call";
import { importAddress, type Step } from "./address";
import type { SourceChoice } from "./file-settings";
import { ImportBar } from "./import-bar";
import { StepBody } from "./step-body";
import { StepList } from "./step-list";
import { stepNotes } from "./step-words";
import { stepsThrough } from "./steps-through";
import { usePreview, type WizardLooks } from "./use-preview";
import { useStep } from "./use-step";

export interface WizardActions extends WizardLooks {
  readonly start: (input: {
    uploadIds: string[];
    asOf: string | null;
    skipBadRows: boolean;
  }) => Promise<Result<{ id: string }>>;
}

interface ImportWizardProps {
  workspace: string;
  files: readonly FileUnderstood[];
  /** Nothing is in the workspace yet. */
  isFirst: boolean;
  sources: readonly SourceChoice[];
  actions: WizardActions;
}

/** From files that were taken in to accounts in the data: look, mend what was guessed wrong, join, import. */
export function ImportWizard({ workspace, files, isFirst, sources, actions }: ImportWizardProps) {
  const uploadIds = files.map(({ uploadId }) => uploadId);
  const addressOf = (step: Step) => importAddress(workspace, { files: uploadIds, step });
  const { asked, go, heading } = useStep(addressOf);
  const looked = usePreview(workspace, files, actions, asked === "change");
  const steps = stepsThrough(looked, isFirst);
  const step = steps.find((one) => one === asked) ?? "files";
  const router = useRouter();
  const { call, busy: starting, problem } = useCall();

  const start = (skipBadRows: boolean) =>
    call(
      () => actions.start({ uploadIds, asOf: looked.asOf, skipBadRows }),
      // An address of its own: opened anew it shows the import on its way, and does not begin another.
      ({ id }) => router.push(importAddress(workspace, { files: uploadIds, running: id })),
    );

  return (
    <div className="space-y-6">
      {steps.length > 1 && (
        <StepList steps={steps} current={step} addressOf={addressOf} go={go} notes={stepNotes(looked)} />
      )}
      <StepBody
        step={step}
        go={go}
        heading={heading}
        workspace={workspace}
        sources={sources}
        looked={looked}
      />
      {steps.length === 1 && looked.problem && (
        <Notice tone="error" live>
          {looked.problem}
        </Notice>
      )}
      {steps.length > 1 && (
        <ImportBar
          steps={steps}
          step={step}
          go={go}
          looked={looked}
          start={start}
          starting={starting}
          problem={problem ?? looked.problem}
        />
      )}
    </div>
  );
}
