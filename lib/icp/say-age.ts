import { dayOf } from "#lib/criteria/days.ts";

/** How long ago an ISO date was, seen from another: "today", "yesterday", "3 days ago", "2 months ago". */
export function sayAge(date: string, today: string): string {
  const [then, now] = [dayOf(date), dayOf(today)];
  if (then === null || now === null) return "";
  const days = now - then;
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 60) return `${days} days ago`;
  if (days < 730) return `${Math.round(days / 30.4)} months ago`;
  return `${Math.round(days / 365.25)} years ago`;
}
