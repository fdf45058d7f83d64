"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { useCall } from "../../ui/use-call";
import { type Step, togetherAddress } from "./address";
import type { SourceChoice } from "./file-settings";
import { ImportBar } from "./import-bar";
import { StepBody } from "./step-body";
import { StepList } from "./step-list";
import { stepNotes } from "./step-words";
import { type SetActions, usePreview } from "./use-preview";
import { useStep } from "./use-step";

export interface WizardActions extends SetActions {
  readonly start: (input: {
    uploadIds: string[];
    asOf: string | null;
    skipBadRows: boolean;
  }) => Promise<Result<{ setId: string }>>;
}

interface TogetherWizardProps {
  workspace: string;
  files: readonly FileUnderstood[];
  sources: readonly SourceChoice[];
  actions: WizardActions;
}

/** From files that were taken in to accounts in the data: look, mend what was guessed wrong, join, import. */
export function TogetherWizard({ workspace, files, sources, actions }: TogetherWizardProps) {
  const uploadIds = files.map(({ uploadId }) => uploadId);
  const addressOf = (step: Step) => togetherAddress(workspace, { files: uploadIds, step });
  const { step, go, heading } = useStep(addressOf);
  const looked = usePreview(files, actions);
  const router = useRouter();
  const { call, busy: starting, problem } = useCall();

  const start = (skipBadRows: boolean) =>
    call(
      () => actions.start({ uploadIds, asOf: looked.asOf, skipBadRows }),
      // An address of its own: opened anew it shows the import on its way, and does not begin another.
      ({ setId }) => router.push(togetherAddress(workspace, { files: uploadIds, set: setId })),
    );

  return (
    <div className="space-y-6">
      <StepList current={step} addressOf={addressOf} go={go} notes={stepNotes(looked)} />
      <StepBody
        step={step}
        go={go}
        heading={heading}
        workspace={workspace}
        sources={sources}
        looked={looked}
      />
      <ImportBar
        step={step}
        go={go}
        looked={looked}
        start={start}
        starting={starting}
        problem={problem ?? looked.problem}
      />
    </div>
  );
}
