import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { smallerSide, type Target } from "#lib/analysis/target.ts";
import { targetsOf } from "#lib/analysis/targets.ts";

/** Good and not good accounts without which a yes or no tells nothing. */
const fewestOfEach = 10;

/**
 * What is worth foretelling of a customer as a yes or no: good customer, else retention, the first with enough of either
 * kind. Without the dates on which customers left nobody is known to be no good customer, though who left is. Null where
 * the data has no yes or no.
 */
export function foretold(frame: Frame, definition: Definition | null): Target | null {
  const rates = targetsOf(frame, definition).filter(({ measure }) => measure === "rate");
  return rates.find((target) => smallerSide(target) >= fewestOfEach) ?? rates[0] ?? null;
}
