"use client";

import { useRef, useState } from "react";
import { sendFile } from "./send-file";

/** One file on its way: how much of it has gone (0-1), and what came of it. */
export interface SentFile {
  readonly name: string;
  readonly share: number;
  readonly id: string | null;
  readonly problem: string | null;
}

export interface Sending {
  readonly files: readonly SentFile[];
  readonly busy: boolean;
  readonly problem: string | null;
  readonly send: (files: readonly File[]) => void;
  readonly clear: () => void;
}

/** As many as go together. */
const mostFiles = 20;

/** Sends files one after the other, so that each has the whole line; `done` gets the ids when all have arrived. */
export function useSending(workspace: string, done: (ids: readonly string[]) => void): Sending {
  const [files, setFiles] = useState<readonly SentFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // State comes too late to keep a second drop out while the first is being taken.
  const taken = useRef(false);

  const send = async (chosen: readonly File[]) => {
    if (chosen.length === 0 || taken.current) return;
    if (chosen.length > mostFiles) return setProblem(`Up to ${mostFiles} files at a time, please.`);
    taken.current = true;
    setBusy(true);
    setProblem(null);
    const sent: SentFile[] = chosen.map(({ name }) => ({ name, share: 0, id: null, problem: null }));
    const note = (at: number, part: Partial<SentFile>) => {
      sent[at] = { ...sent[at]!, ...part };
      setFiles([...sent]);
    };
    setFiles([...sent]);
    for (const [at, file] of chosen.entries()) {
      const answer = await sendFile(workspace, file, (share) => note(at, { share }));
      note(at, "id" in answer ? { id: answer.id, share: 1 } : { problem: answer.problem });
    }
    taken.current = false;
    const ids = sent.flatMap(({ id }) => (id === null ? [] : [id]));
    if (ids.length === sent.length) return done(ids);
    setBusy(false);
  };

  return {
    files,
    busy,
    problem,
    send: (chosen) => void send(chosen),
    clear: () => setFiles([]),
  };
}
