import { createHash } from "node:crypto";
import type { Frame } from "#lib/accounts/frame.ts";
import { withoutAccounts } from "#lib/accounts/leave-out.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace } from "#lib/server/db.ts";
import { readSetAsideAccounts } from "#lib/server/queries/exclusions.ts";
import { type LoadedFrame, loadFrame } from "#lib/server/queries/load-frame.ts";

export interface CountedFrame extends LoadedFrame {
  /** How many accounts were left out. */
  readonly setAside: number;
}

/** The last reading of each frame without accounts, so that a page asking several times works it out once. */
const counted = new WeakMap<Frame, { readonly key: string; readonly frame: Frame }>();

/** A name for a set of accounts left out: the same ones have the same name, none has the empty one. */
export function exclusionKey(ids: readonly string[]): string {
  if (ids.length === 0) return "";
  return createHash("sha256").update(ids.join(",")).digest("hex").slice(0, 16);
}

/** A frame without these accounts; remembered for the ones asked last. */
export function leaveOut(frame: Frame, ids: readonly string[]): Frame {
  const key = exclusionKey(ids);
  const known = counted.get(frame);
  if (known?.key === key) return known.frame;
  const left = withoutAccounts(frame, new Set(ids));
  counted.set(frame, { key, frame: left });
  return left;
}

/** The accounts that count: all of the workspace but those that people set aside. */
export async function loadCountedFrame(actor: Actor): Promise<CountedFrame> {
  const ids = await inWorkspace(actor.workspaceId, (tx) => readSetAsideAccounts(tx, actor.workspaceId));
  const { frame, dataRevision } = await loadFrame(actor);
  const without = leaveOut(frame, ids);
  return {
    frame: without,
    dataRevision,
    setAside: frame.accountIds.length - without.accountIds.length,
  };
}
