"use client";

import { useState, useTransition } from "react";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf, unreachable } from "#lib/errors/sentence.ts";

export type Call = <T>(
  run: () => Promise<Result<T>>,
  done: (value: T) => void,
  failed?: (problem: string) => void,
) => void;

/**
 * Calls an action: busy while it runs, and one sentence where it failed, also where no answer came, so that a page does not
 * give way to an error when the line breaks. What was typed stays.
 */
export function useCall() {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const call: Call = (run, done, failed) =>
    start(async () => {
      setProblem(undefined);
      const fail = (sentence: string) => {
        setProblem(sentence);
        failed?.(sentence);
      };
      try {
        const result = await run();
        if (result.ok) done(result.value);
        else fail(sentenceOf(result));
      } catch {
        fail(unreachable);
      }
    });
  /** What was said of the last call is no longer true of what is typed now. */
  const forget = () => setProblem(undefined);
  return { call, busy, problem, forget };
}
