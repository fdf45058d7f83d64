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
  return variance > 0 ? accountsFor((share * (1 - share) * difference * difference) / variance, tests) : null;
}

/**
 * The same from the signal of one account: the square of the test's own standardised statistic, divided by the accounts
 * it was seen in. Null where there is none.
 */
export function accountsFor(signal: number, tests: number): number | null {
  if (!(signal > 0)) return null;
  const z = -normalQuantile(falseFindings / tests / 2) + power;
  const n = Math.ceil((z * z) / signal);
  return n <= Number.MAX_SAFE_INTEGER ? n : null;
}
