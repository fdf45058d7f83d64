/** What clusters make of an estimate over rows. */
export interface BetweenClusters {
  readonly count: number;
  /** How many clusters of one size tell as much, (Σw)²/Σw² of their weights (Kish 1965): of one large and many small hardly more than one. */
  readonly even: number;
  /** The variance of the estimate as between the clusters; 0 for a single one. */
  readonly variance: number;
  /** Degrees of freedom of it: the effective number of clusters less one (Carter and others 2017), at least one. */
  readonly df: number;
}

/**
 * The variance of an estimate whose rows come in clusters, by leaving out one cluster after the other (the jackknife,
 * (G − 1)/G·Σ(Σpart/(1 − share))²; Cochran 1977, as Bell and McCaffrey's CR3, 2002): the usual G/(G − 1)·Σ(Σpart)² is too small
 * where one cluster is much of all, because the estimate then follows it. `part` is what a row adds to the estimate's distance from
 * itself (its influence; all sum to 0), `weight` ≥ 0 how much of all rows it is.
 */
export function betweenClusters(
  rows: ArrayLike<number>,
  clusterOf: (row: number) => number,
  weight: (row: number) => number,
  part: (row: number) => number,
): BetweenClusters {
  const sums = new Map<number, { weight: number; part: number }>();
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const [own, cluster] = [weight(row), clusterOf(row)];
    const known = sums.get(cluster);
    if (known === undefined) sums.set(cluster, { weight: own, part: part(row) });
    else {
      known.weight += own;
      known.part += part(row);
    }
    total += own;
  }
  const count = sums.size;
  let [weights, squares] = [0, 0];
  for (const own of sums.values()) {
    weights += own.weight ** 2;
    if (own.weight < total) squares += (own.part / (1 - own.weight / total)) ** 2;
  }
  const even = (total * total) / weights;
  return { count, even, variance: ((count - 1) / count) * squares, df: Math.max(1, even - 1) };
}
