const dayMs = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export const dayOf = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / dayMs);

/** ISO date of a day counted from 1970-01-01. */
export const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The calendar quarter of a day, as "2025 Q3". */
export function quarterOf(day: number): string {
  const date = new Date(day * dayMs);
  return `${date.getUTCFullYear()} Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

export const daysPerMonth = 365.25 / 12;
