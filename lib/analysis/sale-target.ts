import type { Frame } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { formatMonths } from "#lib/analysis/format.ts";
import type { Target } from "#lib/analysis/target.ts";
import { endings } from "#lib/stats/competing.ts";
import { horizonWeight } from "#lib/stats/horizon.ts";
import { timeline } from "#lib/stats/timeline.ts";

/** How the sale of every account went: the months from its first deal on, and how they ended (`endings`: won is the event). */
export interface Sales {
  readonly months: Float64Array;
  readonly ended: Uint8Array;
}

/** Null where the frame does not tell. */
export function salesOf(frame: Frame): Sales | null {
  const days = frame.outcomes.find(({ outcome }) => outcome.sale === "days");
  const won = frame.outcomes.find(({ outcome }) => outcome.sale === "won");
  if (days === undefined || won === undefined) return null;
  const ended = Uint8Array.from(won.values, (value) =>
    Number.isNaN(value) ? endings.cutOff : value > 0 ? endings.event : endings.other,
  );
  return { months: days.values.map((day) => day / daysPerMonth), ended };
}

const horizons = [1, 2, 3, 6, 9, 12, 18];
const longest = 24;
const saleStart = "won within ";

/** Whether an outcome is how soon sales are won. */
export const isSaleOutcome = (outcome: string): boolean => outcome.startsWith(saleStart);

/**
 * How soon sales are won (statistics.md, "sales cycle"): won within so many months of the first deal, as a yes or no that is
 * known of those won, lost, or followed so long; a lost sale is one not won, an open one stands for nothing yet. The known
 * weigh 1/Ĝ(min(T, h)−), Ĝ the curve of being still open when the data was taken, so that their rate is Aalen and Johansen's
 * cumulative incidence (see cumulativeIncidence). h is the first usual number of months by which half of those won were:
 * the same for all, whatever their attributes. Null where the data does not tell, or none was won or none lost.
 */
export function saleTarget(frame: Frame): Target | null {
  const sales = salesOf(frame);
  if (sales === null) return null;
  const { months, ended } = sales;
  const won = months.filter((month, i) => ended[i] === endings.event && !Number.isNaN(month)).sort();
  if (won.length === 0) return null;
  const median = won[Math.floor((won.length - 1) / 2)]!;
  const horizon = horizons.find((one) => one > median) ?? longest;
  const left = ended.map((how) => (how === endings.cutOff ? 0 : 1));
  const on = timeline(months);
  const weightOf = horizonWeight(months, left, horizon, on);
  const rows = on.rows.filter((account) => weightOf(account) > 0).sort();
  const values = Float64Array.from(rows, (account) =>
    ended[account] === endings.event && months[account]! < horizon ? 1 : 0,
  );
  if (!values.includes(1) || !values.includes(0)) return null;
  const weights = Float64Array.from(rows, weightOf);
  return {
    outcome: `${saleStart}${formatMonths(horizon)}`,
    measure: "rate",
    better: "higher",
    rows,
    values,
    weights: weights.every((weight) => Math.abs(weight - 1) < 1e-12) ? null : weights,
    followed: null,
    numbers: null,
    unknown: on.rows.length - rows.length,
    watched: { months, left, horizon, on },
  };
}
