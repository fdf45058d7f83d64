import { tQuantile } from "#lib/stats/distributions.ts";
import type { SurvivalCurve } from "#lib/stats/survival.ts";
import type { Timeline } from "#lib/stats/timeline.ts";

/** What the rows of one cluster add to the logarithm of a curve: what is settled, and how many are still at risk. */
interface Part {
  settled: number;
  atRisk: number;
  /** 1/(1 − its share of the rows)²: leaving a large cluster out moves the curve by more than its own part. */
  readonly times: number;
}

/**
 * A Kaplan-Meier curve whose rows come in clusters (a number per row), with its band as wide as these make it: the variance of
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
  const sizes = new Map<number, number>();
  for (const row of on.rows) sizes.set(clusters[row]!, (sizes.get(clusters[row]!) ?? 0) + 1);
  const [n, count] = [on.rows.length, sizes.size];
  if (count === n || n === 0) return curve;
  let squares = 0;
  for (const size of sizes.values()) squares += size * size;
  // One cluster alone says nothing of how much clusters differ.
  const t = count < 2 ? Number.POSITIVE_INFINITY : tQuantile(0.975, Math.max(1, (n * n) / squares - 1));
  const parts = new Map<number, Part>();
  for (const [cluster, size] of sizes)
    parts.set(cluster, { settled: 0, atRisk: 0, times: 1 / Math.max(1 / n, 1 - size / n) ** 2 });
  // Σ times·(settled − atRisk·exposure)² is a square in the exposure: its three sums follow every change in constant time.
  const sums = { settled: 0, both: 0, atRisk: 0 };
  const change = (row: number, settled: number, atRisk: number) => {
    const part = parts.get(clusters[row]!)!;
    for (const sign of [-1, 1]) {
      if (sign === 1) {
        part.settled += settled;
        part.atRisk += atRisk;
      }
      sums.settled += sign * part.times * part.settled ** 2;
      sums.both += sign * part.times * part.settled * part.atRisk;
      sums.atRisk += sign * part.times * part.atRisk ** 2;
    }
  };
  const [low, high] = [curve.low.slice(), curve.high.slice()];
  let [exposure, greenwood] = [0, 0];
  if (on.from === null) for (const row of on.rows) change(row, 0, 1);
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
      const between = sums.settled - 2 * exposure * sums.both + exposure * exposure * sums.atRisk;
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
