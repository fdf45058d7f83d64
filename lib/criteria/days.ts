const dayMilliseconds = 86_400_000;
const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Days since 1970-01-01 of an ISO date such as 2025-04-03; null where the text is no date of the calendar
 * (2025-02-30 is none).
 */
export function dayOf(text: string): number | null {
  const match = isoDate.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = Date.UTC(year, month - 1, day);
  // Date.UTC reads years 0-99 as 1900-1999 and rolls 30 February over into March.
  if (isoOf(time / dayMilliseconds) !== text) return null;
  return time / dayMilliseconds;
}

/** The ISO date of a day counted from 1970-01-01. */
export function isoOf(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}
