import type { Selector } from "#lib/analysis/search/columns.ts";
import type { Ground, Part } from "#lib/analysis/search/ground.ts";
import { createLooker } from "#lib/analysis/search/look.ts";
import type { Candidate } from "#lib/analysis/search/shortlist.ts";
import { accumulate, cumulate } from "#lib/analysis/search/sub-rules.ts";

/** The best unpadded rules of both directions, and how many rules were looked at. */
export interface Found {
  readonly good: readonly Candidate[];
  readonly poor: readonly Candidate[];
  readonly examined: number;
  /** Admissible selectors, every range of a number included. */
  readonly selectors: number;
}

/**
 * Searches every rule of up to `depth` conditions on different attributes and keeps the `most` best of each direction
 * (see `createLooker`; `level` is what a condition must pay at, not given .05 over all selectors; without `counts` nobody
 * will ask how many rules were looked at). Exhaustive but for what
 * cannot come among them: a branch is left where its bound is no better than the worst kept.
 */
export function findRules(ground: Ground, most: number, level?: number, counts = true): Found {
  const { columns, session, scorer, fewest, depth } = ground;
  const { width } = scorer;
  const roots = columns.map((column, c) => cumulate(session.tally(0, c), column.cells, width));
  const looker = createLooker(ground, roots, most, level);
  const blank = () => columns.map((column) => new Float64Array((column.cells + 1) * width));
  // By depth and column: sums of the cells before each.
  const tallies: Float64Array[][] = [roots];
  for (let at = 1; at < depth; at++) tallies.push(blank());
  const parents = Array.from({ length: depth }, () => new Float64Array(width));
  parents[0]!.set(scorer.total);
  const pieces: Float64Array[][] = [];
  const isCounted = scorer.planes === null && looker.gain > 0;
  const sums = new Float64Array(width);

  function take(cum: Float64Array, from: number, to: number): number {
    for (let i = 0; i < width; i++) sums[i] = cum[to * width + i]! - cum[from * width + i]!;
    return sums[0]!;
  }

  function count(at: number, column: number, into: Float64Array): void {
    accumulate(session.tally(at, column), columns[column]!.cells, width, into);
  }

  /** Looks at everything that extends the prefix by one condition on a column from `open`, then goes further down. */
  function extend(at: number, prefix: readonly Part[], open: readonly number[]): void {
    for (const column of open) {
      if (at > 0) count(at, column, tallies[at]![column]!);
      looker.look(column, prefix, tallies[at]![column]!, parents[at]!);
    }
    if (at + 1 >= depth) return;
    for (const column of open) {
      const { attribute } = columns[column]!;
      const later = open.filter((other) => other > column && columns[other]!.attribute !== attribute);
      if (later.length === 0) continue;
      const worthy = columns[column]!.selectors.filter(
        ({ from, to, branches }) =>
          branches && take(tallies[at]![column]!, from, to) >= fewest && looker.isWorth(sums),
      );
      if (worthy.length === 0) continue;
      session.sort(at, column);
      if (at + 2 === depth && isCounted) lastCounts(at, prefix, column, worthy, later);
      else if (at + 2 === depth) lastSums(at, prefix, column, worthy, later);
      else for (const { from, to } of worthy) descend(at, prefix, { column, from, to }, later);
    }
  }

  function descend(at: number, prefix: readonly Part[], part: Part, later: readonly number[]): void {
    take(tallies[at]![part.column]!, part.from, part.to);
    parents[at + 1]!.set(sums);
    session.enter(at, part.from, part.to);
    extend(at + 1, [...prefix, part], later);
  }

  /** The last two conditions together, by the kernel: it passes on the few that pay against each of the two alone. */
  function lastCounts(
    at: number,
    prefix: readonly Part[],
    column: number,
    worthy: readonly Selector[],
    later: readonly number[],
  ): void {
    const first = new Int32Array(worthy.length * 2);
    worthy.forEach(({ from, to }, i) => {
      first[2 * i] = from;
      first[2 * i + 1] = to;
    });
    const most = ground.size - fewest;
    const rule = { fewest, most, gain: looker.gain, lines: looker.lines(), counts };
    looker.count(
      session.pairs(at, column, first, later, rule, (other, pairs) => {
        looker.judgePairs(other, prefix, column, worthy, pairs, tallies[at]![column]!);
      }),
    );
  }

  /**
   * The same for outcomes that are not counted. Cells are counted once however many ranges they are in, and the largest cell not at
   * all: it is what the others leave of the prefix. Falls back to one selector after the other where that counts fewer rows.
   */
  function lastSums(
    at: number,
    prefix: readonly Part[],
    column: number,
    worthy: readonly Selector[],
    later: readonly number[],
  ): void {
    const cum = tallies[at]![column]!;
    const n = (from: number, to: number) => cum[to * width]! - cum[from * width]!;
    const ends = [
      ...new Set([0, columns[column]!.cells, ...worthy.flatMap(({ from, to }) => [from, to])]),
    ].sort((a, b) => a - b);
    const sizes = ends.slice(1).map((to, i) => n(ends[i]!, to));
    const largest = sizes.indexOf(Math.max(...sizes));
    const shared = n(0, columns[column]!.cells) - sizes[largest]!;
    if (worthy.reduce((rows, { from, to }) => rows + n(from, to), 0) <= shared) {
      for (const { from, to } of worthy) descend(at, prefix, { column, from, to }, later);
      return;
    }
    countPieces(at, ends, sizes, largest, later);
    for (const { from, to } of worthy) {
      take(cum, from, to);
      parents[at + 1]!.set(sums);
      const [low, high] = [pieces[ends.indexOf(from)]!, pieces[ends.indexOf(to)]!];
      const parts = [...prefix, { column, from, to }];
      for (const other of later) {
        const into = tallies[at + 1]![other]!;
        const [before, after] = [low[other]!, high[other]!];
        for (let i = 0; i < into.length; i++) into[i] = after[i]! - before[i]!;
        looker.look(other, parts, into, parents[at + 1]!);
      }
    }
  }

  /** Fills `pieces`: sums of the later columns over the rows before each end. */
  function countPieces(
    at: number,
    ends: readonly number[],
    sizes: readonly number[],
    largest: number,
    later: readonly number[],
  ): void {
    while (pieces.length < ends.length) pieces.push(blank());
    const clear = (piece: number) => {
      for (const other of later) pieces[piece]![other]!.fill(0);
    };
    for (let piece = 0; piece < ends.length; piece++) clear(piece);
    sizes.forEach((rows, i) => {
      if (i === largest || rows === 0) return;
      session.enter(at, ends[i]!, ends[i + 1]!);
      for (const other of later) count(at + 1, other, pieces[i + 1]![other]!);
    });
    for (const other of later) {
      const rest = pieces[largest + 1]![other]!;
      rest.set(tallies[at]![other]!);
      for (let piece = 1; piece < ends.length; piece++) {
        if (piece !== largest + 1) addTo(rest, pieces[piece]![other]!, -1);
      }
      for (let piece = 1; piece < ends.length; piece++)
        addTo(pieces[piece]![other]!, pieces[piece - 1]![other]!, 1);
    }
  }

  extend(0, [], Array.from(columns.keys()));
  return {
    good: looker.best("good"),
    poor: looker.best("poor"),
    examined: looker.examined,
    selectors: looker.selectors,
  };
}

function addTo(into: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += times * other[i]!;
}
