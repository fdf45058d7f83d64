import { countBelow } from "#lib/analysis/ascending.ts";
import { daysOf, formatExact, isoDate } from "#lib/analysis/format.ts";

/** A band of a numeric or date attribute: `from` is included, `to` is not; null is open. */
export interface Band {
  readonly from: number | null;
  readonly to: number | null;
  readonly label: string;
}

/** Headcounts as companies are usually sorted; round edges, so that a rule reads "200 to 999 employees". */
const headcountEdges = [10, 50, 200, 500, 1000, 5000];
const revenueEdges = [1e6, 5e6, 10e6, 50e6, 100e6, 500e6, 1e9];

const headcountName =
  /employee|headcount|head count|staff|company size|team size|mitarbeiter|effectif|empleados/i;
const revenueName = /revenue|turnover|umsatz|chiffre|ingresos/i;

/** A usual banding is honest only where it divides: fewer bands than this with a share, and quantiles serve better. */
const fewestUsual = 3;
const leastShare = 0.05;

/** Numbers with at most this many distinct values get one level a value. */
export const mostDistinct = 8;

/**
 * Outcome-blind bands of known numbers (any order, no NaN): the usual headcount or revenue bands where the attribute's
 * name and its values suit them, quantiles with rounded cuts otherwise. The bands cover every number, never overlap and
 * hold at least one value each.
 */
export function numberBands(name: string, values: Float64Array): Band[] {
  const ascending = sampleOf(values).sort();
  if (ascending.length === 0) return [];
  const usual = usualEdges(name, ascending);
  const cuts = usual ?? quantileCuts(ascending);
  return bandsBetween(cuts, ascending, values.every(Number.isInteger));
}

/**
 * The bands that ascending cuts make of numbers, in words; `ascending` are the numbers (or a
 * sample) in order, `whole` whether all of them are.
 */
export function bandsBetween(cuts: readonly number[], ascending: Float64Array, whole: boolean): Band[] {
  const say = whole && ascending[0]! >= firstYear && ascending.at(-1)! <= lastYear ? String : formatExact;
  return between(cuts).map(([from, to]) => ({ from, to, label: rangeLabel(from, to, whole, say) }));
}

/** Whole numbers within these are years, which are written without a comma. */
const firstYear = 1800;
const lastYear = 2100;

/** Quantiles of a great many values need no more than some tens of thousands. */
const enoughForQuantiles = 25_000;

/** Of more than 25,000 numbers every so many-th (systematic sampling), in the order given; a copy of fewer. */
export function sampleOf(values: Float64Array): Float64Array {
  const step = Math.max(1, Math.floor(values.length / enoughForQuantiles));
  const sample = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = values[i * step]!;
  return sample;
}

function usualEdges(name: string, ascending: Float64Array): number[] | null {
  const edges = headcountName.test(name) ? headcountEdges : revenueName.test(name) ? revenueEdges : null;
  if (edges === null) return null;
  const held = between(edges).map(([from, to]) => countBetween(ascending, from, to));
  const shares = held.filter((count) => count >= leastShare * ascending.length);
  if (shares.length < fewestUsual) return null;
  // An edge beside an empty band divides nothing.
  return edges
    .filter((_, i) => held.slice(0, i + 1).some(Boolean) && held.slice(i + 1).some(Boolean))
    .filter((_, i, kept) => i === 0 || countBetween(ascending, kept[i - 1]!, kept[i]!) > 0);
}

/** Tertiles below 100 values, quartiles below 200, quintiles from there: enough in each to say something. */
function quantileCuts(ascending: Float64Array): number[] {
  const n = ascending.length;
  const bands = n < 100 ? 3 : n < 200 ? 4 : 5;
  const cuts: number[] = [];
  for (let i = 1; i < bands; i++) {
    const cut = cutAt(ascending, Math.floor((i * n) / bands), n / bands);
    if (cut !== null && cut > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY)) cuts.push(cut);
  }
  // Rounding may have emptied the gap between two cuts.
  return cuts.filter((cut, i) => countBetween(ascending, i === 0 ? null : cuts[i - 1]!, cut) > 0);
}

