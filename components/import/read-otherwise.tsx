"use client";

import { useRouter } from "next/navigation";
import type { FileChange } from "#lib/import/file-change.ts";
import type { FileUnderstood } from "#lib/import/import-set.ts";
import { Notice } from "../ui/notice";
import { useCall } from "../ui/use-call";
import { FileSettings, type SourceChoice } from "./together/file-settings";
import type { SetActions } from "./together/use-preview";

interface ReadOtherwiseProps {
  file: FileUnderstood;
  sources: readonly SourceChoice[];
  change: SetActions["change"];
}

/** For a file that stands alone: what is said of it is kept, and the page shows it as it is read then. */
export function ReadOtherwise({ file, sources, change }: ReadOtherwiseProps) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  const say = (said: FileChange) =>
    call(
      () => change({ uploadId: file.uploadId, change: said }),
      () => router.refresh(),
    );
  return (
    <div aria-busy={busy} className="-mt-3 mb-5">
      <FileSettings file={file} sources={sources} change={say} />
      <p role="status" className="sr-only">
        {busy ? "Reading the file again…" : ""}
      </p>
      {problem && (
        <Notice tone="error" live className="mt-3">
          {problem}
        </Notice>
      )}
    </div>
  );
}
