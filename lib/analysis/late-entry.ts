import type { Definition } from "#lib/accounts/definition.ts";
import type { Frame } from "#lib/accounts/frame.ts";
import { daysPerMonth } from "#lib/accounts/outcome.ts";
import { daysOf, formatCount, formatCounted, formatMonths, isoDate } from "#lib/analysis/format.ts";
import { sayDate } from "#lib/criteria/words.ts";
import { enoughInView, riskTable, thinTimes, timeline } from "#lib/stats/timeline.ts";

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

/** A sign that the data lacks customers who left before a day. */
export interface LooksLate {
  /** ISO date of the first departure there is. */
  readonly since: string;
  /** Customers who had started before it. */
  readonly started: number;
  /** How many of them should have left by then, at the pace at which customers left afterwards. */
  readonly expected: number;
}

/**
 * Up to the first departure the number expected is exponential with mean 1 (every counting process is a Poisson process of
 * rate 1 on the scale of its cumulative intensity): beyond this chance alone gets once in a thousand.
 */
const mostExpected = -Math.log(0.001);

/**
 * Whether it looks as if those who left before some day were not in the data: nobody left before it, though of the customers
 * who had started by then many should have, by the Nelson-Aalen hazards of every age since (Aalen 1978; ages seen from that
 * day on only). Null where nothing is dated, nobody left, or it looks as it should.
 */
export function looksLate(frame: Frame): LooksLate | null {
  const { retention, startDays } = frame;
  if (retention === null || startDays === null) return null;
  const { months, left } = retention;
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < left.length; i++) {
    const end = startDays[i]! + months[i]! * daysPerMonth;
    if (left[i] === 1 && end < first) first = end;
  }
  if (first === Number.POSITIVE_INFINITY) return null;
  const known = months.map((month, i) => (left[i] === 2 || Number.isNaN(startDays[i]!) ? Number.NaN : month));
  const entry = startDays.map((start) => (start >= first ? fromTheStart : (first - start) / daysPerMonth));
  // Months are rounded: whoever left first must not seem to have come into view after that.
  const on = timeline(
    known,
    entry.map((month) => (month > 0 ? month - 0.1 : month)),
  );
  const { times, atRisk, events } = riskTable(on, left);
  const hazard = new Float64Array(times.length + 1);
  for (let j = 0; j < times.length; j++)
    hazard[j + 1] = hazard[j]! + (atRisk[j]! > 0 ? events[j]! / atRisk[j]! : 0);
  let [started, expected, cumulative] = [0, 0, 0];
  entry.forEach((age, i) => {
    if (!(age > 0) || Number.isNaN(known[i]!)) return;
    started++;
    const own = hazard[countBelow(times, age)]!;
    cumulative += own;
    expected += 1 - Math.exp(-own);
  });
  if (cumulative < mostExpected) return null;
  return { since: isoDate(Math.floor(first)), started, expected };
}

/** The same where the definition does not say since when those who leave are in the data. */
export function lateUnder(frame: Frame, definition: Definition | null): LooksLate | null {
  return definition?.cohort.watchedSince === undefined ? looksLate(frame) : null;
}

/** How many of some ascending numbers are below one. */
function countBelow(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What to make of it, in words. */
export function lateSentence({ since, started, expected }: LooksLate): string {
  return `Nobody in this data left before ${sayDate(since)}, though of ${formatCounted(started, "customer")} who had started by then about ${formatCount(Math.round(expected))} should have, at the pace of later ones. If those who left earlier are not in the file, every customer of that time seems to stay.`;
}

/** Months after their start in which hardly anybody was in view, though later more were. */
export interface Unseen {
  readonly from: number;
  readonly to: number;
}

/**
 * The months in which so few were in view that departures say nothing and are passed over (see thinTimes), where the definition
 * says since when those who leave are in the data; null where it does not, or enough were in view all the time.
 */
export function unseenIn(given: Frame, definition: Definition | null): Unseen | null {
  const { retention } = inView(given, definition);
  if (!retention?.entry) return null;
  const known = retention.months.map((month, i) => (retention.left[i] === 2 ? Number.NaN : month));
  const on = timeline(known, retention.entry, enoughInView);
  const thin = thinTimes(on, riskTable(on, retention.left).atRisk);
  const last = thin?.lastIndexOf(1) ?? -1;
  if (last < 0) return null;
  const time = on.times[last]!;
  const later = retention.entry.filter((month, i) => on.at[i]! >= 0 && month >= time).sort();
  const present = on.rows.filter((row) => retention.entry![row]! < time && known[row]! > time).length;
  return { from: on.times[thin!.indexOf(1) - 1] ?? 0, to: later[enoughInView - 1 - present]! };
}

/** What to make of it, in words. */
export function unseenSentence({ from, to }: Unseen): string {
  const when =
    from < 1
      ? `In their first ${formatMonths(to)}`
      : `From ${formatMonths(from)} to ${formatMonths(to)} after their start`;
  return `${when} hardly any customers were in view, fewer than five at a time: who left then is passed over, and whatever is said of staying longer holds for those who had stayed until then.`;
}
