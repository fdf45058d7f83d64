import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { addRow, eachRow, type Layout, type Part, rowsOf, sumsOf } from "#lib/analysis/search/ground.ts";
import { payLevel } from "#lib/analysis/search/look.ts";
import { payment } from "#lib/analysis/search/pays.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import type { Candidate } from "#lib/analysis/search/shortlist.ts";

const mostRounds = 4;

/**
 * Moves the ends of a rule's numeric ranges over all base bins, one range at a time, as long as q grows. Only for rules
 * that are then tested on accounts the search has not seen: it looks at far more rules than the search did.
 */
export function refineEnds(layout: Layout, candidate: Candidate): Candidate {
  return refineWithin(layout, candidate, candidate.parts.map(anywhere));
}

/**
 * Moves the ends that a rule's numeric ranges have by less than one of the ranges tried, as long as q grows: where between two
 * of ten cuts a difference begins, the search did not ask. What is tested stays the rule as it was tried.
 */
export function settleEnds(layout: Layout, candidate: Candidate): Candidate {
  const reaches = candidate.parts.map((part) => nearby(part, layout.columns[part.column]!));
  return refineWithin(layout, candidate, reaches);
}

/** Least and most cell at which each end of a range may stand. */
interface Reach {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

const anywhere = (): Reach => ({ from: [0, Infinity], to: [0, Infinity] });

function nearby({ from, to }: Part, { selectors, ordered }: SearchColumn): Reach {
  const tried = [...new Set(selectors.flatMap((one) => [one.from, one.to]))].sort((a, b) => a - b);
  const around = (end: number): [number, number] => {
    if (end === 0 || end >= ordered) return [end, end];
    const below = tried.filter((one) => one < end).at(-1) ?? end - 1;
    const above = tried.find((one) => one > end) ?? end + 1;
    return [below + 1, above - 1];
  };
  return { from: around(from), to: around(to) };
}

function refineWithin(layout: Layout, candidate: Candidate, reaches: readonly Reach[]): Candidate {
  let best = candidate;
  for (let round = 0; round < mostRounds; round++) {
    const before = best.q;
    for (let at = 0; at < best.parts.length; at++) best = refineOne(layout, best, at, reaches[at]!);
    if (best.q <= before) break;
  }
  return best;
}

/**
 * Opens every end of a range that does not pay, of all the places where it could have been: that the last of ten bins did a
 * little worse by chance says nothing of the accounts in it. One end of each range stays.
 */
export function openIdleEnds(layout: Layout, candidate: Candidate, clusters: Int32Array | null): Candidate {
  let best = candidate;
  for (let at = 0; at < best.parts.length; at++) best = openIdleEnd(layout, best, at, clusters) ?? best;
  return best;
}

/** The rule with the more idle end of one range open; null where both pay, or only one is there. */
function openIdleEnd(
  layout: Layout,
  { parts, direction }: Candidate,
  at: number,
  clusters: Int32Array | null,
): Candidate | null {
  const part = parts[at]!;
  const { ordered } = layout.columns[part.column]!;
  if (part.from === 0 || part.to >= ordered) return null;
  const pay = payment(layout, parts, direction, clusters);
  const open = [
    { ...part, from: 0 },
    { ...part, to: ordered },
  ]
    .map((one) => parts.map((other, i) => (i === at ? one : other)))
    .map((wider) => ({ wider, p: pay(wider) }))
    .reduce((a, b) => (b.p > a.p ? b : a));
  if (open.p <= payLevel / (ordered - 1)) return null;
  const sums = sumsOf(layout, rowsOf(layout, open.wider));
  const q = layout.scorer.q(sums, 0, direction);
  if (layout.size - sums[0]! < layout.fewest || q <= 0) return null;
  return { direction, parts: open.wider, q, sums };
}

function refineOne(layout: Layout, candidate: Candidate, at: number, reach: Reach): Candidate {
  const { columns, scorer, size, fewest } = layout;
  const part = candidate.parts[at]!;
  const { ordered } = columns[part.column]!;
  if (part.from >= ordered || ordered < 3) return candidate;
  const others = candidate.parts.filter((_, i) => i !== at);
  const { width } = scorer;
  const cum = sumsBelow(layout, part.column, rowsOf(layout, others));
  const sums = new Float64Array(width);
  let [best, q]: [Part, number] = [part, candidate.q];
  for (let from = reach.from[0]; from < Math.min(ordered, reach.from[1] + 1); from++) {
    for (let to = Math.max(from + 1, reach.to[0]); to <= Math.min(ordered, reach.to[1]); to++) {
      for (let i = 0; i < width; i++) sums[i] = cum[to * width + i]! - cum[from * width + i]!;
      const n = sums[0]!;
      if (n < fewest || size - n < fewest || (from === 0 && to === ordered)) continue;
      const found = scorer.q(sums, 0, candidate.direction);
      if (found > q) [best, q] = [{ column: part.column, from, to }, found];
    }
  }
  if (best === part) return candidate;
  for (let i = 0; i < width; i++) sums[i] = cum[best.to * width + i]! - cum[best.from * width + i]!;
  const parts = candidate.parts.map((other, i) => (i === at ? best : other));
  return { direction: candidate.direction satisfies Direction, parts, q, sums };
}

function sumsBelow(layout: Layout, column: number, rows: Int32Array): Float64Array {
  const { columns, scorer } = layout;
  const { width } = scorer;
  const cum = new Float64Array((columns[column]!.cells + 1) * width);
  const good = scorer.total[1]!;
  const codes = layout.codes(column);
  eachRow(rows, (row) => addRow(scorer, good, cum, (codes[row]! + 1) * width, row));
  for (let i = width; i < cum.length; i++) cum[i] = cum[i]! + cum[i - width]!;
  return cum;
}
