import type { Actor } from "#lib/server/actor.ts";

/**
 * When something happened: now, or, in a sample, at the moment its story tells. Throws for a real workspace, where
 * nothing is dated but by the clock.
 */
export function momentOf(actor: Pick<Actor, "workspace">, told: Date | null): Date {
  if (told === null) return new Date();
  if (actor.workspace.sample === null) throw new Error("Only the story of a sample has dates of its own.");
  return told;
}
