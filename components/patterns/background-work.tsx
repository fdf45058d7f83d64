"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { formatWholePercent } from "#lib/analysis/format.ts";
import { Button } from "../ui/button";
import { Progress } from "../ui/progress";
import { followWork } from "./follow-work";

/**
 * Work that goes on while the page is open: how far it is, and the page anew when it is done. Whoever leaves the page
 * gives it up.
 */
export function BackgroundWork({ address, label }: { address: string; label: string }) {
  const router = useRouter();
  const [share, setShare] = useState(0);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round follows the same work anew
  useEffect(() => {
    const leaving = new AbortController();
    setFailed(false);
    const follow = async () => {
      const over = await followWork(address, leaving.signal, setShare).catch(() => "failed" as const);
      if (leaving.signal.aborted) return;
      if (over === "failed") setFailed(true);
      else router.refresh();
      // The data or the definition has changed meanwhile: what the page needs now is worked out instead.
      if (over === "superseded") setRound((last) => last + 1);
    };
    void follow();
    return () => leaving.abort();
  }, [address, router, round]);
  if (failed)
    return (
      <p role="status" className="flex flex-wrap items-center gap-3 text-sm text-muted">
        This could not be finished: {label.toLowerCase()}.
        <Button size="sm" onClick={() => setRound(round + 1)}>
          Try again
        </Button>
      </p>
    );
  return (
    <Progress
      className="max-w-2xl text-sm"
      label={label}
      value={share > 0 ? share : undefined}
      note={
        <span className="whitespace-nowrap">
          {share > 0 ? formatWholePercent(share) : "waiting for its turn"}
        </span>
      }
    />
  );
}
