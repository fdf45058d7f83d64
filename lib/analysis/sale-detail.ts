import type { Frame } from "#lib/accounts/frame.ts";
import type { Estimate } from "#lib/analysis/finding.ts";
import { isSaleOutcome, salesOf } from "#lib/analysis/sale-target.ts";
import type { Target } from "#lib/analysis/target.ts";
import { cumulativeIncidence, type IncidenceCurve, incidenceAt } from "#lib/stats/competing.ts";
import { partOf } from "#lib/stats/timeline.ts";

/** By some months after the first deal: the share won, in a group and in the rest; null where nobody was seen so long. */
export interface WonBy {
  readonly months: number;
  readonly inside: Estimate | null;
  readonly rest: Estimate | null;
}

const ticks = [1, 3, 6, 12, 24];

/**
 * How soon the sales of some accounts are won, and those of the rest: Aalen and Johansen's cumulative incidence, lost sales
 * competing and open ones cut off (see cumulativeIncidence). `isInside` is 1 by account of the frame. Null for other outcomes.
 */
export function saleDetail(frame: Frame, target: Target, isInside: Uint8Array): readonly WonBy[] | null {
  const sales = isSaleOutcome(target.outcome) ? salesOf(frame) : null;
  if (sales === null || !target.watched) return null;
  const { months, ended } = sales;
  const { on } = target.watched;
  const [inside, rest] = [1, 0].map((side) =>
    cumulativeIncidence(
      months,
      ended,
      partOf(on, (account) => isInside[account] === side),
    ),
  ) as [IncidenceCurve, IncidenceCurve];
  const at = (curve: IncidenceCurve, tick: number) =>
    seenTo(curve) >= tick ? incidenceAt(curve, tick) : null;
  return ticks
    .map((tick) => ({ months: tick, inside: at(inside, tick), rest: at(rest, tick) }))
    .filter((one) => one.inside !== null || one.rest !== null);
}

const seenTo = ({ times, atRisk }: IncidenceCurve): number => times[atRisk.findLastIndex((n) => n > 0)] ?? 0;
