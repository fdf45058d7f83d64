import type { Frame } from "#lib/accounts/frame.ts";
import { formatCount, formatFixed, formatPercent } from "#lib/analysis/format.ts";
import { scorecardOf } from "#lib/analysis/scorecard.ts";
import { type Scorecard, usualScale } from "#lib/analysis/scorecard-card.ts";
import type { Evidence } from "#lib/analysis/search/evidence.ts";
import type { Result } from "#lib/errors/result.ts";
import { sentenceOf } from "#lib/errors/sentence.ts";

/** The scorecard of what was asked about, without what leaks; or why there is none. `clusters` by account of the frame. */
export function scorecardFor(
  frame: Frame,
  { target, leftOut }: Pick<Evidence, "target" | "leftOut">,
  seed: number,
  clusters: Int32Array | null,
): Result<Scorecard> {
  return scorecardOf(frame, target, {
    seed,
    leftOut,
    clusters: clusters && target.rows.map((account) => clusters[account]!),
    startDays: frame.startDays,
    scale: usualScale,
  });
}

/** The card, or a sentence that says why there is none. */
export function scorecardJson(card: Result<Scorecard>): Scorecard | { readonly refused: string } {
  return card.ok ? card.value : { refused: sentenceOf(card) };
}

/** The card for a person to read. */
export function scorecardLines(card: Result<Scorecard>): string[] {
  if (!card.ok) return [sentenceOf(card)];
  const { start, attributes, holdout, trained, scale } = card.value;
  const { area, calibration, seen } = holdout;
  return [
    `${start} points to begin with; ${scale.toDouble} more for twice the odds. Fitted on ${formatCount(trained.n)} accounts.`,
    ...attributes.map(({ attribute, levels }) => {
      const points = levels.map(({ label, points }) => `${label} ${points > 0 ? "+" : ""}${points}`);
      return `${attribute}: ${points.join(", ")}`;
    }),
    `On the ${formatCount(holdout.n)} others it puts a good account before another ${formatPercent(area.value)} of the time (${formatPercent(area.low)} to ${formatPercent(area.high)}).`,
    `It promises them ${formatPercent(calibration.foretold)} on average, and ${formatPercent(seen.value)} came true (${formatPercent(seen.low)} to ${formatPercent(seen.high)}).`,
    `Calibration slope ${formatFixed(calibration.slope, 2)} (${formatFixed(calibration.low, 2)} to ${formatFixed(calibration.high, 2)}; 1 is right), Brier score ${formatFixed(calibration.brier, 3)} against ${formatFixed(calibration.baseBrier, 3)} without it.`,
  ];
}
