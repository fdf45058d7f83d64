"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { formatCounted } from "#lib/analysis/format.ts";
import { Button } from "../ui/button";
import { Progress } from "../ui/progress";
import type { SentFile } from "./use-sending";

/** Files on their way, each with its own bar; where one did not arrive, why, and the ways on. */
export function SendingFiles({
  files,
  busy,
  goOn,
  startAgain,
}: {
  files: readonly SentFile[];
  busy: boolean;
  goOn: () => void;
  startAgain: () => void;
}) {
  const arrived = files.filter(({ id }) => id !== null).length;
  return (
    <div className="mx-auto max-w-md text-left">
      <p role="status" className="sr-only">
        {arrived} of {formatCounted(files.length, "file")} sent.
      </p>
      <ul className="space-y-3">
        {files.map((file, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and the list keeps its order
          <li key={i}>
            <OneFile file={file} />
          </li>
        ))}
      </ul>
      {!busy && (
        <p className="mt-5 flex flex-wrap gap-2">
          {arrived > 0 && (
            <Button variant="primary" onClick={goOn}>
              Go on with the {arrived === 1 ? "one that arrived" : `${arrived} that arrived`}
            </Button>
          )}
          <Button onClick={startAgain}>Choose again</Button>
        </p>
      )}
    </div>
  );
}

function OneFile({ file }: { file: SentFile }) {
  if (file.problem !== null) {
    return (
      <div role="alert" className="flex gap-2">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-poor" />
        <div className="min-w-0">
          <p className="font-medium break-words">{file.name}</p>
          <p className="text-sm text-poor">{file.problem}</p>
        </div>
      </div>
    );
  }
  if (file.id !== null) {
    return (
      <p className="flex items-center gap-2">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />
        <span className="min-w-0 truncate font-medium">{file.name}</span>
        <span className="ml-auto text-sm text-muted">sent</span>
      </p>
    );
  }
  return (
    <Progress
      label={`Sending ${file.name}`}
      value={file.share}
      note={file.share > 0 ? `${Math.round(file.share * 100)} %` : "waits"}
    />
  );
}
