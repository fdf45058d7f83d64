import type { Frame } from "#lib/accounts/frame.ts";
import { withoutAccounts } from "#lib/accounts/leave-out.ts";

const known = new WeakMap<Frame, Frame>();

/**
 * The accounts of a frame that are known to be customers: when they started, or whether they stayed or left, is
 * recorded. A CRM's companies hold many more, which would count as customers inside or outside of a profile. Where neither
 * is recorded of anybody, the table is one of customers, and all count. The same frame gives the same answer object.
 */
export function customersOf(frame: Frame): Frame {
  const remembered = known.get(frame);
  if (remembered !== undefined) return remembered;
  const { retention, startDays } = frame;
  const others = frame.accountIds.filter(
    (_, i) => (retention?.left[i] ?? 2) === 2 && Number.isNaN(startDays?.[i] ?? Number.NaN),
  );
  const customers =
    others.length === frame.accountIds.length ? frame : withoutAccounts(frame, new Set(others));
  known.set(frame, customers);
  return customers;
}
