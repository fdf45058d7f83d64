"use client";

import { useRouter } from "next/navigation";
import type { Result } from "#lib/errors/result.ts";
import { Button } from "../ui/button";
import { useCall } from "../ui/use-call";

export type Cancel = (input: { importId: string }) => Promise<Result<unknown>>;

/** Stops an import on its way. Nothing is asked first: nothing is lost that importing again does not bring. */
export function CancelImport({ importId, cancel }: { importId: string; cancel: Cancel }) {
  const router = useRouter();
  const { call, busy, problem } = useCall();
  // Also when it was over before: then the page shows what came of it.
  const refresh = () => router.refresh();
  const run = () => call(() => cancel({ importId }), refresh, refresh);
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
