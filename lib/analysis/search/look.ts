import type { Selector } from "#lib/analysis/search/columns.ts";
import type { Ground, Part } from "#lib/analysis/search/ground.ts";
import { linesOf } from "#lib/analysis/search/lines.ts";
import type { Direction } from "#lib/analysis/search/score.ts";
import { type Candidate, createShortlist } from "#lib/analysis/search/shortlist.ts";
import { countSelectors, subRules } from "#lib/analysis/search/sub-rules.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";

/** A condition pays at this level, divided by all that could have been chosen instead (statistics.md, "no padding"). */
export const payLevel = 0.05;

/**
 * Lists that are looked through for padding: for good and for poor, and by every number of conditions from two to `depth`. The
 * level is divided by them as well (Bonferroni): where one condition is the whole truth, one table in four had a padded rule
 * in its list without, one in twenty with; from 2,000 accounts on planted rules are found as often.
 */
export const listsTried = (depth: number): number => 2 * Math.max(1, depth - 1);
/** The normal figure used while searching may be this much too small: finalists are tested exactly. */
const slack = 0.25;
/** Lines are drawn anew once the worst rule kept has become so many times as good; the old ones let more through. */
const linesLast = 1.05;
const directions = ["good", "poor"] as const;

/** Looks at rules one column at a time and keeps the best of each direction. */
export interface Looker {
  /** Admissible selectors, every range of a number included. */
  readonly selectors: number;
  readonly examined: number;
  /** Every selector of a column behind the prefix, from the sums before its cells; `parent` are the prefix's own sums. */
  look(column: number, prefix: readonly Part[], cum: Float64Array, parent: Float64Array): void;
  /** Standard deviations that a condition must bring. */
  readonly gain: number;
  /** What counts must reach for a rule to come among the best (see linesOf), as far as is known by now. */
  lines(): Float64Array;
  /** Pairs that the kernel let through: a selector of `column` (one of `worthy`) and one of `other` behind the prefix. */
  judgePairs(
    other: number,
    prefix: readonly Part[],
    column: number,
    worthy: readonly Selector[],
    pairs: Int32Array,
    cum: Float64Array,
  ): void;
  /** So many more rules were examined by the kernel itself. */
  count(many: number): void;
  /** Whether a longer rule of rows with these sums could still come among the best. */
  isWorth(sums: Float64Array): boolean;
  best(direction: Direction): Candidate[];
}

/**
 * Keeps the `most` rules of highest q in each direction of which every condition pays at `level` (not given, payLevel over all
 * `selectors`, and of several conditions over the lists tried) by the normal figure; of the ranges of one number behind the same
 * other conditions only the best of each direction. `roots` are the sums before the cells of every column, over all rows.
 */
