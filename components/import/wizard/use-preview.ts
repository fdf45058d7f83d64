"use client";

import { useEffect, useRef, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { failureOf } from "#lib/errors/sentence.ts";
import type { FileChange } from "#lib/import/file-change.ts";
import type { DoubtToAnswer, FileUnderstood, SetPreview } from "#lib/import/import-set.ts";
import type { DoubtAnswer } from "#lib/import/join-row.ts";
import type { AnswerDoubt } from "./answer-doubt";
import { type LookProgress, useLook } from "./use-look";
import { withChange } from "./with-change";

/** An answer as it travels: plain arrays. */
type Written = { kind: "account"; key: string } | { kind: "one"; keys: string[] } | { kind: "apart" };
export const written = (answer: DoubtAnswer | null): Written | null =>
  answer?.kind === "one" ? { kind: "one", keys: [...answer.keys] } : answer;

type Answered = Pick<DoubtToAnswer, "reason" | "value"> & { answer: Written | null };

/** What the server does for the wizard; each answers with a Result. */
export interface WizardLooks {
  readonly look: (input: {
    uploadIds: string[];
    asOf: string | null;
    whole: boolean;
  }) => Promise<Result<SetPreview>>;
  readonly change: (input: { uploadId: string; change: FileChange }) => Promise<Result<FileUnderstood>>;
  readonly answer: (input: Answered) => Promise<Result<unknown>>;
}

export interface Looked {
  readonly files: readonly FileUnderstood[];
  /** Of the files as they were when they were last looked at. */
  readonly preview: SetPreview | undefined;
  readonly busy: boolean;
  readonly problem: string | undefined;
  readonly changeFile: (uploadId: string, change: FileChange) => void;
  readonly answerDoubt: AnswerDoubt;
  readonly lookAgain: () => void;
  /** How far the look is; null while that is not known. */
  readonly progress: LookProgress | null;
  /** Ends the look. */
  readonly stop: () => void;
  /** The day the files were exported, where somebody has said so; null: it is found in them. */
  readonly asOf: string | null;
  readonly setAsOf: (day: string | null) => void;
}

/**
 * Looks at the rows of all files, and again after each change; only the newest answer counts. Of one large table the first part
 * is looked at, until `whole` asks for all of it.
 */
export function usePreview(
  workspace: string,
  first: readonly FileUnderstood[],
  actions: WizardLooks,
  whole: boolean,
): Looked {
  const [files, setFiles] = useState(first);
  const [preview, setPreview] = useState<SetPreview>();
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [asOf, setAsOf] = useState<string | null>(null);
  const newest = useRef(0);
  const changes = useRef(new Map<string, number>());
  const uploadIds = first.map(({ uploadId }) => uploadId);
  const { progress, stop } = useLook(`/api/imports/${workspace}/look?files=${uploadIds.join()}`, busy);

  const lookAgain = async () => {
    const mine = ++newest.current;
    // An action waits for the one before it: an older look, which nobody needs any more, is ended.
    if (mine > 1 && busy) stop();
    setBusy(true);
    setProblem(undefined);
    const result = await actions.look({ uploadIds, asOf, whole }).catch(() => undefined);
    if (mine !== newest.current) return;
    setBusy(false);
    if (result?.ok) {
      setPreview(result.value);
      setFiles(result.value.files);
    }
    setProblem(failureOf(result) ?? undefined);
  };
  const then = async <T>(asked: Promise<Result<T>>, use?: (value: T) => void): Promise<string | null> => {
    setBusy(true);
    const result = await asked.catch(() => undefined);
    if (result?.ok) {
      use?.(result.value);
      await lookAgain();
      return null;
    }
    setBusy(false);
    return failureOf(result);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, and again when the day is another
  useEffect(() => void lookAgain(), [asOf]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when all of it is asked for, and what is known is a part
  useEffect(() => {
    if (whole && preview?.whole === false) void lookAgain();
  }, [whole, preview]);

  return {
    files,
    preview,
    busy,
    problem,
    changeFile: async (uploadId, change) => {
      const mine = (changes.current.get(uploadId) ?? 0) + 1;
      changes.current.set(uploadId, mine);
      // A look that began before says what is no longer asked.
      newest.current++;
      if (busy) stop();
      const put = (next: (file: FileUnderstood) => FileUnderstood) =>
        setFiles((known) => known.map((one) => (one.uploadId === uploadId ? next(one) : one)));
      put((file) => withChange(file, change));
      const sentence = await then(actions.change({ uploadId, change }), (file) => {
        if (changes.current.get(uploadId) === mine) put(() => file);
      });
      if (sentence === null) return;
      // Nothing was kept of it: the page shows the file as it is again.
      await lookAgain();
      setProblem(sentence);
    },
    answerDoubt: ({ reason, value }, answer) =>
      then(actions.answer({ reason, value, answer: written(answer) })),
    lookAgain: () => void lookAgain(),
    progress,
    stop,
    asOf,
    setAsOf,
  };
}
