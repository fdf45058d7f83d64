import { endSentence } from "#lib/criteria/words.ts";
import type { Change } from "#lib/icp/change.ts";

/** Added, removed and changed entries of a list, each in the words `say` gives it. */
export function diffEntries<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  say: (one: T) => string,
): Change[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Set(after.map((one) => one.id));
  const changes = after.flatMap((one): Change[] => {
    const earlier = old.get(one.id);
    if (!earlier) return [{ kind: "added", sentence: endSentence(say(one)) }];
    if (say(earlier) === say(one)) return [];
    return [{ kind: "changed", sentence: `“${say(earlier)}” became “${say(one)}”.` }];
  });
  const removed = before.filter((one) => !now.has(one.id));
  return [
    ...changes,
    ...removed.map((one): Change => ({ kind: "removed", sentence: endSentence(say(one)) })),
    ...moved(before, after),
  ];
}

/** Said once for a list, where what stayed stands in another order. */
function moved(
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
): Change[] {
  const kept = (list: readonly { readonly id: string }[], other: readonly { readonly id: string }[]) =>
    list.filter((one) => other.some((another) => another.id === one.id)).map((one) => one.id);
  const same = kept(before, after).join() === kept(after, before).join();
  return same ? [] : [{ kind: "changed", sentence: "The order was changed." }];
}
