"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { IcpDocument } from "#lib/icp/document.ts";
import type { Edit } from "#lib/icp/edit.ts";
import { drain, preview, type Saved, type SaveEdit, type SaveState, type Waiting } from "./save-queue";

export interface DraftHandle {
  readonly document: IcpDocument;
  readonly revision: number;
  readonly state: SaveState;
  /** Queues an edit. `basis` is the document as it was when its author began, where that was earlier. */
  readonly edit: (edit: Edit, basis?: IcpDocument) => void;
  /** Takes over what the server wrote by itself, unless something newer is known. */
  readonly adopt: (saved: Saved) => void;
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

  const adopt = useCallback(
    (saved: Saved) => {
      if (saved.revision <= server.current.revision) return;
      server.current = saved;
      show();
      onSaved();
    },
    [show, onSaved],
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
    adopt,
    retry: () => void send(),
    takeTheirs: () => settle(false),
    keepOurs: () => settle(true),
  };
}

/** Closing the page with something unsaved asks first. */
export function useLeaveWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsaved]);
}
