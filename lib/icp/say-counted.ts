import { sayNumber } from "#lib/criteria/words.ts";
import type { Snapshot } from "#lib/icp/snapshot.ts";

/**
 * Whom the figures of a profile count, in one line: those with a clear verdict whose outcome is known. The rules were
 * chosen by looking at the same customers, so that what they did flatters the rules. What people had set aside is said.
 */
export function sayCounted({
  verdicts,
  sides,
  setAside = 0,
}: Pick<Snapshot, "verdicts" | "sides"> & { readonly setAside?: number }): string {
  const decided = verdicts.accept + verdicts.reject;
  const known = sides ? sides.inside.n + sides.outside.n : 0;
  const whom =
    known === decided
      ? "customers with a clear verdict"
      : `${sayNumber(known)} of ${sayNumber(decided)} customers with a clear verdict, whose outcome is known`;
  const without =
    setAside === 0
      ? ""
      : `, without ${setAside === 1 ? "one account that was" : `${sayNumber(setAside)} accounts that were`} set aside`;
  return `Counted on ${whom}${without}; the rules were chosen by looking at them, so expect a smaller difference among new ones.`;
}
