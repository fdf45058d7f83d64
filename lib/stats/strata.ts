import type { ChiSquare } from "#lib/stats/chi-square.ts";
import { chiSquareUpperTail, z95 } from "#lib/stats/distributions.ts";

/** Counts a, b, c, d of the 2×2 table [[a, b], [c, d]]. */
export type Table = readonly [a: number, b: number, c: number, d: number];

/** One odds ratio over several strata. */
export interface MantelHaenszel {
  readonly oddsRatio: number;
  readonly low: number;
  readonly high: number;
  /** Cochran-Mantel-Haenszel chi-square on 1 degree of freedom, without continuity correction. */
  readonly statistic: number;
  readonly p: number;
}

/**
 * Mantel and Haenszel's odds ratio of 2×2 tables (1959) with Robins, Breslow and Greenland's interval (1986) and the
 * Cochran-Mantel-Haenszel test without continuity correction. Strata that cannot speak (a margin of 0) add nothing;
 * where none can, the ratio is NaN, the interval 0…Infinity and p is 1.
 */
export function mantelHaenszel(tables: readonly Table[], z: number = z95): MantelHaenszel {
  let [top, bottom, topShare, crossShare, bottomShare] = [0, 0, 0, 0, 0];
  let [excess, spread] = [0, 0];
  for (const [a, b, c, d] of tables) {
    const n = a + b + c + d;
    if (n < 2) continue;
    const [ad, bc] = [(a * d) / n, (b * c) / n];
    const [agree, differ] = [(a + d) / n, (b + c) / n];
    top += ad;
    bottom += bc;
    topShare += agree * ad;
    crossShare += agree * bc + differ * ad;
    bottomShare += differ * bc;
    excess += a - ((a + b) * (a + c)) / n;
    spread += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
  }
  const statistic = spread > 0 ? excess ** 2 / spread : 0;
  const p = spread > 0 ? chiSquareUpperTail(statistic, 1) : 1;
  const oddsRatio = top / bottom;
  if (!(top > 0 && bottom > 0)) return { oddsRatio, low: 0, high: Number.POSITIVE_INFINITY, statistic, p };
  const se = Math.sqrt(
    topShare / (2 * top * top) + crossShare / (2 * top * bottom) + bottomShare / (2 * bottom * bottom),
  );
  return { oddsRatio, low: oddsRatio * Math.exp(-z * se), high: oddsRatio * Math.exp(z * se), statistic, p };
}

/** The odds ratio ad/(bc) of all tables added up, without strata; NaN or Infinity where a product is 0. */
export function crudeOddsRatio(tables: readonly Table[]): number {
  const sum = (cell: 0 | 1 | 2 | 3) => tables.reduce((total, table) => total + table[cell], 0);
  return (sum(0) * sum(3)) / (sum(1) * sum(2));
}

/** The count a that a table of these margins would have if its odds ratio were the one given. */
function fittedCount([a, b, c, d]: Table, oddsRatio: number): number {
  const [row, column, n] = [a + b, a + c, a + b + c + d];
  if (oddsRatio === 1) return (row * column) / n;
  // (1 − ψ)x² + (n − row − column + ψ(row + column))x − ψ·row·column = 0, the root without cancellation.
  const linear = n - row - column + oddsRatio * (row + column);
  const product = oddsRatio * row * column;
  const root = Math.sqrt(Math.max(0, linear * linear + 4 * (1 - oddsRatio) * product));
  return (2 * product) / (linear + root);
}

/**
 * Breslow and Day's test (1980) that the odds ratio is the same in every stratum, around the Mantel-Haenszel ratio, with
 * Tarone's adjustment on request. df = informative strata − 1; with fewer than two, p is 1.
 */
export function breslowDay(tables: readonly Table[], tarone = false): ChiSquare {
  const informative = tables.filter(([a, b, c, d]) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0);
  const { oddsRatio } = mantelHaenszel(informative);
  const df = informative.length - 1;
  if (df < 1 || !(oddsRatio > 0 && oddsRatio < Number.POSITIVE_INFINITY))
    return { statistic: 0, df: 0, p: 1 };
  let [statistic, excess, spread] = [0, 0, 0];
  for (const table of informative) {
    const [a, b, c, d] = table;
    const fitted = fittedCount(table, oddsRatio);
    const variance = 1 / (1 / fitted + 1 / (a + b - fitted) + 1 / (a + c - fitted) + 1 / (d - a + fitted));
    statistic += (a - fitted) ** 2 / variance;
    excess += a - fitted;
    spread += variance;
  }
  if (tarone) statistic -= excess ** 2 / spread;
  return { statistic, df, p: chiSquareUpperTail(statistic, df) };
}
