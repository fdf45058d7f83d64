import { riskTable, type Timeline, thinTimes, timeline } from "#lib/stats/timeline.ts";

/** From which time on staying counts, and from which it counts in full; the same for a yes or no. Unit of the times. */
export interface Rise {
  readonly from: number;
  readonly to: number;
}

/**
 * Pseudo-observations of retention (Andersen, Klein and Rosthøj 2003; of restricted means Andersen, Hansen and Klein 2004):
 * n·θ − (n − 1)·θ₋ᵢ, the jackknife of θ = ∫ S(t) dt/(to − from) over from…to with S the Kaplan-Meier curve: the mean of what
 * staying is worth, 0 up to `from`, 1 from `to` on, linear between. Where `from` is `to` it is the share still there just
 * before, S(to−). Their mean in a group estimates that group's, also for rows cut off early. They may lie outside 0…1 and
 * are never cut into yes and no. NaN where the row takes no part. Exact with ties, O(n log n); beyond the last time the
 * curve stays where it was. months, left: as kaplanMeier; with late entries pass timeline(months, entry): differences
 * between groups then keep their sign, but are scaled by how many of each group came under observation (Grand and others
 * 2019).
 */
export function pseudoRetention(
  months: ArrayLike<number>,
  left: ArrayLike<number>,
  rise: Rise,
  on: Timeline = timeline(months),
): Float64Array {
  const { times, atRisk, events } = riskTable(on, left);
  const thin = thinTimes(on, atRisk);
  thin?.forEach((isThin, j) => {
    if (isThin === 1) events[j] = 0;
  });
  const size = times.length;
  const { before, lengths } = lengthsOf(times, rise);
  const kept = (j: number) => 1 - events[j]! / Math.max(1, atRisk[j]!);
  const keptWithout = (j: number) => 1 - events[j]! / Math.max(1, atRisk[j]! - 1);
  // S and the part of θ up to each time, of everybody; `after`: what lies from a time on, per share still there.
  const share = new Float64Array(size + 1).fill(1);
  const part = new Float64Array(size + 1).fill(before);
  for (let j = 0; j < size; j++) {
    share[j + 1] = share[j]! * kept(j);
    part[j + 1] = part[j]! + lengths[j]! * share[j + 1]!;
  }
  const after = new Float64Array(size + 1);
  for (let j = size - 1; j >= 0; j--)
    after[j] = lengths[j]! + (j + 1 < size ? kept(j + 1) * after[j + 1]! : 0);
  const without = new OneFewer(size, lengths, keptWithout);
  const whole = part[size]!;
  const n = on.rows.length;
  const pseudo = new Float64Array(on.at.length).fill(Number.NaN);
  for (const row of on.rows) {
    const end = on.at[row]!;
    const start = on.from === null ? 0 : on.from[row]!;
    const others = atRisk[end]! - 1;
    const own = thin?.[end] === 1 ? 0 : left[row]!;
    const last = others > 0 ? 1 - (events[end]! - own) / others : 1;
    const within = without.area(start, end) + without.share(start, end) * last * after[end]!;
    pseudo[row] = n * whole - (n - 1) * (part[start]! + share[start]! * within);
  }
  return pseudo;
}

/** How much of from…to lies before the first time, and between each time and the next; together 1. */
function lengthsOf(times: Float64Array, { from, to }: Rise): { before: number; lengths: Float64Array } {
  const between = (a: number, b: number): number => {
    if (to > from) return Math.max(0, Math.min(b, to) - Math.max(a, from)) / (to - from);
    return a < to && to <= b ? 1 : 0;
  };
  const end = (j: number) => times[j] ?? Number.POSITIVE_INFINITY;
  return {
    before: between(Number.NEGATIVE_INFINITY, end(0)),
    lengths: Float64Array.from(times, (time, j) => between(time, end(j + 1))),
  };
}

/** The curve with one row fewer at risk, between any two of its times: products and areas by running totals. */
class OneFewer {
  readonly #products: Float64Array;
  readonly #areas: Float64Array;
  /** The next time from each on at which nobody else is left. */
  readonly #empty: Int32Array;

  constructor(size: number, lengths: Float64Array, kept: (j: number) => number) {
    this.#products = new Float64Array(size + 1).fill(1);
    this.#areas = new Float64Array(size + 1);
    this.#empty = new Int32Array(size + 1).fill(size);
    for (let j = 0; j < size; j++) {
      const factor = kept(j);
      // A product through 0 could not be divided again; `empty` tells where it ends.
      this.#products[j + 1] = this.#products[j]! * (factor > 0 ? factor : 1);
      this.#areas[j + 1] = this.#areas[j]! + lengths[j]! * this.#products[j + 1]!;
    }
    for (let j = size - 1; j >= 0; j--) this.#empty[j] = kept(j) > 0 ? this.#empty[j + 1]! : j;
  }

  /** Of those there just before time `start`, the share there just before time `end`. */
  share(start: number, end: number): number {
    return this.#empty[start]! < end ? 0 : this.#products[end]! / this.#products[start]!;
  }

  /** What the times from `start` to just before `end` add to θ, per share there before them. */
  area(start: number, end: number): number {
    const until = Math.max(start, Math.min(end, this.#empty[start]!));
    return (this.#areas[until]! - this.#areas[start]!) / this.#products[start]!;
  }
}
