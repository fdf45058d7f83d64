import type { Target } from "#lib/analysis/target.ts";
import { winsorise } from "#lib/stats/numeric.ts";
import { type Random, shuffle } from "#lib/stats/random.ts";
import { timeline } from "#lib/stats/timeline.ts";

/** The outcome of some rows (numbers into the target's arrays, repeats allowed), as if there were no others. */
export function partOfTarget(target: Target, picks: Int32Array): Target {
  const values = Float64Array.from(picks, (row) => target.values[row]!);
  const { weights, followed, numbers } = target;
  const months = followed === null ? null : Float64Array.from(picks, (row) => followed.months[row]!);
  return {
    ...target,
    rows: picks.map((row) => target.rows[row]!),
    values,
    weights: weights === null ? null : Float64Array.from(picks, (row) => weights[row]!),
    followed:
      followed === null || months === null
        ? null
        : { months, left: Uint8Array.from(picks, (row) => followed.left[row]!), on: timeline(months) },
    numbers: numbers === null ? null : { order: orderOf(values), clipped: winsorise(values) },
  };
}

function orderOf(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** Rows (numbers into a target's arrays) to search and rows to test on. */
export interface Halves {
  readonly discovery: Int32Array;
  readonly holdout: Int32Array;
  readonly by: "account" | "cluster" | "time";
}

const discoveryShare = 0.6;
/** Dates say something about the order only where nearly everybody has one. */
const datedShare = 0.95;

/**
 * 60 % to search and 40 % to test on (statistics.md, "combinations"): the later 40 % where accounts are dated (`days`, NaN
 * unknown); else whole clusters where accounts come in clusters; else drawn within each value of a yes or no.
 */
export function halvesOf(
  target: Target,
  clusters: Int32Array | null,
  days: Float64Array | null,
  random: Random,
): Halves {
  const rows = Int32Array.from(target.rows.keys());
  const dated = days === null ? 0 : rows.reduce((sum, row) => sum + (Number.isNaN(days[row]!) ? 0 : 1), 0);
  if (days !== null && clusters === null && dated >= datedShare * rows.length) {
    const halves = byTime(rows, days);
    if (halves !== null) return halves;
  }
  if (clusters !== null) return byCluster(rows, clusters, random);
  const strata =
    target.measure === "rate"
      ? [0, 1].map((value) => rows.filter((row) => target.values[row] === value))
      : [rows];
  const parts = strata.map((stratum) => {
    const drawn = shuffle(stratum, random);
    const cut = Math.round(drawn.length * discoveryShare);
    return [drawn.subarray(0, cut), drawn.subarray(cut)] as const;
  });
  return {
    discovery: together(parts.map(([first]) => first)),
    holdout: together(parts.map(([, second]) => second)),
    by: "account",
  };
}

/** Null where too many started on the same day for a cut to divide them. */
function byTime(rows: Int32Array, days: Float64Array): Halves | null {
  const known = Float64Array.from(rows, (row) => days[row]!)
    .filter((day) => !Number.isNaN(day))
    .sort();
  const cut = known[Math.floor(known.length * discoveryShare)]!;
  const holdout = rows.filter((row) => days[row]! >= cut);
  const share = holdout.length / rows.length;
  if (share < 0.25 || share > 0.55) return null;
  return { discovery: rows.filter((row) => !(days[row]! >= cut)), holdout, by: "time" };
}

function byCluster(rows: Int32Array, clusters: Int32Array, random: Random): Halves {
  const names = shuffle([...new Set(rows.map((row) => clusters[row]!))], random);
  const first = new Set(names.slice(0, Math.round(names.length * discoveryShare)));
  return {
    discovery: rows.filter((row) => first.has(clusters[row]!)),
    holdout: rows.filter((row) => !first.has(clusters[row]!)),
    by: "cluster",
  };
}

function together(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}
