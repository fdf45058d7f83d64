import { customersOf } from "#lib/accounts/customers.ts";
import type { Definition } from "#lib/accounts/definition.ts";
import type { Rule } from "#lib/criteria/verdict.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";
import type { Actor } from "#lib/server/actor.ts";
import { snapshotOf } from "#lib/server/queries/draft-figures.ts";
import { loadCountedFrame } from "#lib/server/queries/load-counted-frame.ts";

/** The ISO date of today in UTC: what "happened within" counts back from. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** What a set of rules does with the workspace's customers on a day; all zeros while there are none. */
export async function takeSnapshot(
  actor: Actor,
  rules: readonly Rule[],
  definition: Definition | null,
  day: string = today(),
): Promise<Snapshot> {
  const { frame, ...data } = await loadCountedFrame(actor);
  return snapshotOf(rules, definition, { ...data, frame: customersOf(frame) }, day);
}
