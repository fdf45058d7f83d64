import type { Action } from "#lib/access/can.ts";
import type { ErrorCode } from "#lib/errors/codes.ts";
import type { Actor } from "#lib/server/actor.ts";
import type { FullWorkspace } from "#lib/server/testing/full-workspace.ts";

/**
 * What somebody gets who asks for another workspace's things: an error, "nothing" (null or an empty list), "own"
 * (their own workspace's data), or "refused" (the database throws, which is how parts without a door of their own
 * are kept apart).
 */
export type ForeignAnswer = ErrorCode | "nothing" | "own" | "refused";

/** One way to call an exported function with another workspace's ids. */
export interface ForeignCall {
  /** What the caller's role must allow; absent for what is no member's command. */
  readonly needs?: Action;
  readonly answer: ForeignAnswer;
  /** As `actor`, who is a member of `ours`, with ids of `theirs`. */
  readonly run: (actor: Actor, theirs: FullWorkspace, ours: FullWorkspace) => Promise<unknown>;
}

/** The calls of one exported function, or why it is no door to anything. */
export type ForeignCalls = readonly ForeignCall[] | string;

/** By file name, then by the name of the exported function. */
export type CallTable = Readonly<Record<string, Readonly<Record<string, ForeignCalls>>>>;
