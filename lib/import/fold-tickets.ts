/** One ticket or conversation as read: the day it was opened (since 1970-01-01), and how it was rated. */
export interface Ticket {
  readonly created: number | null;
  readonly satisfaction: string | null;
}

/** Tickets within a window after the start, and the days of it the account was a customer for. */
export interface TicketWindow {
  readonly count: number;
  readonly days: number;
  /** Whether the account was a customer for the whole window: only then are counts comparable without the days. */
  readonly whole: boolean;
}

export interface TicketOutcome {
  readonly first90: TicketWindow;
  readonly first180: TicketWindow;
  readonly life: TicketWindow;
  /** Tickets from before the start or after the end, and such without a day: in none of them. */
  readonly outside: number;
  /** Share of good among the rated ones (0-1); null where none is rated. */
  readonly satisfaction: number | null;
  readonly rated: number;
}

/** Whether a rating is good (true) or bad (false): in words, or four or five of five. Null: none was given. */
export function ratedGood(satisfaction: string | null): boolean | null {
  const word = (satisfaction ?? "").trim().toLowerCase();
  if (/^(?:good|goodwithcomment|satisfied|great|amazing)\b/.test(word)) return true;
  if (/^(?:bad|badwithcomment|dissatisfied|unsatisfied|poor|terrible)\b/.test(word)) return false;
  return /^[1-5]$/.test(word) ? Number(word) >= 4 : null;
}

/**
 * Folds the tickets of one account, in any order, over windows that are the same for all accounts: the first 90 and 180
 * days from `start`, and the whole time to `end` (the churn, or the day of the export; that day included).
 */
export function foldTickets(tickets: readonly Ticket[], start: number, end: number): TicketOutcome {
  const followed = Math.max(0, end - start + 1);
  const countWithin = (length: number): TicketWindow => {
    const days = Math.min(length, followed);
    const count = tickets.filter(
      ({ created }) => created !== null && created >= start && created < start + days,
    );
    return { count: count.length, days, whole: days === length };
  };
  const life = countWithin(followed);
  const ratings = tickets.map(({ satisfaction }) => ratedGood(satisfaction)).filter((good) => good !== null);
  return {
    first90: countWithin(90),
    first180: countWithin(180),
    life,
    outside: tickets.length - life.count,
    satisfaction: ratings.length === 0 ? null : ratings.filter(Boolean).length / ratings.length,
    rated: ratings.length,
  };
}
