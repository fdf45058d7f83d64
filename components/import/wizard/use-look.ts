import { useEffect, useRef, useState } from "react";
import { formatWholePercent } from "#lib/analysis/format.ts";
import type { ImportProgress } from "#lib/import/report.ts";

const pollMs = 700;

async function ask(address: string): Promise<ImportProgress | null> {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? ((await answer.json()) as ImportProgress | null) : null;
}

/** How far a look is: null of the rows while that is not known. */
export interface LookProgress {
  /** Of the rows, 0-1. */
  readonly share: number | null;
  readonly rows: number;
  /** All rows have been read and joined, and what would change is worked out. */
  readonly finishing: boolean;
}

const progressOf = ({ bytes, bytesRead, rows, phase }: ImportProgress): LookProgress => ({
  share: bytes > 1 ? bytesRead / bytes : null,
  rows,
  finishing: phase === "finishing",
});

/** " 34 %" behind what is done meanwhile; nothing while it is not known, and when all rows have been read. */
export const sayFar = (progress: LookProgress | null): string =>
  progress === null || progress.finishing || progress.share === null
    ? ""
    : ` ${formatWholePercent(progress.share)}`;

/** Follows a look at files while it runs, by its address of a handler: how far it is, and how to end it. */
export function useLook(address: string, busy: boolean) {
  const [progress, setProgress] = useState<LookProgress | null>(null);
  useEffect(() => {
    if (!busy) return;
    let timer: ReturnType<typeof setTimeout>;
    const follow = async () => {
      const now = await ask(address);
      if (now !== null) setProgress(progressOf(now));
      timer = setTimeout(follow, pollMs);
    };
    // Most looks are over before there is anything to tell.
    timer = setTimeout(follow, pollMs);
    return () => {
      clearTimeout(timer);
      setProgress(null);
    };
  }, [address, busy]);
  const stop = () => void fetch(address, { method: "DELETE", keepalive: true }).catch(() => undefined);
  const left = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Whoever leaves the page waits for nothing any more. React in development leaves and comes back at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by address alone
  useEffect(() => {
    clearTimeout(left.current);
    return () => {
      left.current = setTimeout(stop, 50);
    };
  }, [address]);
  return { progress, stop };
}