export function createLooker(
  ground: Ground,
  roots: readonly Float64Array[],
  most: number,
  level: number | undefined,
): Looker {
  const { columns, scorer, fewest, size, depth } = ground;
  const { width } = scorer;
  const lists = { good: createShortlist(most), poor: createShortlist(most) };
  const selectors = countSelectors(ground, roots);
  const gainAt = (p: number) => -normalQuantile(p) - slack;
  const payGain = gainAt(level ?? payLevel / (selectors * listsTried(depth)));
  // A condition alone is no padding: only what is added to others is looked for in several lists.
  const aloneGain = gainAt(level ?? payLevel / selectors);
  const without = subRules(ground, roots);
  const sums = new Float64Array(width);
  let examined = 0;
  let lines: Float64Array = new Float64Array(0);
  const drawnFor = { good: -1, poor: -1 };

  function linesNow(): Float64Array {
    const least = { good: lists.good.least(), poor: lists.poor.least() };
    if (directions.some((direction) => least[direction] > drawnFor[direction] * linesLast)) {
      lines = linesOf(size, scorer.total[1]!, fewest, size - fewest, least);
      Object.assign(drawnFor, least);
    }
    return lines;
  }

  function take(cum: Float64Array, from: number, to: number): number {
    for (let i = 0; i < width; i++) sums[i] = cum[to * width + i]! - cum[from * width + i]!;
    return sums[0]!;
  }

  /** Every condition but the last, which has been looked at: does the rule gain by it? */
  function pays(parts: readonly Part[], direction: Direction): boolean {
    const sign = direction === "good" ? 1 : -1;
    for (let left = 0; left < parts.length - 1; left++) {
      if (sign * scorer.gain(sums, 0, without(parts, left), 0) < payGain) return false;
    }
    return true;
  }

  /** Offers the rule whose sums have just been taken. */
  function offer(prefix: readonly Part[], part: Part, direction: Direction, q: number): void {
    const parts = [...prefix, part];
    if (prefix.length > 0 && !pays(parts, direction)) return;
    lists[direction].add({ direction, parts, q, sums: sums.slice() });
  }

  /** Best range so far of the number being looked at, by direction; a place beyond the list is none. */
  const best = { good: -1, poor: -1 };
  const bestQ = { good: 0, poor: 0 };
  const bestSums = { good: new Float64Array(width), poor: new Float64Array(width) };

  function look(column: number, prefix: readonly Part[], cum: Float64Array, parent: Float64Array): void {
    const { selectors: choices } = columns[column]!;
    begin();
    const see: Judge = (s, gain) => judge(column, prefix, s, gain);
    const enough = prefix.length === 0 ? aloneGain : payGain;
    if (scorer.planes === null) lookAtCounts(choices, cum, parent, enough, see);
    else lookAtSums(choices, cum, parent, enough, see);
    offerBest(column, prefix);
  }

  function begin(): void {
    best.good = best.poor = -1;
    bestQ.good = bestQ.poor = 0;
  }

  /** The rule whose sums have just been taken: kept, or remembered as the best range of a number so far. */
  function judge(column: number, prefix: readonly Part[], s: number, gain: number): void {
    const direction = gain > 0 ? "good" : "poor";
    const q = scorer.q(sums, 0, direction);
    if (q <= lists[direction].least()) return;
    const { selectors: choices, ordered } = columns[column]!;
    const { from, to } = choices[s]!;
    if (ordered === 0) offer(prefix, { column, from, to }, direction, q);
    else if (q > bestQ[direction]) {
      bestQ[direction] = q;
      best[direction] = s;
      bestSums[direction].set(sums);
    }
  }

  function offerBest(column: number, prefix: readonly Part[]): void {
    for (const direction of directions) {
      if (best[direction] < 0) continue;
      const { from, to } = columns[column]!.selectors[best[direction]]!;
      sums.set(bestSums[direction]);
      offer(prefix, { column, from, to }, direction, bestQ[direction]);
    }
  }

  function judgePairs(
    other: number,
    prefix: readonly Part[],
    column: number,
    worthy: readonly Selector[],
    found: Int32Array,
    cum: Float64Array,
  ): void {
    const many = found.length / 4;
    let parts: readonly Part[] = prefix;
    let rate = 0;
    for (let i = 0, of = -1; i < many; i++) {
      if (found[i * 4] !== of) {
        if (of >= 0) offerBest(other, parts);
        of = found[i * 4]!;
        const { from, to } = worthy[of]!;
        parts = [...prefix, { column, from, to }];
        rate = (cum[to * 2 + 1]! - cum[from * 2 + 1]!) / (cum[to * 2]! - cum[from * 2]!);
        begin();
      }
      sums[0] = found[i * 4 + 2]!;
      sums[1] = found[i * 4 + 3]!;
      judge(other, parts, found[i * 4 + 1]!, sums[1]! - sums[0]! * rate);
      if (i + 1 === many) offerBest(other, parts);
    }
  }

  type Judge = (selector: number, gain: number) => void;

  function lookAtSums(
    choices: readonly Selector[],
    cum: Float64Array,
    parent: Float64Array,
    enough: number,
    judge: Judge,
  ): void {
    for (let s = 0; s < choices.length; s++) {
      const n = take(cum, choices[s]!.from, choices[s]!.to);
      if (n < fewest || size - n < fewest) continue;
      examined++;
      const gain = scorer.gain(sums, 0, parent, 0);
      if (gain >= enough || -gain >= enough) judge(s, gain);
    }
  }

  /** The same for plain counts, which nearly every rule comes through: no call, no root until it pays. */
  function lookAtCounts(
    choices: readonly Selector[],
    cum: Float64Array,
    parent: Float64Array,
    enough: number,
    judge: Judge,
  ): void {
    const m = parent[0]!;
    const p = parent[1]! / m;
    const unit = (p * (1 - p)) / (m - 1);
    const most = size - fewest;
    for (let s = 0; s < choices.length; s++) {
      const { from, to } = choices[s]!;
      const n = cum[to * 2]! - cum[from * 2]!;
      if (n < fewest || n > most) continue;
      examined++;
      const k = cum[to * 2 + 1]! - cum[from * 2 + 1]!;
      const away = k - n * p;
      const spread = unit * n * (m - n);
      if (!(spread > 0)) {
        if (enough > 0) continue;
      } else if (enough > 0 && away * away < enough * enough * spread) continue;
      sums[0] = n;
      sums[1] = k;
      judge(s, away);
    }
  }

  return {
    selectors,
    get examined() {
      return examined;
    },
    look,
    gain: payGain,
    lines: linesNow,
    judgePairs,
    count(many) {
      examined += many;
    },
    isWorth: (of) =>
      scorer.bound(of, 0, "good") > lists.good.least() || scorer.bound(of, 0, "poor") > lists.poor.least(),
    best: (direction) => lists[direction].best(),
  };
}
