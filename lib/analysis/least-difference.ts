import { accountsFor } from "#lib/analysis/needed.ts";

const sharpness = 1e-4;

/**
 * The smallest difference in a rate (0-1) that would be found four times in five among so many accounts with so many
 * questions asked, for a group of the share given: the inverse of `accountsFor`, found by halving. Null where even a
 * difference of everything would not.
 */
export function leastDifference(
  base: number,
  accounts: number,
  share: number,
  questions: number,
): number | null {
  const needs = (difference: number) =>
    accountsFor((share * (1 - share) * difference ** 2) / (base * (1 - base)), questions) ??
    Number.POSITIVE_INFINITY;
  if (!(base > 0 && base < 1) || needs(1) > accounts) return null;
  let [low, high] = [0, 1];
  while (high - low > sharpness) {
    const middle = (low + high) / 2;
    if (needs(middle) > accounts) low = middle;
    else high = middle;
  }
  return high;
}
