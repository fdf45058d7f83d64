import { clusteredMean, worthOf } from "#lib/analysis/effective.ts";
import type { Grouping, Target } from "#lib/analysis/target.ts";
import { shrinkRates } from "#lib/stats/beta-binomial.ts";
import { mean, variance } from "#lib/stats/numeric.ts";
import { shrink } from "#lib/stats/shrink.ts";

/** Fewer levels than this do not tell how much levels differ. */
const fewestLevels = 3;
/** Smaller levels at times vary little by chance, and would then be taken for known: they vary no less than all levels do within. */
const fewestRows = 20;

/**
 * What to expect of further accounts of a level, once it is allowed that the levels of an attribute differ partly by chance
 * and that the one looked at was chosen (statistics.md, "intervals after a search"): rates by a beta-binomial over the
 * levels at what their rows are worth (see worthOf), means by DerSimonian and Laird with errors between `clusters` (by row of the target, or null: rows
 * of one are no evidence for each other) where these are larger. A point without an interval: that of so few levels would leave out how uncertain
 * their own spread is (with eight it held the truth in three cases of four). `at` is the level's position in the grouping.
 * Null for fewer than three levels, or a mean whose level has no spread.
 */
export function expectedOf(
  target: Target,
  { members }: Grouping,
  at: number,
  clusters: Int32Array | null = null,
): number | null {
  if (members.length < fewestLevels || target.exposure) return null;
  if (target.measure === "rate") {
    const worths = members.map((rows) => worthOf(target, rows, clusters));
    const rates = shrinkRates(
      worths.map(({ rate, worth }) => rate * worth),
      worths.map(({ worth }) => worth),
    ).rates;
    return rates[at]!.value;
  }
  const values = members.map((rows) => Float64Array.from(rows, (row) => target.values[row]!));
  const errors = errorsOf(target, members, values, clusters);
  const used = [...values.keys()].filter((i) => errors[i]! > 0);
  const place = used.indexOf(at);
  if (place < 0 || used.length < fewestLevels) return null;
  const found = shrink(
    used.map((i) => mean(values[i]!)),
    used.map((i) => errors[i]!),
  );
  return found.values[place]!;
}

/** The standard error of each level's mean. */
function errorsOf(
  target: Target,
  members: Grouping["members"],
  values: readonly Float64Array[],
  clusters: Int32Array | null,
): number[] {
  const own = values.map((level) => (level.length > 1 ? variance(level) : 0));
  const df = values.reduce((sum, level) => sum + level.length - 1, 0);
  const pooled = values.reduce((sum, level, i) => sum + own[i]! * (level.length - 1), 0) / Math.max(1, df);
  return members.map((rows, i) => {
    const spread = rows.length < fewestRows ? Math.max(own[i]!, pooled) : own[i]!;
    const between = clusters === null || rows.length < 2 ? 0 : clusteredMean(target, rows, clusters).se;
    return Math.max(Math.sqrt(spread / rows.length), Number.isFinite(between) ? between : 0);
  });
}
