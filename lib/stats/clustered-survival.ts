import { tQuantile } from "#lib/stats/distributions.ts";
import type { SurvivalCurve } from "#lib/stats/survival.ts";
import type { Timeline } from "#lib/stats/timeline.ts";

/**
 * A Kaplan-Meier curve whose rows come in clusters (a whole number from 0 per row), with its band as wide as these make it: the variance of
 * ln S by leaving out one cluster after the other, to first order (the grouped infinitesimal jackknife; Ying and Wei 1994; of rows
 * alone it is Greenwood's), never below Greenwood's, on the log-log scale with Student's t on the effective number of clusters
 * less one (see betweenClusters). left, on: as the curve was made from. O(rows).
 */
export function widenedByClusters(
  curve: SurvivalCurve,
  left: ArrayLike<number>,
  on: Timeline,
  clusters: ArrayLike<number>,
): SurvivalCurve {
  let most = -1;
  for (const row of on.rows) most = Math.max(most, clusters[row]!);
  const n = on.rows.length;
  const sizes = new Int32Array(most + 1);
  for (const row of on.rows) sizes[clusters[row]!]!++;
  let [count, squares] = [0, 0];
  for (const size of sizes) {
    if (size > 0) count++;
    squares += size * size;
  }
  if (count === n || n === 0) return curve;
  // One cluster alone says nothing of how much clusters differ.
  const t = count < 2 ? Number.POSITIVE_INFINITY : tQuantile(0.975, Math.max(1, (n * n) / squares - 1));
  // Of every cluster, side by side: what is settled of what its rows add to ln S, how many are at risk, and how often it counts,
  // 1/(1 − its share)²: leaving a large one out moves the curve by more than its own part.
  const held = new Float64Array(3 * (most + 1));
  // Σ times·(settled − atRisk·exposure)² is a square in the exposure: its three sums follow every change in constant time.
  const sums = new Float64Array(3);
  sizes.forEach((size, cluster) => {
    const times = 1 / Math.max(1 / n, 1 - size / n) ** 2;
    held[3 * cluster + 2] = times;
    if (on.from !== null) return;
    held[3 * cluster + 1] = size;
    sums[2]! += times * size * size;
  });
  const change = (row: number, bySettled: number, byRisk: number) => {
    const at = 3 * clusters[row]!;
    const a = held[at]!;
    const b = held[at + 1]!;
    const times = held[at + 2]!;
    const c = a + bySettled;
    const d = b + byRisk;
    sums[0]! += times * (c * c - a * a);
    sums[1]! += times * (c * d - a * b);
    sums[2]! += times * (d * d - b * b);
    held[at] = c;
    held[at + 1] = d;
  };
  const [low, high] = [curve.low.slice(), curve.high.slice()];
  let [exposure, greenwood] = [0, 0];
  for (let j = 0; j < on.times.length; j++) {
    if (on.from !== null)
      for (const row of on.entering.subarray(on.enteringStarts[j]!, on.enteringStarts[j + 1]!))
        change(row, exposure, 1);
    const here = on.rows.subarray(on.starts[j]!, on.starts[j + 1]!);
    const [y, d, s] = [curve.atRisk[j]!, curve.events[j]!, curve.survival[j]!];
    if (d > 0 && d < y && curve.thin?.[j] !== 1) {
      for (const row of here) if (left[row] === 1) change(row, 1 / (y - d), 0);
      exposure += d / (y * (y - d));
      greenwood += d / (y * (y - d));
      const between = sums[0]! - 2 * exposure * sums[1]! + exposure * exposure * sums[2]!;
      const variance = Math.max(greenwood, (between * (count - 1)) / count);
      const reach = (t * Math.sqrt(variance)) / -Math.log(s);
      low[j] = s ** Math.exp(reach);
      high[j] = s ** Math.exp(-reach);
    } else if (d === 0 || curve.thin?.[j] === 1) {
      low[j] = low[j - 1] ?? 1;
      high[j] = high[j - 1] ?? 1;
    } else high[j] = high[j - 1] ?? 1;
    for (const row of here) change(row, -exposure, -1);
  }
  return { ...curve, low, high };
}
