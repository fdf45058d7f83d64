import type { ErrorCode } from "#lib/errors/codes.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";
import { conflicts, isDone } from "#lib/icp/conflict.ts";
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
export interface Waiting {
  readonly edit: Edit;
  readonly basis: IcpDocument;
}

/** The stored document with everything that is still waiting, as its author sees it. */
export function preview(document: IcpDocument, waiting: readonly Waiting[]): IcpDocument {
  return waiting.reduce((current, { edit }) => {
    const next = applyEdit(current, edit);
    return next.ok ? next.value : current;
  }, document);
}

/** A value that the next edit must see as it is then. */
interface Box<T> {
  current: T;
}

/** What says nothing against the edit itself: it waits, so that nobody who signs in again has lost what they wrote. */
const passing: readonly ErrorCode[] = ["signed-out", "throttled", "unexpected"];

/** Stores what waits, in order, until the queue is empty or somebody has to decide or try again. */
export async function drain(
  server: Box<Saved>,
  queue: Box<Waiting[]>,
  save: SaveEdit,
  begin: () => void,
): Promise<SaveState> {
  let by = "somebody";
  for (let first = queue.current[0]; first; first = queue.current[0]) {
    if (isDone(first.edit, server.current.document)) {
      queue.current.shift();
      continue;
    }
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
    if (passing.includes(result.error)) return { kind: "failed", problem: sentenceOf(result) };
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
