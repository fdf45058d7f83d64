"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { conflicts } from "#lib/icp/conflict.ts";
import type { IcpDocument } from "#lib/icp/document.ts";
import { applyEdit, type Edit } from "#lib/icp/edit.ts";

export interface Saved {
  readonly revision: number;
  readonly document: IcpDocument;
}

export type SaveEdit = (input: { base: number; edit: Edit }) => Promise<Result<Saved>>;

export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "saving" }
  | { readonly kind: "failed"; readonly problem: string }
  | { readonly kind: "conflict"; readonly edit: Edit; readonly by: string; readonly theirs: IcpDocument };

/** An edit waiting to be stored, and the document its author was looking at. */
interface Waiting {
  readonly edit: Edit;
  readonly basis: IcpDocument;
}

export interface DraftHandle {
  readonly document: IcpDocument;
  readonly revision: number;
  readonly state: SaveState;
  /** Queues an edit. `basis` is the document as it was when its author began, where that was earlier. */
  readonly edit: (edit: Edit, basis?: IcpDocument) => void;
  readonly retry: () => void;
  readonly takeTheirs: () => void;
  readonly keepOurs: () => void;
}

/**
 * The draft in the browser: edits show at once and are stored one after the other. What somebody else changed
 * meanwhile is taken over, except where both wrote at the same place: then nothing is sent until a person has
 * chosen.
 */
export function useDraft(stored: Saved, save: SaveEdit, onSaved: () => void): DraftHandle {
  const server = useRef<Saved>(stored);
  const queue = useRef<Waiting[]>([]);
  const busy = useRef(false);
  const [shown, setShown] = useState<Saved>(stored);
  const [state, setState] = useState<SaveState>({ kind: "saved" });

  const show = useCallback(() => {
    setShown({ ...server.current, document: preview(server.current.document, queue.current) });
  }, []);

  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    const outcome = await drain(server, queue, save, () => setState({ kind: "saving" }));
    busy.current = false;
    setState(outcome);
    show();
    if (outcome.kind === "saved") onSaved();
  }, [save, show, onSaved]);

  const edit = useCallback(
    (made: Edit, basis?: IcpDocument) => {
      const seen = basis ?? preview(server.current.document, queue.current);
      queue.current.push({ edit: made, basis: seen });
      show();
      void send();
    },
    [send, show],
  );

  useEffect(() => {
    if (stored.revision <= server.current.revision || queue.current.length > 0 || busy.current) return;
    server.current = stored;
    show();
  }, [stored, show]);

  useLeaveWarning(state.kind !== "saved");

  const settle = (keep: boolean) => {
    const [first, ...rest] = queue.current;
    const basis = server.current.document;
    queue.current = first && keep ? [{ edit: first.edit, basis }, ...rest] : rest;
    show();
    void send();
  };

  return {
    ...shown,
    state,
    edit,
    retry: () => void send(),
    takeTheirs: () => settle(false),
    keepOurs: () => settle(true),
  };
}

/** The stored document with everything that is still waiting, as its author sees it. */
function preview(document: IcpDocument, waiting: readonly Waiting[]): IcpDocument {
  return waiting.reduce((current, { edit }) => {
    const next = applyEdit(current, edit);
    return next.ok ? next.value : current;
  }, document);
}

interface Box<T> {
  current: T;
}

/** Stores what waits, in order, until the queue is empty or somebody has to decide or try again. */
async function drain(
  server: Box<Saved>,
  queue: Box<Waiting[]>,
  save: SaveEdit,
  begin: () => void,
): Promise<SaveState> {
  let by = "somebody";
  for (let first = queue.current[0]; first; first = queue.current[0]) {
    if (conflicts(first.edit, first.basis, server.current.document)) {
      return { kind: "conflict", edit: first.edit, by, theirs: server.current.document };
    }
    begin();
    const result = await attempt(save, { base: server.current.revision, edit: first.edit });
    if (result === null) return { kind: "failed", problem: "The workshop does not answer." };
    if (result.ok) {
      server.current = result.value;
      queue.current.shift();
      continue;
    }
    if (result.error !== "stale") {
      // The edit cannot be stored as it is; what was typed is in the sentence's place, the rest goes on.
      queue.current.shift();
      return { kind: "failed", problem: sentenceOf(result) };
    }
    const { revision, document, by: name } = result.detail as unknown as Saved & { by: string };
    server.current = { revision, document };
    by = name;
  }
  return { kind: "saved" };
}

async function attempt(save: SaveEdit, input: Parameters<SaveEdit>[0]): Promise<Result<Saved> | null> {
  try {
    return await save(input);
  } catch {
    return null;
  }
}

/** Closing the page with something unsaved asks first. */
function useLeaveWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);
}
