import { falseFindings } from "#lib/analysis/family.ts";
import { normalQuantile } from "#lib/stats/distributions.ts";

/** 80 % power: the normal quantile of .8. */
const power = 0.8416;

/**
 * Accounts needed in all for a difference like the one seen to be found four times in five, alone among `tests` questions
 * (more than 0, not always whole): n = (z₁₋α'/₂ + .8416)²/signal, α' = .025/tests (statistics.md). `signal` is what one
 * account adds to the test, the square of its own standardised statistic divided by the accounts it was seen in; for a rate
 * of share s that differs by d it is s(1 − s)d²/(p0(1 − p0)). Null where there is none, or no number of accounts is near.
 */
export function accountsFor(signal: number, tests: number): number | null {
  if (!(signal > 0)) return null;
  const z = -normalQuantile(falseFindings / tests / 2) + power;
  const n = Math.ceil((z * z) / signal);
  return n <= Number.MAX_SAFE_INTEGER ? n : null;
}
