import type { Action } from "#lib/access/can.ts";
import type { ErrorCode } from "#lib/errors/codes.ts";
import type { Actor } from "#lib/server/actor.ts";
import { inWorkspace, type Tx } from "#lib/server/db.ts";
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

/** Why a function is no door. */
export const pure = "is given what it works on, and reads nothing";

type Run = ForeignCall["run"];

export const nothing = (run: Run): readonly ForeignCall[] => [{ answer: "nothing", run }];
export const own = (run: Run): readonly ForeignCall[] => [{ answer: "own", run }];
export const notFound = (run: Run): readonly ForeignCall[] => [{ answer: "not-found", run }];

/** In a transaction of our own workspace, with their ids. */
export const within =
  (run: (tx: Tx, theirs: FullWorkspace) => Promise<unknown>): Run =>
  (actor, theirs) =>
    inWorkspace(actor.workspaceId, (tx) => run(tx, theirs));
