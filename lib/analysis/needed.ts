import { falseFindings } from "#lib/analysis/family.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";

/** 80 % power: the normal quantile of .8. */
const power = 0.8416;

/**
 * Accounts needed in all for a difference like the one seen to be found four times in five, alone among `tests`
 * questions: n = (z₁₋α'/₂ + .8416)²·variance/(s(1−s)d²), α' = .025/tests (statistics.md). `variance` is p0(1−p0) of a
 * rate or σ² of a mean, `share` the level's share of accounts. Null where there is no difference to find.
 */
export function accountsNeeded(
  difference: number,
  variance: number,
  share: number,
  tests: number,
): number | null {
  const spread = share * (1 - share) * difference * difference;
  if (!(spread > 0) || !(variance > 0)) return null;
  const z = -normalQuantile(falseFindings / tests / 2) + power;
  const n = Math.ceil((z * z * variance) / spread);
  return n <= Number.MAX_SAFE_INTEGER ? n : null;
}
