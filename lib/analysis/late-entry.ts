import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { daysOf } from "#lib/analysis/format.ts";

/** Of accounts in view from their start: before every time, so that those who left on their first day count. */
const fromTheStart = -1;

/**
 * The frame with the months after its start at which every account came into view, where the definition says since when
 * those who leave are in the data (statistics.md, "retention": left truncation). An account that started before counts from
 * that day on only: that it had stayed until then is why it is there. Whoever left before that day, or whose start is not
 * known, takes no part. The frame itself where the definition does not say, or nothing is dated.
 */
export function inView(frame: Frame, definition: Definition | null): Frame {
  const since = definition?.cohort.watchedSince;
  const { retention, startDays } = frame;
  if (since === undefined || retention === null || startDays === null) return frame;
  const day = daysOf(since);
  const entry = startDays.map((start) => (start >= day ? fromTheStart : (day - start) / daysPerMonth));
  return { ...frame, retention: { ...retention, entry } };
}
