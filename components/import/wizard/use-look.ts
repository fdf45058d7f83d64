import { useEffect, useRef, useState } from "react";
import type { ImportProgress } from "#lib/import/report.ts";

const pollMs = 700;

async function ask(address: string): Promise<ImportProgress | null> {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? ((await answer.json()) as ImportProgress | null) : null;
}

/** Follows a look at files while it runs, by its address of a handler: how far it is, 0-1, and how to end it. */
export function useLook(address: string, busy: boolean) {
  const [progress, setProgress] = useState<number | null>(null);
  useEffect(() => {
    if (!busy) return;
    let timer: ReturnType<typeof setTimeout>;
    const follow = async () => {
      const now = await ask(address);
      if (now !== null) setProgress(now.bytes > 1 ? now.bytesRead / now.bytes : null);
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
