import { partOfScore } from "#lib/analysis/good-score.ts";
import { scored } from "#lib/analysis/score-target.ts";
import type { Target } from "#lib/analysis/target.ts";
import { winsorise } from "#lib/stats/numeric.ts";
import { enoughInView, timeline } from "#lib/stats/timeline.ts";

/** The outcome of some rows (numbers into the target's arrays, repeats allowed), as if there were no others. */
export function partOfTarget(target: Target, picks: Int32Array): Target {
  const { weights, followed, numbers, exposure } = target;
  const at = (all: Float64Array) => Float64Array.from(picks, (row) => all[row]!);
  const months = followed === null ? null : at(followed.months);
  const entry = followed?.entry ? at(followed.entry) : null;
  if (target.score)
    return {
      ...target,
      ...scored(partOfScore(target.score, picks)),
      rows: picks.map((row) => target.rows[row]!),
    };
  const values = at(target.values);
  return {
    ...target,
    rows: picks.map((row) => target.rows[row]!),
    values,
    weights: weights && at(weights),
    followed:
      followed === null || months === null
        ? null
        : {
            months,
            left: Uint8Array.from(picks, (row) => followed.left[row]!),
            entry,
            on: timeline(months, entry, enoughInView),
          },
    numbers: numbers && { order: orderOf(values), clipped: clippedOf(target, values, picks) },
    exposure: exposure ? at(exposure) : null,
  };
}

/** Winsorised anew; what has been made linear already stays as it is. */
function clippedOf({ numbers, exposure }: Target, values: Float64Array, picks: Int32Array): Float64Array {
  return exposure ? Float64Array.from(picks, (row) => numbers!.clipped[row]!) : winsorise(values);
}

function orderOf(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
}
