"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { Button } from "../ui/button";

export type Cancel = (input: { importId: string }) => Promise<Result<unknown>>;

/** Stops an import on its way. Nothing is asked first: nothing is lost that importing again does not bring. */
export function CancelImport({ importId, cancel }: { importId: string; cancel: Cancel }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const run = () =>
    start(async () => {
      const result = await cancel({ importId });
      if (!result.ok) setProblem(sentenceOf(result));
      router.refresh();
    });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="sm" busy={busy} onClick={run}>
        {busy ? "Cancelling…" : "Cancel the import"}
      </Button>
      <span role="status" className="text-sm text-muted">
        {problem}
      </span>
    </div>
  );
}
