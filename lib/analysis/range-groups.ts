import {
  compareRanges,
  isDamaged,
  isInRange,
  isPoint,
  type NumberRange,
  readRange,
} from "#lib/accounts/range.ts";
import { formatExact } from "#lib/analysis/format.ts";

/** The values of a column of ranges that are one level, in whatever spelling. */
export interface RangeGroup {
  /** A spelling of the file: the commonest. Of plain numbers between two ranges, the lowest and the highest. */
  readonly label: string;
  /** Plain numbers that lie in no range of the file. */
  readonly isGap: boolean;
  /** As a rule says it: `from` included, `to` not; null is open. */
  readonly span: NumberRange;
  readonly n: number;
}

export interface RangeGroups {
  /** By size. */
  readonly groups: readonly RangeGroup[];
  /** The group of each entry of the dictionary; -1: no account has it. */
  readonly groupOfCode: Int32Array;
  /** Whether no two of them overlap, so that neighbours can be said together: 51 to 500. */
  readonly isChain: boolean;
}

interface Held {
  readonly range: NumberRange;
  readonly codes: number[];
  n: number;
  into: Held | null;
  readonly isGap?: boolean;
}

/** More levels than this are no bands. */
const mostGroups = 40;

/**
 * The levels of a column of ranges. Spellings with the same ends are one; a plain number, or a narrower range of fewer accounts,
 * counts to the narrowest range that holds it. Plain numbers that lie in none are one level a gap. Null: too many to be bands.
 */
export function rangeGroups(dictionary: readonly string[], counts: Int32Array): RangeGroups | null {
  const all = heldBy(dictionary, counts);
  if (all === null) return null;
  const ranges = all.filter(({ range }) => !isPoint(range));
  for (const one of all) one.into = holderOf(one, ranges);
  const kept = ranges.filter(({ into }) => into === null);
  for (const one of all) if (one.into !== null) add(lastHolder(one), one);
  const groups = [...kept, ...gapsOf(all, kept)].sort((a, b) => compareRanges(a.range, b.range));
  if (groups.length > mostGroups) return null;
  const pairs = groups.slice(1).map((next, i) => ({ end: groups[i]!.range.to, start: next.range.from }));
  const touches = pairs.some(({ end, start }) => end !== null && end === start);
  const groupOfCode = new Int32Array(dictionary.length).fill(-1);
  groups.forEach(({ codes }, group) => {
    for (const code of codes) groupOfCode[code] = group;
  });
  return {
    groups: groups.map((group, i) => ({
      label: labelOf(group, dictionary, counts),
      isGap: group.isGap === true,
      span: spanOf(group, groups[i + 1]?.range.from ?? null, !touches),
      n: group.n,
    })),
    groupOfCode,
    isChain: pairs.every(({ end, start }) => end !== null && start !== null && end <= start),
  };
}

/** Entries by their ends; null where one of them is no range at all. */
function heldBy(dictionary: readonly string[], counts: Int32Array): Held[] | null {
  const byEnds = new Map<string, Held>();
  for (const [code, text] of dictionary.entries()) {
    if (counts[code] === 0) continue;
    const range = readRange(text);
    if (range === null) return null;
    const key = `${range.from} ${range.to}`;
    const held = byEnds.get(key) ?? { range, codes: [], n: 0, into: null };
    byEnds.set(key, held);
    held.codes.push(code);
    held.n += counts[code]!;
  }
  return [...byEnds.values()];
}

const width = ({ from, to }: NumberRange) =>
  (to ?? Number.POSITIVE_INFINITY) - (from ?? Number.NEGATIVE_INFINITY);

/** Of ranges of more accounts the narrowest that holds this one; null: none does. A number goes to any. */
function holderOf(one: Held, ranges: readonly Held[]): Held | null {
  const holders = ranges.filter(
    (other) =>
      other !== one &&
      (isPoint(one.range) || (other.n > one.n && width(other.range) > width(one.range))) &&
      isInRange(one.range, other.range) === true,
  );
  holders.sort((a, b) => width(a.range) - width(b.range) || compareRanges(b.range, a.range));
  return holders[0] ?? null;
}

function lastHolder(one: Held): Held {
  let at = one;
  while (at.into !== null) at = at.into;
  return at;
}

function add(to: Held, one: Held): void {
  to.codes.push(...one.codes);
  to.n += one.n;
}

/** Numbers in no range, those between the same two ranges together. */
function gapsOf(all: readonly Held[], ranges: readonly Held[]): Held[] {
  const gaps = new Map<number, Held[]>();
  for (const one of all) {
    if (!isPoint(one.range) || one.into !== null) continue;
    const gap = ranges.filter(({ range }) => compareRanges(range, one.range) < 0).length;
    gaps.set(gap, [...(gaps.get(gap) ?? []), one]);
  }
  return [...gaps.values()].map((points) => {
    const values = points.map(({ range }) => range.from ?? 0);
    return {
      range: { from: Math.min(...values), to: Math.max(...values) },
      codes: points.flatMap(({ codes }) => codes),
      n: points.reduce((sum, { n }) => sum + n, 0),
      into: null,
      isGap: true,
    };
  });
}

function labelOf(group: Held, dictionary: readonly string[], counts: Int32Array): string {
  const { from, to } = group.range;
  if (group.isGap && from !== to) return `${formatExact(from ?? 0)} to ${formatExact(to ?? 0)}`;
  const own = group.codes.filter((code) => compareRanges(readRange(dictionary[code]!)!, group.range) === 0);
  const rank = (code: number) => (isDamaged(dictionary[code]!) ? 0 : counts[code]!);
  return own
    .map((code) => ({ text: dictionary[code]!, rank: rank(code) }))
    .sort((a, b) => b.rank - a.rank || (a.text < b.text ? -1 : 1))[0]!.text;
}

/** 51-200 is 51 to under 201 where the next one begins there, or where nothing else is said; $1M-$10M ends where $10M-$50M begins. */
function spanOf({ range: { from, to }, isGap }: Held, next: number | null, whole: boolean): NumberRange {
  if (to === null) return { from, to };
  if (isGap === true) return { from, to: next };
  if (next !== null && next >= to && next - to <= 1) return { from, to: next };
  return { from, to: whole ? to + 1 : to };
}
