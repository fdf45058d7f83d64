import type { Ground, Part } from "#lib/analysis/search/ground.ts";
import { rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { type Candidate, createShortlist } from "#lib/analysis/search/shortlist.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";

/** A condition pays at this level, divided by all that could have been chosen instead (statistics.md, "no padding"). */
export const payLevel = 0.05;
/** The normal figure used while searching may be this much too small: finalists are tested exactly. */
const slack = 0.25;

/** The best unpadded rules of both directions, and how many rules were looked at. */
export interface Found {
  readonly good: readonly Candidate[];
  readonly poor: readonly Candidate[];
  readonly examined: number;
  /** Admissible selectors, every range of a number included. */
  readonly selectors: number;
}

const directions = ["good", "poor"] as const;

/**
 * Searches every rule of up to `depth` conditions on different attributes and keeps the `most` of highest q in each
 * direction of which every condition pays by the normal figure. Exhaustive but for what cannot come among them: a branch
 * is left where its bound is no better than the worst kept. Of the ranges of one number behind the same other conditions
 * only the best of each direction is kept. `level` is what a condition must pay at; not given, .05 over all selectors.
 */
export function findRules(ground: Ground, most: number, level?: number): Found {
  const { columns, session, scorer, fewest, size, depth } = ground;
  const { width } = scorer;
  const lists = { good: createShortlist(most), poor: createShortlist(most) };
  const roots = columns.map((_, column) => cumulate(session.tally(0, column), columns[column]!.cells, width));
  const selectors = countSelectors(ground, roots);
  const payGain = -normalQuantile(level ?? payLevel / selectors) - slack;
  const without = subRules(ground, roots);
  // By depth and column: sums of the cells before each, so that any run of cells is one subtraction.
  const tallies: Float64Array[][] = Array.from({ length: depth }, () =>
    columns.map(() => new Float64Array(0)),
  );
  for (let at = 1; at < depth; at++)
    tallies[at] = columns.map((column) => new Float64Array((column.cells + 1) * width));
  tallies[0] = roots;
  const parents: Float64Array[] = Array.from({ length: depth + 1 }, () => new Float64Array(width));
  parents[0] = scorer.total.slice();
  const sums = new Float64Array(width);
  let examined = 0;

  function take(cum: Float64Array, from: number, to: number): number {
    for (let i = 0; i < width; i++) sums[i] = cum[to * width + i]! - cum[from * width + i]!;
    return sums[0]!;
  }

  /** Every condition but the last, which has been looked at: does the rule gain by it? */
  function pays(parts: readonly Part[], direction: Direction, child: Float64Array): boolean {
    const sign = direction === "good" ? 1 : -1;
    for (let left = 0; left < parts.length - 1; left++) {
      const parent = without(parts, left);
      if (sign * scorer.gain(child, 0, parent, 0) < payGain) return false;
    }
    return true;
  }

  function offer(
    prefix: readonly Part[],
    part: Part,
    direction: Direction,
    q: number,
    from: Float64Array,
  ): void {
    const parts = [...prefix, part];
    if (prefix.length > 0 && !pays(parts, direction, from)) return;
    lists[direction].add({ direction, parts, q, sums: from.slice() });
  }

  /** Looks at the selectors of one column behind the prefix. */
  function look(
    at: number,
    column: number,
    prefix: readonly Part[],
    least: { good: number; poor: number },
  ): void {
    const cum = tallies[at]![column]!;
    const { selectors: choices } = columns[column]!;
    const best = { good: -1, poor: -1 };
    const bestQ = { good: 0, poor: 0 };
    const ordered = columns[column]!.ordered > 0;
    const parent = parents[at]!;
    for (let s = 0; s < choices.length; s++) {
      const { from, to } = choices[s]!;
      const n = take(cum, from, to);
      if (n < fewest || size - n < fewest) continue;
      examined++;
      const gain = scorer.gain(sums, 0, parent, 0);
      if (gain < payGain && -gain < payGain) continue;
      const direction = gain > 0 ? "good" : "poor";
      const q = scorer.q(sums, 0, direction);
      if (q <= least[direction]) continue;
      if (!ordered) offer(prefix, { column, from, to }, direction, q, sums);
      else if (q > bestQ[direction]) {
        bestQ[direction] = q;
        best[direction] = s;
      }
    }
    for (const direction of directions) {
      if (best[direction] < 0) continue;
      const { from, to } = choices[best[direction]]!;
      take(cum, from, to);
      offer(prefix, { column, from, to }, direction, bestQ[direction], sums);
    }
  }

  function isWorth(at: number): boolean {
    return (
      scorer.bound(sums, at, "good") > lists.good.least() ||
      scorer.bound(sums, at, "poor") > lists.poor.least()
    );
  }

  function extend(at: number, prefix: readonly Part[], first: number): void {
    const taken = new Set(prefix.map((part) => columns[part.column]!.attribute));
    const open: number[] = [];
    for (let column = first; column < columns.length; column++)
      if (!taken.has(columns[column]!.attribute)) open.push(column);
    for (const column of open) {
      if (at > 0) accumulate(session.tally(at, column), columns[column]!.cells, width, tallies[at]![column]!);
      look(at, column, prefix, { good: lists.good.least(), poor: lists.poor.least() });
    }
    if (at + 1 >= depth) return;
    for (const column of open) {
      let sorted = false;
      for (const { from, to, branches } of columns[column]!.selectors) {
        if (!branches || take(tallies[at]![column]!, from, to) < fewest || !isWorth(0)) continue;
        if (column + 1 === columns.length) break;
        if (!sorted) session.sort(at, column);
        sorted = true;
        parents[at + 1]!.set(sums);
        session.enter(at, from, to);
        extend(at + 1, [...prefix, { column, from, to }], column + 1);
      }
    }
  }

  extend(0, [], 0);
  return { good: lists.good.best(), poor: lists.poor.best(), examined, selectors };
}

function cumulate(sums: Float64Array, cells: number, width: number): Float64Array {
  const cum = new Float64Array((cells + 1) * width);
  accumulate(sums, cells, width, cum);
  return cum;
}

function accumulate(sums: Float64Array, cells: number, width: number, cum: Float64Array): void {
  for (let i = 0; i < cells * width; i++) cum[i + width] = cum[i]! + sums[i]!;
}

/** Selectors with enough rows inside and outside; of a number every range of its cells. */
function countSelectors({ columns, scorer, size, fewest }: Ground, roots: readonly Float64Array[]): number {
  let count = 0;
  columns.forEach((column, c) => {
    const cum = roots[c]!;
    const n = (from: number, to: number) => cum[to * scorer.width]! - cum[from * scorer.width]!;
    const admissible = (from: number, to: number) => n(from, to) >= fewest && size - n(from, to) >= fewest;
    for (let from = 0; from < column.ordered; from++)
      for (let to = from + 1; to <= column.ordered; to++) if (admissible(from, to)) count++;
    for (const { from, to } of column.selectors) if (from >= column.ordered && admissible(from, to)) count++;
  });
  return Math.max(1, count);
}

/** The sums of a rule without one of its parts: from the single columns, from pairs of columns, else from the rows. */
function subRules(ground: Ground, roots: readonly Float64Array[]) {
  const { columns, session, scorer } = ground;
  const { width } = scorer;
  const pairs = new Map<number, Float64Array>();

  /** Sums of the cells before each pair of cells of two columns. */
  function pairOf(a: number, b: number): Float64Array {
    const key = a * columns.length + b;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const [rows, cols] = [columns[a]!.cells, columns[b]!.cells];
    const joint = session.joint(a, b);
    const step = (cols + 1) * width;
    const cum = new Float64Array((rows + 1) * step);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols * width; j++) {
        const at = (i + 1) * step + j + width;
        cum[at] = joint[i * cols * width + j]! + cum[at - width]! + cum[at - step]! - cum[at - step - width]!;
      }
    pairs.set(key, cum);
    return cum;
  }

  return (parts: readonly Part[], left: number): Float64Array => {
    const rest = parts.filter((_, i) => i !== left);
    const [first, second] = rest;
    const sums = new Float64Array(width);
    if (rest.length === 1) {
      const cum = roots[first!.column]!;
      for (let i = 0; i < width; i++) sums[i] = cum[first!.to * width + i]! - cum[first!.from * width + i]!;
      return sums;
    }
    if (rest.length > 2) return sumsOf(ground, rowsOf(ground, rest));
    const cum = pairOf(first!.column, second!.column);
    const step = (columns[second!.column]!.cells + 1) * width;
    const at = (x: number, y: number, i: number) => cum[x * step + y * width + i]!;
    for (let i = 0; i < width; i++)
      sums[i] =
        at(first!.to, second!.to, i) -
        at(first!.from, second!.to, i) -
        at(first!.to, second!.from, i) +
        at(first!.from, second!.from, i);
    return sums;
  };
}
