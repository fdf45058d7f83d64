"use client";

import { useState, useTransition } from "react";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf, unreachable } from "#lib/errors/sentence.ts";

export type Call = <T>(run: () => Promise<Result<T>>, done: (value: T) => void) => void;

/** Calls an action: busy while it runs, and one sentence where it failed. What was typed stays. */
export function useCall(): { call: Call; busy: boolean; problem: string | undefined } {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const call: Call = (run, done) =>
    start(async () => {
      setProblem(undefined);
      try {
        const result = await run();
        if (result.ok) done(result.value);
        else setProblem(sentenceOf(result));
      } catch {
        setProblem(unreachable);
      }
    });
  return { call, busy, problem };
}
