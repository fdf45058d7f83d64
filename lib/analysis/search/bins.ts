import { countBelow, distinctUpTo } from "#lib/analysis/ascending.ts";
import { mostDistinct, numberBands, sampleOf } from "#lib/analysis/bands.ts";

/** How a numeric attribute is cut for the search. Cell i holds cuts[i − 1] ≤ value < cuts[i]. */
export interface Bins {
  readonly cuts: readonly number[];
  /** Ends of the ranges tried while searching, as cells: 0 … cuts.length + 1. */
  readonly coarse: readonly number[];
  /**
   * Ends of the bands that other conditions are added to, one or several next to each other; null: to every range tried.
   * With single bands only, two wide ranges would never be found together.
   */
  readonly bands: readonly number[] | null;
  /** Each cell is one value. */
  readonly single: boolean;
}

/**
 * From so many accounts base bins are this fine (statistics.md: 40 from 20,000); below, ranges are unions of the usual bands,
 * whose ends are too far apart to tell where anything begins. Tried are ranges of tenths; the ends of what is found then move
 * over the base bins.
 */
const steps = [
  { from: 20_000, bins: 40, slack: 0.1 },
  { from: 5_001, bins: 20, slack: 0.1 },
  { from: 1_000, bins: 40, slack: 0.25 },
] as const;
const coarseRanges = 10;
const bandsOfOneRule = 5;

/**
 * Outcome-blind cuts of known numbers (any order, no NaN): each value for itself where there are at most eight; the bands
 * of the single-attribute analysis below 1,000 accounts; quantiles with rounded cuts above.
 */
export function binsOf(name: string, known: Float64Array, accounts: number, isDate: boolean): Bins {
  const distinct = distinctUpTo(known, mostDistinct);
  if (distinct !== null) return whole(distinct.slice(1), true);
  const ascending = sampleOf(known).sort();
  const fine = steps.find((step) => accounts >= step.from);
  if (fine === undefined) {
    const cuts = isDate ? quantileCuts(ascending, bandsOfOneRule, false) : bandCuts(name, known);
    return whole(cuts, false);
  }
  const cuts = quantileCuts(ascending, fine.bins, !isDate, fine.slack);
  const cells = cuts.length + 1;
  return {
    cuts,
    coarse: evenEnds(cells, coarseRanges),
    bands: evenEnds(cells, bandsOfOneRule),
    single: false,
  };
}

function whole(cuts: readonly number[], single: boolean): Bins {
  const coarse = Array.from({ length: cuts.length + 2 }, (_, i) => i);
  return { cuts, coarse, bands: null, single };
}

function bandCuts(name: string, known: Float64Array): number[] {
  return numberBands(name, known).flatMap(({ from }) => (from === null ? [] : [from]));
}

/** `many` runs of cells of nearly the same length. */
function evenEnds(cells: number, many: number): number[] {
  const runs = Math.min(many, cells);
  return Array.from({ length: runs + 1 }, (_, i) => Math.round((i * cells) / runs));
}

/**
 * Cuts of ascending numbers at their quantiles; a spike of equal values stays whole. `rounded` to the fewest digits that move
 * no more than `slack` of a bin.
 */
export function quantileCuts(ascending: Float64Array, bins: number, rounded: boolean, slack = 0.1): number[] {
  const n = ascending.length;
  const cuts: number[] = [];
  for (let i = 1; i < bins; i++) {
    const value = ascending[Math.floor((i * n) / bins)]!;
    const cut = rounded ? roundCut(ascending, value, (slack * n) / bins) : value;
    const last = cuts.at(-1) ?? ascending[0]!;
    // Rounding may have emptied the gap between two cuts.
    if (cut > last && countBelow(ascending, cut) > countBelow(ascending, last)) cuts.push(cut);
  }
  return cuts;
}

/** Readers remember 200, not 203.7: at most so many accounts change sides. */
function roundCut(ascending: Float64Array, value: number, most: number): number {
  const under = countBelow(ascending, value);
  for (let digits = 1; digits <= 6; digits++) {
    const near = Number(value.toPrecision(digits));
    if (Math.abs(countBelow(ascending, near) - under) <= most) return near;
  }
  return value;
}

/** The cell of every value; NaN gives the cell after the last. */
export function cellsOf(values: Float64Array, cuts: readonly number[]): Uint8Array {
  const ends = Float64Array.from(cuts);
  const cells = new Uint8Array(values.length);
  // Where a value goes is as good as drawn: steps that do not ask which way are several times as fast.
  let first = 1;
  while (first * 2 <= ends.length) first *= 2;
  const padded = new Float64Array(2 * first).fill(Number.NaN);
  padded.set(ends);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let low = 0;
    for (let step = first; step > 0; step >>= 1) low += Number(value >= padded[low + step - 1]!) * step;
    cells[i] = Number.isNaN(value) ? ends.length + 1 : low;
  }
  return cells;
}
