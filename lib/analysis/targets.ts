import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { goodCustomerTarget, numericTargets, retentionTarget, type Target } from "#lib/analysis/target.ts";

/** Every outcome of a frame made ready: good customer (with a definition), retention, then the numeric ones. */
export function targetsOf(frame: Frame, definition: Definition | null): Target[] {
  const good = definition === null ? [] : [goodCustomerTarget(judgeAccounts(frame, definition))];
  const retention = retentionTarget(frame);
  const all = [...good, ...(retention === null ? [] : [retention]), ...numericTargets(frame)];
  return all.filter((target) => target.rows.length > 0);
}
