import { type Ground, rowsOf } from "#lib/analysis/search/ground.ts";
import type { Candidate } from "#lib/analysis/search/shortlist.ts";

/** Rules that share so much of their accounts are one rule in two spellings. */
export const alike = 0.6;

/** A rule with the rows it holds for, 1 each. */
export interface Covered {
  readonly candidate: Candidate;
  readonly inside: Uint8Array;
  readonly n: number;
}

/**
 * A few rules that tell different things (Lavrač et al. 2004, weighted covering): one by one the rule of highest q times
 * the average weight of its rows, a row that k chosen rules hold for weighing 1/(1 + k); rules that share more than
 * .6 (Jaccard) with a chosen one are left out.
 */
export function coverRules(ground: Ground, candidates: readonly Candidate[], most: number): Covered[] {
  const { codes, size } = ground;
  const open = candidates.map((candidate) => {
    const inside = rowsOf(codes, size, candidate.parts);
    return { candidate, inside, n: candidate.sums[0]!, weight: candidate.sums[0]! };
  });
  const times = new Float64Array(size);
  const chosen: Covered[] = [];
  let left = open;
  while (chosen.length < most && left.length > 0) {
    const next = left.reduce((best, one) => (standing(one) > standing(best) ? one : best));
    chosen.push(next);
    for (let row = 0; row < size; row++) if (next.inside[row] === 1) times[row]!++;
    left = left.filter((one) => one !== next && jaccard(one.inside, next.inside, one.n, next.n) < alike);
    for (const one of left) one.weight = weightOf(one.inside, times);
  }
  return chosen;
}

const standing = (one: { candidate: Candidate; n: number; weight: number }) =>
  (one.candidate.q * one.weight) / one.n;

function weightOf(inside: Uint8Array, times: Float64Array): number {
  let weight = 0;
  for (let row = 0; row < inside.length; row++) if (inside[row] === 1) weight += 1 / (1 + times[row]!);
  return weight;
}

/** |A ∩ B| / |A ∪ B| of two sets of rows of n and m members. */
export function jaccard(a: Uint8Array, b: Uint8Array, n: number, m: number): number {
  let both = 0;
  for (let row = 0; row < a.length; row++) both += a[row]! & b[row]!;
  return both / Math.max(1, n + m - both);
}
