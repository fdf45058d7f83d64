"use client";

import { useEffect, useRef, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { failureOf } from "#lib/errors/sentence.ts";
import type { Mapping } from "#lib/import/mapping.ts";
import type { ImportCheck } from "#lib/import/report.ts";

export type SaveMapping = (input: {
  uploadId: string;
  mapping: Mapping;
  whole: boolean;
}) => Promise<Result<ImportCheck>>;

export interface Checked {
  /** Of the mapping as it was when it was last looked at. */
  readonly check: ImportCheck | undefined;
  readonly busy: boolean;
  readonly problem: string | undefined;
  /** Looks at all of a large file. */
  readonly checkWhole: () => void;
}

/** Several changes in a row ask the server once. */
const pauseMs = 350;

/** Saves each change of the mapping and asks what would come of it; only the newest answer counts. */
export function useCheckedMapping(uploadId: string, mapping: Mapping, saveMapping: SaveMapping): Checked {
  const [check, setCheck] = useState<ImportCheck>();
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<string>();
  const newest = useRef(0);
  const first = useRef(true);

  const ask = async (whole: boolean) => {
    const mine = ++newest.current;
    setBusy(true);
    const result = await saveMapping({ uploadId, mapping, whole }).catch(() => undefined);
    if (mine !== newest.current) return;
    setBusy(false);
    if (result?.ok) setCheck(result.value);
    setProblem(failureOf(result) ?? undefined);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the mapping alone asks again
  useEffect(() => {
    const timer = setTimeout(() => void ask(false), first.current ? 0 : pauseMs);
    first.current = false;
    setBusy(true);
    return () => clearTimeout(timer);
  }, [mapping]);

  return { check, busy, problem, checkWhole: () => void ask(true) };
}
