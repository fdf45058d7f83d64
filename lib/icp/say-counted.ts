import { sayNumber } from "#lib/criteria/words.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";

/**
 * Whom the figures of a profile count, in one line: those with a clear verdict whose outcome is known. The rules were
 * chosen by looking at the same customers, so that what they did flatters the rules.
 */
export function sayCounted({ verdicts, sides }: Pick<Snapshot, "verdicts" | "sides">): string {
  const decided = verdicts.accept + verdicts.reject;
  const known = sides ? sides.inside.n + sides.outside.n : 0;
  const whom =
    known === decided
      ? "customers with a clear verdict"
      : `${sayNumber(known)} of ${sayNumber(decided)} customers with a clear verdict, whose outcome is known`;
  return `Counted on ${whom}; the rules were chosen by looking at them, so expect a smaller difference among new ones.`;
}
