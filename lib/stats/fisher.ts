import { hypergeometric, lowerTail, twoSided, upperTail } from "#lib/stats/discrete.ts";

/**
 * Fisher's exact test of the table [[a, b], [c, d]] (counts, whole and ≥ 0), two-sided: the sum of all tables with the
 * same margins that are no likelier than this one, as R's fisher.test and scipy. A table without a choice gives 1.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  return twoSided(hypergeometric(a + b + c + d, a + c, a + b), a);
}

/** One-sided Fisher p (1935) of the table [[a, b], [c, d]]: "greater" asks whether a is larger than chance (odds ratio above 1). */
export function fisherOneSided(a: number, b: number, c: number, d: number, side: "greater" | "less"): number {
  const of = hypergeometric(a + b + c + d, a + c, a + b);
  return side === "greater" ? upperTail(of, a, 1) : lowerTail(of, a, 1);
}

/** One-sided mid-p of Fisher's test (Lancaster 1961): half the probability of the table seen counts. Both sides sum to 1. */
export function midPOneSided(a: number, b: number, c: number, d: number, side: "greater" | "less"): number {
  const of = hypergeometric(a + b + c + d, a + c, a + b);
  return side === "greater" ? upperTail(of, a, 0.5) : lowerTail(of, a, 0.5);
}

/** Two-sided mid-p of Fisher's test: twice the smaller one-sided mid-p, at most 1 (Lancaster 1961). */
export function midP(a: number, b: number, c: number, d: number): number {
  const of = hypergeometric(a + b + c + d, a + c, a + b);
  const away = a >= of.mean ? upperTail(of, a, 0.5) : lowerTail(of, a, 0.5);
  return Math.min(1, 2 * Math.min(away, 1 - away));
}
