import type { Direction } from "#lib/analysis/search/score.ts";
import { z95 } from "#lib/stats/distributions.ts";

/** Numbers of a class of sizes: for good rules, then for poor ones, the slope of a line and where it begins. */
export const lineWidth = 4;

/** Where the lines of rules among so many rows stand: sizes up to the next power of two share them. */
export const lineOf = (rows: number): number => Math.clz32(rows) * lineWidth;

/** Sizes further apart than one are this share of the size apart: kept a little lower there, a line is found much sooner. */
const steps = 128;

/**
 * Straight lines under what q asks of counts: a rule of n rows, k of them good, can be worth more than `least` of its
 * direction only where k ≥ slope·n + start (for poor rules n − k). A line leaves out whole ranges at a time. For `rows` in
 * all, `good` of them good, rules of `fewest` to `most` rows; `least` is at least 0. By class of the size of what rules are
 * part of (see lineOf): the smaller it is, the closer the line.
 *
 * q = (n/N)^.25·(w − p0) > least where Wilson's lower bound w exceeds p0 + least·(N/n)^.25, and it does where
 * k > n·w + z·√(n·w(1 − w)): both sides of this grow with n, which no rule can fulfil while w > n/(n + z²).
 */
export function linesOf(
  rows: number,
  good: number,
  fewest: number,
  most: number,
  least: Readonly<Record<Direction, number>>,
): Float64Array {
  const lines = new Float64Array(33 * lineWidth);
  addLines(lines, 0, rows, good / rows, fewest, most, least.good);
  addLines(lines, 2, rows, 1 - good / rows, fewest, most, least.poor);
  return lines;
}

function addLines(
  into: Float64Array,
  at: number,
  rows: number,
  base: number,
  fewest: number,
  most: number,
  least: number,
): void {
  const zz = z95 * z95;
  const worth = (n: number) => base + least * Math.sqrt(Math.sqrt(rows / n));
  let first = fewest;
  while (first <= most && worth(first) > first / (first + zz)) first++;
  const sizes: number[] = [];
  for (let n = first; n <= most; n += Math.max(1, Math.floor(n / steps))) sizes.push(n);
  const needs = sizes.map((n) => {
    const w = worth(n);
    return Math.ceil(n * w + Math.sqrt(zz * n * w * (1 - w)) - 1e-6);
  });
  for (let zeros = Math.clz32(rows); zeros <= 32; zeros++) {
    const top = Math.min(2 ** (32 - zeros) - 1, most);
    const last = sizes.findLastIndex((n) => n <= top);
    const [slope, start] = last < 0 ? [0, Number.POSITIVE_INFINITY] : lineUnder(sizes, needs, last, top);
    into[zeros * lineWidth + at] = slope;
    into[zeros * lineWidth + at + 1] = start;
  }
}

/** A line under the needs of all sizes up to the last; between two sizes as much is needed as at the one before. */
function lineUnder(
  sizes: readonly number[],
  needs: readonly number[],
  last: number,
  top: number,
): readonly [slope: number, start: number] {
  const slope = last === 0 ? 0 : (needs[last]! - needs[0]!) / (sizes[last]! - sizes[0]!);
  let start = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= last; i++) {
    const end = i === last ? top : sizes[i + 1]! - 1;
    start = Math.min(start, needs[i]! - slope * end);
  }
  return [slope, start];
}
