import { countBoth, eachRow, type Layout, rowsOf } from "#lib/analysis/search/ground.ts";
import type { Candidate } from "#lib/analysis/search/shortlist.ts";

/** Rules that share so much of their accounts are one rule in two spellings. */
export const alike = 0.6;

/** A rule with the rows it holds for, one bit each. */
export interface Covered {
  readonly candidate: Candidate;
  readonly rows: Int32Array;
  readonly n: number;
}

/**
 * A few rules that tell different things (Lavrač et al. 2004, weighted covering): one by one the rule of highest q times
 * the average weight of its rows, a row that k chosen rules hold for weighing 1/(1 + k); rules that share .6 (Jaccard) or
 * more with a chosen one are left out.
 */
export function coverRules(layout: Layout, candidates: readonly Candidate[], most: number): Covered[] {
  const open = candidates.map((candidate) => {
    const n = candidate.sums[0]!;
    return { candidate, rows: rowsOf(layout, candidate.parts), n, weight: n };
  });
  const times = new Uint8Array(layout.size);
  const lost = new Float64Array(layout.size);
  const chosen: Covered[] = [];
  let left = open;
  while (chosen.length < most && left.length > 0) {
    const next = left.reduce((best, one) => (standing(one) > standing(best) ? one : best));
    chosen.push(next);
    eachRow(next.rows, (row) => {
      const before = times[row]!++;
      lost[row] = 1 / (1 + before) - 1 / (2 + before);
    });
    left = left.filter((one) => one !== next && jaccard(one, next) < alike);
    for (const one of left) one.weight -= weightLost(one.rows, next.rows, lost);
  }
  return chosen;
}

const standing = (one: { candidate: Candidate; n: number; weight: number }) =>
  (one.candidate.q * one.weight) / one.n;

function weightLost(rows: Int32Array, covered: Int32Array, lost: Float64Array): number {
  let sum = 0;
  for (let word = 0; word < rows.length; word++) {
    let both = rows[word]! & covered[word]!;
    while (both !== 0) {
      sum += lost[word * 32 + 31 - Math.clz32(both & -both)]!;
      both &= both - 1;
    }
  }
  return sum;
}

/** |A ∩ B| / |A ∪ B| of two sets of rows and their sizes. */
export function jaccard(
  a: { readonly rows: Int32Array; readonly n: number },
  b: { readonly rows: Int32Array; readonly n: number },
): number {
  const both = countBoth(a.rows, b.rows);
  return both / Math.max(1, a.n + b.n - both);
}
