import type { Estimate } from "#lib/analysis/finding.ts";
import type { LevelledAttribute } from "#lib/analysis/levels.ts";
import { measureOf } from "#lib/analysis/patterns.ts";
import { censoringDepends, exposureDepends } from "#lib/analysis/search/censoring.ts";
import type { SearchColumn } from "#lib/analysis/search/columns.ts";
import { mostShuffled } from "#lib/analysis/search/limits.ts";
import { canPermute } from "#lib/analysis/search/permuting-cost.ts";
import type { RuleFindings } from "#lib/analysis/search/rule.ts";
import { rulesByShuffling } from "#lib/analysis/search/rules-by-shuffling.ts";
import { rulesBySplit } from "#lib/analysis/search/rules-by-split.ts";
import { chancesOf, type SearchOptions } from "#lib/analysis/search/search-options.ts";
import { mostChances } from "#lib/analysis/search/shuffled.ts";
import { isSmall } from "#lib/analysis/small.ts";
import type { Target } from "#lib/analysis/target.ts";
import { wilson } from "#lib/stats/rate.ts";

/**
 * Searches combinations of up to four conditions for good and poor accounts (statistics.md, "combinations"): family-wise
 * control over the whole search by max-T up to 5,000 rows, by a 60/40 split and Holm above, or where accounts may not exchange
 * outcomes because some attribute tells how long they were watched, or where p is corrected for more than permutations can tell or there are too many attributes to permute over; every condition must pay;
 * what says the same is said once. No rules from under 100 accounts or fewer than ten of either kind. `levelled` are the
 * attributes by which each rule is looked at again. A pure function of its arguments.
 */
export function searchRules(
  columns: readonly SearchColumn[],
  levelled: readonly LevelledAttribute[],
  target: Target,
  options: SearchOptions,
): RuleFindings {
  if (isSmall(target)) return nothing(target, options.tried ?? 1);
  const split =
    target.rows.length > mostShuffled ||
    chancesOf(options) > mostChances ||
    !canPermute(columns, target.rows.length, options.maxConditions) ||
    censoringDepends(levelled, target) ||
    exposureDepends(levelled, target);
  return (split ? rulesBySplit : rulesByShuffling)(columns, levelled, target, options);
}

function nothing(target: Target, tried: number): RuleFindings {
  return {
    outcome: target.outcome,
    measure: target.measure,
    policy: "small",
    splitBy: null,
    permutations: 0,
    critical: 0,
    accounts: target.rows.length,
    examined: 0,
    selectors: 0,
    base: baseOf(target),
    tried,
    rules: [],
  };
}

/** The rate or mean of everybody. */
function baseOf(target: Target): Estimate {
  if (target.rows.length > 0) return measureOf(target, 1).base;
  return { value: Number.NaN, ...wilson(0, 0) };
}
