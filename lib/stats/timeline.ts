/**
 * Follow-up times put in order once, to be used by every curve and test on the same rows. A row is at risk from its
 * entry (exclusive) to its time (inclusive).
 */
export interface Timeline {
  /** Distinct times, ascending. */
  readonly times: Float64Array;
  /** Per row: the index of its time in `times`; −1 where the time is unknown (NaN), such rows take no part. */
  readonly at: Int32Array;
  /** Rows by time: those of time j are rows[starts[j]] … rows[starts[j + 1] − 1]. */
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  /** Per row: when it came under observation, and the index of the first time at which it is at risk; null where all are from the start. */
  readonly entry: ArrayLike<number> | null;
  readonly from: Int32Array | null;
  /** Rows by `from`, for late entries only; laid out as rows and starts. */
  readonly entering: Int32Array;
  readonly enteringStarts: Int32Array;
  /** Of late entries: no curve falls at times with fewer at risk (see thinTimes). 0: they all count. */
  readonly fewest: number;
}

const none = new Int32Array(0);

/**
 * Orders follow-up times (any unit, NaN = unknown). `entry`, of the same length, is the time each row came under
 * observation (left truncation); a row whose entry is not before its time is never at risk and takes no part. `fewest`: see
 * thinTimes; 0 is R's survfit.
 */
export function timeline(
  time: ArrayLike<number>,
  entry: ArrayLike<number> | null = null,
  fewest = 0,
): Timeline {
  const n = time.length;
  const takesPart = (i: number) => !Number.isNaN(time[i]!) && (entry === null || entry[i]! < time[i]!);
  const at = new Int32Array(n).fill(-1);
  const known = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (takesPart(i)) known[count++] = time[i]!;
  const times = distinct(known.subarray(0, count).sort());
  for (let i = 0; i < n; i++) if (takesPart(i)) at[i] = firstAtLeast(times, time[i]!);
  const byTime = bucket(at, times.length);
  if (entry === null) {
    return { times, at, ...byTime, entry, from: null, entering: none, enteringStarts: none, fewest };
  }
  const from = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) if (at[i]! >= 0) from[i] = firstAbove(times, entry[i]!);
  const byEntry = bucket(from, times.length);
  return {
    times,
    at,
    ...byTime,
    entry,
    from,
    entering: byEntry.rows,
    enteringStarts: byEntry.starts,
    fewest,
  };
}

function distinct(ascending: Float64Array): Float64Array {
  let kept = 0;
  for (let i = 0; i < ascending.length; i++) {
    if (i === 0 || ascending[i] !== ascending[i - 1]) ascending[kept++] = ascending[i]!;
  }
  return ascending.slice(0, kept);
}

function firstAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(ascending: Float64Array, value: number): number {
  const i = firstAtLeast(ascending, value);
  return ascending[i] === value ? i + 1 : i;
}

/** Counting sort of row numbers by their bucket (−1: left out). */
function bucket(of: Int32Array, buckets: number): { rows: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(buckets + 1);
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) starts[of[i]! + 1]!++;
  for (let j = 0; j < buckets; j++) starts[j + 1]! += starts[j]!;
  const rows = new Int32Array(starts[buckets]!);
  const next = starts.slice(0, buckets);
  for (let i = 0; i < of.length; i++) {
    const j = of[i]!;
    if (j >= 0) rows[next[j]!++] = i;
  }
  return { rows, starts };
}

/** The rows of a timeline for which `takes` holds, on the same times, without sorting again. */
export function partOf(on: Timeline, takes: (row: number) => boolean): Timeline {
  const ending = keep(on.rows, on.starts, takes);
  if (on.from === null) return { ...on, ...ending };
  const entering = keep(on.entering, on.enteringStarts, takes);
  return { ...on, ...ending, entering: entering.rows, enteringStarts: entering.starts };
}

/** Buckets of rows without those that `takes` does not hold for. */
function keep(all: Int32Array, bounds: Int32Array, takes: (row: number) => boolean) {
  const rows = new Int32Array(all.length);
  const starts = new Int32Array(bounds.length);
  let kept = 0;
  for (let j = 0; j + 1 < bounds.length; j++) {
    for (let i = bounds[j]!; i < bounds[j + 1]!; i++) {
      const row = all[i]!;
      if (takes(row)) rows[kept++] = row;
    }
    starts[j + 1] = kept;
  }
  return { rows: rows.slice(0, kept), starts };
}

/** Per distinct time: how many were at risk and how many had the event. */
export interface RiskTable {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
}

/**
 * At risk (entered before, not ended before) and events per distinct time of a timeline. `event` holds, per row, 1 where its
 * time ends with the event, 0 where it was cut off.
 */
export function riskTable(on: Timeline, event: ArrayLike<number>): RiskTable {
  const size = on.times.length;
  const atRisk = new Float64Array(size);
  const events = new Float64Array(size);
  let present = on.from === null ? on.rows.length : 0;
  for (let j = 0; j < size; j++) {
    if (on.from !== null) present += on.enteringStarts[j + 1]! - on.enteringStarts[j]!;
    atRisk[j] = present;
    for (let i = on.starts[j]!; i < on.starts[j + 1]!; i++) events[j]! += event[on.rows[i]!]!;
    present -= on.starts[j + 1]! - on.starts[j]!;
  }
  return { times: on.times, atRisk, events };
}

/** With fewer in view each who leaves would take over a fifth of the curve. */
export const enoughInView = 5;

/**
 * With late entries, 1 for every time at which fewer than `fewest` are at risk though at some later time there are so many; null
 * without, and where `fewest` is 0. A curve must not fall there: where the first one or two in view all leave it is 0, and
 * nothing after can mend it. Lai and Ying (1991) pass over times with a risk set under c·n^α; with c = 5 and α = 0 the share at
 * the horizon misses the truth by no more than without (60 to 1,000 rows), larger bounds pass over departures that tell. The
 * curve then says how many stay of those who had stayed until there were enough.
 */
export function thinTimes({ from, fewest }: Timeline, atRisk: Float64Array): Uint8Array | null {
  if (from === null || fewest === 0) return null;
  const last = atRisk.findLastIndex((n) => n >= fewest);
  return Uint8Array.from(atRisk, (n, j) => (j < last && n < fewest ? 1 : 0));
}
