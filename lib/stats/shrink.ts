/** Estimates pulled towards their common mean by how much of their spread is noise. */
export interface Shrunken {
  readonly mean: number;
  /** Variance between the true values, 0 where noise explains all the spread. */
  readonly between: number;
  /** Cochran's Q of the estimates. */
  readonly q: number;
  readonly values: readonly number[];
}

/**
 * Empirical-Bayes shrinkage of estimates with known standard errors (> 0), the variance between them by DerSimonian and
 * Laird (1986). An extreme estimate of a small group moves most: what was found by looking for extremes is shown so.
 */
export function shrink(estimates: readonly number[], errors: readonly number[]): Shrunken {
  const weighted = (weights: readonly number[]) => {
    const total = weights.reduce((sum, w) => sum + w, 0);
    return { total, mean: estimates.reduce((sum, y, i) => sum + weights[i]! * y, 0) / total };
  };
  const weights = errors.map((error) => 1 / error ** 2);
  const fixed = weighted(weights);
  const q = estimates.reduce((sum, y, i) => sum + weights[i]! * (y - fixed.mean) ** 2, 0);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  const room = fixed.total - squares / fixed.total;
  const between = room > 0 ? Math.max(0, (q - (estimates.length - 1)) / room) : 0;
  const { mean } = weighted(errors.map((error) => 1 / (error ** 2 + between)));
  const values = estimates.map((y, i) => mean + (between / (between + errors[i]! ** 2)) * (y - mean));
  return { mean, between, q, values };
}
