/** Indices of ps from smallest to largest. */
function ascending(ps: readonly number[]): number[] {
  return ps.map((_, i) => i).sort((i, j) => ps[i]! - ps[j]!);
}

/**
 * Benjamini and Hochberg's adjusted p (1995), in the order given: reject where it is ≤ the false discovery rate.
 * ps are in 0…1.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const order = ascending(ps);
  const m = ps.length;
  const adjusted = new Array<number>(m).fill(1);
  let smallest = 1;
  for (let rank = m; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    smallest = Math.min(smallest, ps[i]! * (m / rank));
    adjusted[i] = smallest;
  }
  return adjusted;
}

/** Holm's adjusted p (1979), in the order given: reject where it is ≤ the family-wise error rate. */
export function holm(ps: readonly number[]): number[] {
  const order = ascending(ps);
  const m = ps.length;
  const adjusted = new Array<number>(m).fill(1);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, ps[i]! * (m - rank)));
    adjusted[i] = largest;
  });
  return adjusted;
}
