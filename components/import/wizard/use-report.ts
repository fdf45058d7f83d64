"use client";

import { useEffect, useState } from "react";

const pollMs = 250;

async function ask<T>(address: string): Promise<T | null> {
  const response = await fetch(address, { cache: "no-store" }).catch(() => null);
  return response?.ok ? ((await response.json()) as T) : null;
}

/** Asks how far an import is until it has ended; an answer that does not come is asked for again. */
export function useReport<T extends { readonly state: string }>(address: string): T | undefined {
  const [report, setReport] = useState<T>();
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const answer = await ask<T>(address);
      if (stopped) return;
      if (answer) setReport(answer);
      if (!answer || answer.state === "running") timer = setTimeout(look, pollMs);
    };
    void look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [address]);
  return report;
}