/**
 * The cut whose lower side holds about `index` values; a spike of equal values stays whole. Rounded to the fewest
 * digits that move less than a twentieth of a band: readers remember 70, not 70.35.
 */
function cutAt(ascending: Float64Array, index: number, band: number): number | null {
  const value = ascending[index]!;
  const exact = value > ascending[0]! ? value : firstAbove(ascending, value);
  if (exact === null) return null;
  const below = countBelow(ascending, exact);
  for (let digits = 1; digits <= 6; digits++) {
    const rounded = Number(exact.toPrecision(digits));
    const moved = Math.abs(countBelow(ascending, rounded) - below);
    if (moved <= band / 20 && rounded > ascending[0]! && rounded <= ascending.at(-1)!) return rounded;
  }
  return exact;
}

function firstAbove(ascending: Float64Array, value: number): number | null {
  return ascending.find((candidate) => candidate > value) ?? null;
}

function countBetween(ascending: Float64Array, from: number | null, to: number | null): number {
  const end = to === null ? ascending.length : countBelow(ascending, to);
  return end - (from === null ? 0 : countBelow(ascending, from));
}

function between(cuts: readonly number[]): [number | null, number | null][] {
  return [...cuts, null].map((to, i) => [i === 0 ? null : cuts[i - 1]!, to]);
}

function rangeLabel(
  from: number | null,
  to: number | null,
  whole: boolean,
  say: (value: number) => string,
): string {
  if (from === null && to === null) return "any";
  if (from === null) return `under ${say(to!)}`;
  if (to === null) return `${say(from)} and more`;
  if (!whole || !Number.isInteger(to)) return `${say(from)} to under ${say(to)}`;
  return to - from === 1 ? say(from) : `${say(from)} to ${say(to - 1)}`;
}

/**
 * Bands of dates (days since 1970-01-01): quarters where they span at most nine, else years, the oldest years together
 * so that there are at most eight.
 */
export function dateBands(values: Float64Array): Band[] {
  if (values.length === 0) return [];
  const ascending = Float64Array.from(values).sort();
  const first = isoDate(ascending[0]!);
  const last = isoDate(ascending.at(-1)!);
  const quarters = quarterIndex(last) - quarterIndex(first) + 1;
  const all =
    quarters <= 9
      ? quarterBands(first, quarters)
      : yearBands(Number(first.slice(0, 4)), Number(last.slice(0, 4)));
  return all.filter((band) => countBetween(ascending, band.from, band.to) > 0);
}

const quarterIndex = (iso: string) =>
  Number(iso.slice(0, 4)) * 4 + Math.floor((Number(iso.slice(5, 7)) - 1) / 3);

function quarterBands(first: string, count: number): Band[] {
  const start = quarterIndex(first);
  const startOf = (index: number) => {
    const month = (index % 4) * 3 + 1;
    return daysOf(`${Math.floor(index / 4)}-${month.toString().padStart(2, "0")}-01`);
  };
  return Array.from({ length: count }, (_, i) => ({
    from: startOf(start + i),
    to: startOf(start + i + 1),
    label: `${Math.floor((start + i) / 4)} Q${((start + i) % 4) + 1}`,
  }));
}

function yearBands(first: number, last: number): Band[] {
  const from = Math.max(first, last - 6);
  const startOf = (year: number) => daysOf(`${year.toString().padStart(4, "0")}-01-01`);
  const years = Array.from({ length: last - from + 1 }, (_, i) => ({
    from: startOf(from + i),
    to: startOf(from + i + 1),
    label: String(from + i),
  }));
  return from > first ? [{ from: null, to: startOf(from), label: `before ${from}` }, ...years] : years;
}
