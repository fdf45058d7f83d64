const dayMs = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export const dayOf = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / dayMs);
