import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { judgeAccounts } from "#lib/analysis/good-customer.ts";
import { inView } from "#lib/analysis/late-entry.ts";
import { saleTarget } from "#lib/analysis/sale-target.ts";
import { goodScoreTarget } from "#lib/analysis/score-target.ts";
import { goodCustomerTarget, numericTargets, retentionTarget, type Target } from "#lib/analysis/target.ts";

/**
 * Every outcome of a frame made ready: good customer (with a definition; as a score where it says so), retention, how soon
 * sales are won, then the numeric ones.
 */
export function targetsOf(frame: Frame, definition: Definition | null): Target[] {
  const good = definition === null ? [] : [goodTarget(frame, definition)];
  const retention = retentionTarget(inView(frame, definition));
  const sale = saleTarget(frame);
  const all = [...good, retention, sale, ...numericTargets(frame)].filter((target) => target !== null);
  return all.filter((target) => target.rows.length > 0);
}

function goodTarget(frame: Frame, definition: Definition): Target {
  if (definition.measuredBy === "score") return goodScoreTarget(frame, definition);
  return goodCustomerTarget(judgeAccounts(frame, definition));
}
