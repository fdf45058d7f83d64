import { worthOf } from "#lib/analysis/effective.ts";
import type { Grouping, Target } from "#lib/analysis/target.ts";
import { shrinkRates } from "#lib/stats/beta-binomial.ts";
import { mean, variance } from "#lib/stats/numeric.ts";
import { shrink } from "#lib/stats/shrink.ts";

/** Fewer levels than this do not tell how much levels differ. */
const fewestLevels = 3;

/**
 * What to expect of further accounts of a level, once it is allowed that the levels of an attribute differ partly by chance
 * and that the one looked at was chosen (statistics.md, "intervals after a search"): rates by a beta-binomial over the
 * levels at their effective sizes, means by DerSimonian and Laird. A point without an interval: that of so few levels would leave out how uncertain
 * their own spread is (with eight it held the truth in three cases of four). `at` is the level's position in the grouping.
 * Null for fewer than three levels, or a mean whose level has no spread.
 */
export function expectedOf(target: Target, { members }: Grouping, at: number): number | null {
  if (members.length < fewestLevels || target.exposure) return null;
  if (target.measure === "rate") {
    const worths = members.map((rows) => worthOf(target, rows, null));
    const rates = shrinkRates(
      worths.map(({ rate, worth }) => rate * worth),
      worths.map(({ worth }) => worth),
    ).rates;
    return rates[at]!.value;
  }
  const values = members.map((rows) => Float64Array.from(rows, (row) => target.values[row]!));
  const errors = values.map((own) => Math.sqrt(variance(own) / own.length));
  const used = [...values.keys()].filter((i) => errors[i]! > 0);
  const place = used.indexOf(at);
  if (place < 0 || used.length < fewestLevels) return null;
  const found = shrink(
    used.map((i) => mean(values[i]!)),
    used.map((i) => errors[i]!),
  );
  return found.values[place]!;
}
