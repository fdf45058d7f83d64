import type { Target } from "#lib/analysis/target.ts";
import { winsorise } from "#lib/stats/numeric.ts";
import { timeline } from "#lib/stats/timeline.ts";

/** The outcome of some rows (numbers into the target's arrays, repeats allowed), as if there were no others. */
export function partOfTarget(target: Target, picks: Int32Array): Target {
  const values = Float64Array.from(picks, (row) => target.values[row]!);
  const { weights, followed, numbers, exposure } = target;
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
    numbers: numbers && { order: orderOf(values), clipped: clippedOf(target, values, picks) },
    exposure: exposure ? Float64Array.from(picks, (row) => exposure[row]!) : null,
  };
}

/** Winsorised anew; what has been made linear already stays as it is. */
function clippedOf({ numbers, exposure }: Target, values: Float64Array, picks: Int32Array): Float64Array {
  return exposure ? Float64Array.from(picks, (row) => numbers!.clipped[row]!) : winsorise(values);
}

function orderOf(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}
